/* The time shown: bars of months to drag across, and two fields that say the same by keyboard. */
import { useRef, useState } from "preact/hooks";
import { Button } from "../../parts";
import { put } from "../../router";
import { month as named, number } from "../../strings";
import { t } from "./strings";

const OUTLYING = 0.01; // share of incidents at either end that the bars leave out: a misread year would fill them
const TALL = 36;

export function Brush({ months, from, to }: { months: readonly (readonly [string, number])[]; from: string | undefined; to: string | undefined }) {
  const bars = filled(within(months));
  const [held, hold] = useState<readonly [number, number] | null>(null);
  const box = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...bars.map(([, many]) => many));
  const spot = (event: PointerEvent): number => {
    const { left, width } = box.current!.getBoundingClientRect();
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((event.clientX - left) / width) * bars.length)));
  };
  const lit = (at: number, month: string): boolean => {
    if (held) return at >= Math.min(...held) && at <= Math.max(...held);
    return (!from || endOf(month) >= from) && (!to || month <= to);
  };
  const choose = (): void => {
    if (!held) return;
    const [first, last] = [bars[Math.min(...held)]![0], bars[Math.max(...held)]![0]];
    hold(null);
    put({ from: first, to: endOf(last) });
  };
  return (
    <div class="brush">
      {bars.length > 1 ? (
        <div class="strip">
          <svg ref={box} class={from || to || held ? "some" : ""} viewBox={`0 0 ${bars.length * 4} ${TALL}`} preserveAspectRatio="none" role="img" aria-label={t("months")}
            onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); hold([spot(event), spot(event)]); }}
            onPointerMove={(event) => held && hold([held[0], spot(event)])} onPointerUp={choose}>
            {bars.map(([month, many], at) => (
              <g key={month} class={lit(at, month) ? "lit" : ""}>
                <rect class="ground" x={at * 4} width={4} y={0} height={TALL} />
                {many ? <rect x={at * 4} width={3} y={TALL - Math.max(1.5, (many / most) * TALL)} height={Math.max(1.5, (many / most) * TALL)} /> : null}
                <title>{`${named(month)}: ${number(many)}`}</title>
              </g>
            ))}
          </svg>
          <p class="ends" aria-hidden="true"><span>{named(bars[0]![0])}</span> <span>{t("months")}</span> <span>{named(bars.at(-1)![0])}</span></p>
        </div>
      ) : null}
      <label>{t("from")} <input type="date" value={from ?? ""} onChange={(event) => put({ from: event.currentTarget.value || null })} /></label>
      <label>{t("to")} <input type="date" value={to ?? ""} onChange={(event) => put({ to: event.currentTarget.value || null })} /></label>
      {from || to ? <Button kind="quiet" onClick={() => put({ from: null, to: null })}>{t("allTime")}</Button> : null}
    </div>
  );
}

function within(months: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const all = months.reduce((sum, [, many]) => sum + many, 0);
  let before = 0;
  return months.filter(([, many]) => {
    const start = before;
    before += many;
    return before > all * OUTLYING && start < all * (1 - OUTLYING);
  });
}

/** With the months in which nothing happened, so that the bars are true to time. */
function filled(months: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const [first, last] = [months[0]?.[0], months.at(-1)?.[0]];
  if (!first || !last) return [];
  const known = new Map(months);
  const found: [string, number][] = [];
  for (let at = first; at <= last && found.length < 1200; at = after(at)) found.push([at, known.get(at) ?? 0]);
  return found;
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const after = (month: string): string => iso(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)));
const endOf = (month: string): string => iso(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)));
