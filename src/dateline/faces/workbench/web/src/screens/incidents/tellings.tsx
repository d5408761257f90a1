/* Every telling with its words; copies of one text stacked under the first that has it. */
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { Days, Foreign, Status, Type } from "../../facts";
import { judge } from "../../judge";
import { named } from "../../names";
import { Button } from "../../parts";
import { href } from "../../router";
import { day, t as shared } from "../../strings";
import { toggle } from "../../table";
import { Passage, type Mark } from "../../text";
import type { Incident, Piece, Telling } from "./types";
import { w } from "./words";

const MANY = 12; // before the rest is folded away

/** By what copies have in common: their family, and the words that tell it. */
export function stacks(tellings: readonly Telling[]): readonly (readonly Telling[])[] {
  const found = new Map<string, Telling[]>();
  for (const one of tellings) {
    const words = one.pieces.map(([, text]) => text.replace(/\s+/g, " ")).join(" ");
    const key = `${one.family ?? one.report}|${words}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}

export function Tellings({ data, split }: { data: Incident; split: Signal<ReadonlySet<string>> }) {
  const [all, showAll] = useState(false);
  const found = stacks(data.tellings);
  const more = found.length - MANY;
  return (
    <>
      <ol class="tellings">
        {(all || more < 3 ? found : found.slice(0, MANY)).map((stack) => <Stack key={stack[0]!.event} stack={stack} data={data} split={split} />)}
      </ol>
      {more >= 3 && !all ? <Button kind="quiet" onClick={() => showAll(true)}>{w("tellings.all", { n: more })}</Button> : null}
    </>
  );
}

function Stack({ stack, data, split }: { stack: readonly Telling[]; data: Incident; split: Signal<ReadonlySet<string>> }) {
  const [open, show] = useState(false);
  const copies = stack.slice(1);
  return (
    <>
      <One telling={stack[0]!} data={data} split={split} />
      {copies.length ? (
        <li class="copies">
          <Button kind="quiet" aria-expanded={open} onClick={() => show(!open)}>{w("copies.show", { n: copies.length })}</Button>
          <span class="soft"> {copies.map((each) => each.outlet).filter(Boolean).join(", ")}</span>
          {open ? <ol class="tellings">{copies.map((each) => <One key={each.event} telling={each} data={data} split={split} />)}</ol> : null}
        </li>
      ) : null}
    </>
  );
}

function One({ telling, data, split }: { telling: Telling; data: Incident; split: Signal<ReadonlySet<string>> }) {
  const { card } = data;
  const other = telling.type !== card.type || telling.status !== card.status;
  const otherDay = telling.time_start !== card.day || telling.time_end !== card.until;
  const says = telling.speaker ? w("says", { who: telling.speaker, how: named("stance", telling.stance ?? "asserts") }) : w("itself");
  const label = [telling.outlet, telling.told ? day(telling.told) : null].filter(Boolean).join(", ");
  return (
    <li class={`telling ${split.value.has(telling.event) ? "chosen" : ""}`} data-row={telling.event} data-peek={telling.event} tabIndex={-1}>
      {data.told > 1 ? <input type="checkbox" aria-label={`${w("select")}: ${label}`} checked={split.value.has(telling.event)} onChange={() => toggle(split, telling.event)} /> : null}
      <div class="telling-body">
        <Quote piece={telling} lang={telling.language} />
        <p class="source">
          <b>{telling.outlet ? <Foreign text={telling.outlet} /> : shared("days.unknown")}</b>, {telling.told ? day(telling.told) : shared("days.unknown")}
          {telling.copy_of ? <span class="badge">{w("copy")}</span> : null} · <Foreign text={says} />
          {other ? <> · <Type code={telling.type} modes={telling.modes} /> <Status code={telling.status} disputed={telling.disputed} historical={telling.historical} /></> : null}
          {otherDay && telling.time_start ? <> · <Days start={telling.time_start} end={telling.time_end} grain={telling.time_grain} basis={telling.time_basis} /></> : null}
        </p>
        <p class="source">
          <a class="to-report" href={reportOf(telling)}>{telling.title ? <Foreign text={telling.title} lang={telling.language} /> : w("reader")}</a>
          {data.told > 1 ? <> · <Button kind="quiet" onClick={() => void judge([{ what: "verdict", report: telling.report, event: telling.event, field: null, right: false }], w("wrong.done"))}>{w("wrong.telling")}</Button></> : null}
        </p>
      </div>
    </li>
  );
}

export const reportOf = (piece: Piece): string => {
  const [start, end] = [piece.evidence[0]?.[0] ?? piece.trigger?.[0] ?? 0, piece.evidence.at(-1)?.[1] ?? piece.trigger?.[1] ?? 0];
  return href(`/reports/${piece.report}`, { f: piece.event }, `s=${start}-${end}`);
};

/** The sentences, the evidence in them marked, and the word that carries the type. */
export function Quote({ piece, lang }: { piece: Piece; lang?: string | null }) {
  return (
    <blockquote>
      {piece.pieces.map(([start, text]) => {
        const end = start + [...text].length;
        const marks: Mark[] = [
          ...piece.evidence.map(([from, to]) => ({ start: Math.max(start, from), end: Math.min(end, to), kind: "evidence" as const })),
          ...(piece.trigger ? [{ start: piece.trigger[0], end: piece.trigger[1], kind: "trigger" as const }] : []),
        ].filter((mark) => mark.start < mark.end && mark.start >= start && mark.end <= end);
        return <Passage key={start} text={text} from={start} marks={marks} lang={lang ?? null} />;
      })}
    </blockquote>
  );
}
