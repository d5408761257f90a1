/* The exact words behind anything, in one key.

   Put `data-peek` on whatever shows a fact, and Space (with the focus or the pointer on it) opens the sentences:

     <tr data-peek="3f9c2a" tabIndex={-1}>            an incident
     <g  data-peek="3f9c2a:killed" tabIndex={0}>      the numbers of that kind told of it
     peek("3f9c2a")                                   the same from a program; unpeek() closes it

   Asks /peek.json?of=…; shows each sentence with who says it, who reports it, and "copy as citation". Escape closes. */
import { signal } from "@preact/signals";
import { useTwin } from "./api";
import { copy } from "./copy";
import { Button, Dialog, Empty, Failed, Waiting } from "./parts";
import { useKeys } from "./keys";
import { href } from "./router";
import { catalogue, day, t as shared } from "./strings";
import { Passage, type Mark } from "./text";
import { Foreign } from "./facts";
import { named } from "./names";

const t = catalogue({
  "title": "The words behind it",
  "says": "{who} {how}",
  "itself": "The report itself says so",
  "cite": "Copy as citation",
  "read": "Read the report",
  "none": "No words are kept for this",
  "noneText": "It follows from other facts, or from a judgement; open it to see from which.",
  "more": { one: "and {n} more", other: "and {n} more" },
});

const asked = signal<string | null>(null);
let pointed: Element | null = null;

export const peek = (of: string): void => { asked.value = of; };
export const unpeek = (): void => { asked.value = null; };

export interface Sentence {
  readonly report: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly published: string | null;
  readonly url: string | null;
  readonly language: string | null;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly marks: readonly (readonly [start: number, end: number])[];
  readonly speaker: string | null;
  readonly stance: string | null;
  readonly event: string | null;
}
interface Peeked {
  readonly title: string;
  readonly sentences: readonly Sentence[];
  readonly total: number;
}

export function startPeek(): void {
  document.addEventListener("pointerover", (event) => { pointed = event.target as Element; }, { passive: true });
}

const target = (): string | undefined => {
  const at = (node: Element | null): string | undefined => node?.closest<HTMLElement>("[data-peek]")?.dataset.peek;
  return at(document.activeElement) ?? at(pointed?.isConnected ? pointed : null);
};

export function Peek() {
  useKeys([{ key: "Space", does: shared("key.peek"), run: () => peek(target()!), when: () => target() !== undefined }], shared("scope.everywhere"));
  return asked.value === null ? null : <Card of={asked.value} />;
}

function Card({ of }: { of: string }) {
  const { data, error, loading } = useTwin<Peeked>("/peek", { of });
  return (
    <Dialog title={data?.title ?? t("title")} onClose={unpeek} class="peek">
      {error ? <Failed error={error} /> : null}
      {!data && loading ? <Waiting /> : null}
      {data && !data.sentences.length ? <Empty title={t("none")} text={t("noneText")} /> : null}
      <ol class="sentences">{data?.sentences.map((each) => <Said key={`${each.report}${each.start}`} {...each} />)}</ol>
      {data && data.total > data.sentences.length ? <p class="soft">{t("more", { n: data.total - data.sentences.length })}</p> : null}
    </Dialog>
  );
}

function Said(said: Sentence) {
  const marks: Mark[] = said.marks.map(([start, end]) => ({ start, end, kind: "trigger" }));
  const who = said.speaker ? t("says", { who: said.speaker, how: named("stance", said.stance ?? "asserts") }) : t("itself");
  return (
    <li>
      <blockquote><Passage text={said.text} from={said.start} marks={marks} lang={said.language} /></blockquote>
      <p class="source"><Foreign text={who} /> · {said.outlet ? <Foreign text={said.outlet} /> : null} {said.published ? day(said.published) : shared("days.unknown")}</p>
      <p class="actions">
        <a class="button plain" href={href(`/reports/${said.report}`, { f: said.event }, `s=${said.start}-${said.end}`)} onClick={unpeek}>{t("read")}</a>
        <Button onClick={() => copy(citation(said))}>{t("cite")}</Button>
      </p>
    </li>
  );
}

/** “Words.” Outlet, title, day. URL (report id, characters a–b). */
export function citation(said: Sentence): string {
  const source = [said.outlet, said.title ? `“${said.title}”` : null, said.published ? day(said.published) : null].filter(Boolean).join(", ");
  return `“${said.text.trim().replace(/\s+/g, " ")}” ${source}.${said.url ? ` ${said.url}` : ""} (report ${said.report.slice(0, 8)}, characters ${said.start}–${said.end})`;
}
