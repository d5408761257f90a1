/* The exact words behind anything, in one key.

   Put `data-peek` on whatever shows a fact, and Space (with the focus or the pointer on it) opens the sentences:

     <tr data-peek="3f9c2a" tabIndex={-1}>            an incident, event, report or claim, by its id
     <g  data-peek="3f9c2a:killed" tabIndex={0}>      the numbers of that kind told of it; ":commitment": what settled it
     <g  data-peek={cell("network", { source: "Chile", target: "Peru" }, { q })}>    a cell of a counted view
     peek("3f9c2a")                                   the same from a program; unpeek() closes it

   Asks /peek.json (api/peek.py); shows each sentence with who says it, who reports it, and "copy as citation". The
   number or trigger that is meant is marked in it. Escape closes. */
import { signal } from "@preact/signals";
import { useAnswer } from "./api";
import { copy } from "./copy";
import { amount, Foreign } from "./facts";
import { useKeys } from "./keys";
import { Button, Dialog, Empty, Failed, Waiting } from "./parts";
import { Sentences, Voices, type Quote } from "./quote";
import { href } from "./router";
import { catalogue, day, t as shared } from "./strings";

const t = catalogue({
  "title": "The words behind it",
  "copy": "copy of another report",
  "cite": "Copy as citation",
  "read": "Read the report",
  "none": "No words are kept for this",
  "noneText": "It follows from other facts, or from a judgement. Open it to see from which.",
  "more": { one: "and {n} more", other: "and {n} more" },
});

type Cited = Quote & { readonly citation: string };

export interface Evidence {
  readonly label: string;
  readonly quotes: readonly Cited[];
  readonly total: number;
}

const asked = signal<string | null>(null);
let pointed: Element | null = null;

export const peek = (of: string): void => { asked.value = of; };
export const unpeek = (): void => { asked.value = null; };

/** What `data-peek` is for a cell of a counted view: its name, the keys of its row, and how the view was asked. */
export function cell(view: "dyads" | "network" | "nodes" | "panel" | "places", keys: Readonly<Record<string, string | number | null>>, asked: Readonly<Record<string, string | undefined>> = {}): string {
  const all = new URLSearchParams({ view });
  for (const [name, value] of Object.entries(asked)) if (value) all.set(name, value);
  for (const [name, value] of Object.entries(keys)) all.append("cell", `${name}=${value ?? ""}`);
  return all.toString();
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
  const { data, error, loading } = useAnswer<Evidence>(`/peek.json?${of.includes("=") ? of : new URLSearchParams({ id: of }).toString()}`);
  return (
    <Dialog title={t("title")} onClose={unpeek} class="peek">
      {error ? <Failed error={error} /> : null}
      {!data && loading ? <Waiting /> : null}
      {data ? <p class="peek-label"><Foreign text={data.label} /></p> : null}
      {data && !data.quotes.length ? <Empty title={t("none")} text={t("noneText")} /> : null}
      <ol class="sentences">{data?.quotes.map((quote) => <Said key={quote.report + quote.id} quote={quote} />)}</ol>
      {data && data.total > data.quotes.length ? <p class="soft">{t("more", { n: data.total - data.quotes.length })}</p> : null}
    </Dialog>
  );
}

export function Said({ quote }: { quote: Cited }) {
  const { evidence, numbers, trigger } = quote;
  const first = evidence[0] ?? trigger;
  const where = href(`/reports/${quote.report}`, { f: quote.of === "event" ? quote.id : null }, first ? `s=${first[0]}-${first[1]}` : "");
  return (
    <li>
      <Sentences quote={quote} trigger={!numbers.length} />
      <p class="said-by">
        {numbers.map((each) => <span key={each.start}><b>{amount(each.low, each.high)} {each.kind}</b>{each.by ? <> · <Foreign text={each.by} /></> : null}</span>)}
        {numbers.some((each) => each.by) ? null : <Voices voices={quote.voices} />}
      </p>
      <p class="source">
        {quote.outlet ? <><Foreign text={quote.outlet} /> · </> : null}{quote.told ? day(quote.told) : shared("days.unknown")}
        {quote.title ? <> · <Foreign text={quote.title} /></> : null}
        {quote.copy_of ? <span class="badge">{t("copy")}</span> : null}
      </p>
      <p class="actions">
        <a class="button plain" href={where} onClick={unpeek}>{t("read")}</a>
        <Button onClick={() => copy(quote.citation)}>{t("cite")}</Button>
      </p>
    </li>
  );
}
