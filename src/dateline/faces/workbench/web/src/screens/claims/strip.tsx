/* Contested figures on one axis: a row for each speaker, a dot for each number, revisions joined by a line, "at least"
   with an arrow, copies hollow. No total is made. Each dot leads to its words. */
import { scaleLinear } from "d3-scale";
import { amount, Foreign } from "../../facts";
import { number, span } from "../../strings";
import { useWidth } from "../incidents/width";
import { c } from "./strings";

export interface Dot {
  readonly report: string;
  readonly event: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly by: string | null;
  readonly date: string | null;
  readonly told: string | null;
  readonly outlet: string | null;
  readonly words: string;
  readonly copy: boolean;
}
interface Row { readonly by: string | null; readonly dots: readonly Dot[] }

const LEFT = 150;
const ROW = 40;

/** Rows by speaker in the order of their first number; the same number told again by copies is one hollow dot more. */
export function rowsOf(values: readonly Dot[]): readonly Row[] {
  const rows = new Map<string | null, Dot[]>();
  for (const dot of values) rows.set(dot.by, [...(rows.get(dot.by) ?? []), dot]);
  return [...rows].map(([by, dots]) => ({ by, dots: dots.sort((a, b) => (a.date ?? "").localeCompare(b.date ?? "")) }));
}

const low = (dot: Dot): number => dot.low ?? dot.high ?? 0;
const high = (dot: Dot): number => dot.high ?? dot.low ?? 0;
export const speaker = (by: string | null): string => by ?? c("itself");

export function Strip({ values, kind }: { values: readonly Dot[]; kind: string }) {
  const [box, width] = useWidth();
  const rows = rowsOf(values);
  const [least, most] = [Math.min(...values.map(low)), Math.max(...values.map(high))];
  const narrow = width < 460;
  const left = narrow ? 8 : LEFT;
  const scale = scaleLinear().domain([least > most * 0.8 ? least - (most - least || 1) : 0, most + (most - least || most) * 0.08]).nice(5).range([left + 12, Math.max(left + 60, width - 34)]);
  return (
    <div class="fig-strip" ref={box} role="group" aria-label={c("strip", { kind, low: least, high: most })}>
      {width ? (
        <>
          <div class="fig-axis" aria-hidden="true">{scale.ticks(narrow ? 4 : 7).filter(Number.isInteger).map((tick) => <span key={tick} style={{ insetInlineStart: `${scale(tick)}px` }}>{number(tick)}</span>)}</div>
          {rows.map((row) => <Speaker key={row.by ?? ""} row={row} kind={kind} scale={scale} narrow={narrow} />)}
        </>
      ) : null}
      <p class="fig-range">{least === most ? c("same", { n: least }) : c("range", { low: least, high: most })} <span class="soft">{c("no.total")}</span></p>
    </div>
  );
}

function Speaker({ row, kind, scale, narrow }: { row: Row; kind: string; scale: (value: number) => number; narrow: boolean }) {
  const own = row.dots.filter((dot) => !dot.copy);
  const line = own.length > 1 && new Set(own.map(low)).size > 1 ? [Math.min(...own.map((dot) => scale(low(dot)))), Math.max(...own.map((dot) => scale(low(dot))))] : null;
  const seen = new Map<string, number>(); // numbers told again stand a little lower, so that none hides another
  return (
    <div class={`fig-row ${narrow ? "narrow" : ""}`} style={{ minBlockSize: `${narrow ? ROW + 18 : ROW}px` }}>
      <div class="fig-who" title={speaker(row.by)}>{row.by ? <Foreign text={row.by} /> : <i>{c("itself")}</i>}</div>
      {line ? <i class="fig-line" style={{ insetInlineStart: `${line[0]}px`, inlineSize: `${line[1]! - line[0]!}px` }} /> : null}
      {row.dots.map((dot, at) => {
        const key = `${dot.low}/${dot.high}`;
        const again = seen.get(key) ?? 0;
        seen.set(key, again + 1);
        if (again > 3) return null;
        const x = scale(low(dot));
        const revised = line && at > 0 && low(dot) !== low(row.dots[at - 1]!);
        const spans = dot.low !== null && dot.high !== null && dot.high > dot.low;
        const label = c("dot", { who: speaker(row.by), amount: amount(dot.low, dot.high), kind, day: span(dot.date, dot.date), outlet: dot.outlet ?? "" });
        return (
          <span key={at}>
            {spans ? <i class="fig-spread" style={{ insetInlineStart: `${x}px`, inlineSize: `${scale(dot.high!) - x}px` }} /> : null}
            <button type="button" class={`fig-dot ${dot.copy ? "copy" : ""}`} data-peek={dot.event} aria-label={`${label}${dot.copy ? `, ${c("copy")}` : ""}`} title={label}
              style={{ insetInlineStart: `${x - 12 + again * 5}px` }} onClick={(event) => event.currentTarget.focus()}>
              <i />
            </button>
            {again ? null : (
              <span class="fig-label" aria-hidden="true" style={{ insetInlineStart: `${x}px` }}>
                {dot.high === null ? "≥ " : dot.low === null ? "≤ " : ""}<b>{number(low(dot))}</b>{spans ? `–${number(dot.high!)}` : ""}{dot.high === null ? " →" : ""}{revised && dot.date ? <small> {span(dot.date, dot.date)}</small> : null}
              </span>
            )}
          </span>
        );
      })}
    </div>
  );
}
