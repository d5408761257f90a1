/* Counts over time: small ones beside a name, and the ribbon of one actor. */
import { day, number } from "../../strings";
import { t } from "./strings";
import type { Ribbon as Counts, Stretch } from "./types";

/** Acts above the line, acted upon below it. */
export function Mirror({ bars, over }: { bars: readonly (readonly [number, number])[]; over: Stretch }) {
  if (!bars.length) return null;
  const [wide, tall] = [4, 26];
  const most = Math.max(1, ...bars.flat());
  const high = (value: number): number => (value ? Math.max(1.5, (value / most) * (tall / 2 - 1)) : 0);
  const told = bars.flatMap(([did, got], at) => (did || got ? [`${over.starts[at]}: ${did}, ${got}`] : []));
  return (
    <svg class="mirror" role="img" aria-label={`${t("bars", { unit: over.unit })}. ${told.join("; ")}`} viewBox={`0 0 ${wide * over.starts.length} ${tall}`} width={Math.min(160, wide * over.starts.length)} height={tall} preserveAspectRatio="none">
      <line x1={0} x2={wide * over.starts.length} y1={tall / 2} y2={tall / 2} />
      {bars.map(([did, got], at) => (
        <g key={at}>
          {did ? <rect class="up" x={at * wide} width={wide - 1} y={tall / 2 - high(did)} height={high(did)} /> : null}
          {got ? <rect class="down" x={at * wide} width={wide - 1} y={tall / 2} height={high(got)} /> : null}
        </g>
      ))}
    </svg>
  );
}

/** Three strips over one time. */
export function Ribbon({ ribbon }: { ribbon: Counts }) {
  const { over } = ribbon;
  const [first, last] = [over.starts[0], over.starts.at(-1)];
  if (!first || !last) return null;
  const rows = [["says", ribbon.says], ["acts", ribbon.acts], ["suffers", ribbon.suffers]] as const;
  return (
    <figure class="ribbon">
      {rows.map(([name, counts]) => <Strip key={name} name={t(name)} counts={counts} over={over} kind={name} />)}
      <figcaption><span>{day(first)}</span><span>{t("per", { unit: over.unit, first: first.slice(0, 4), last: last.slice(0, 4) })}</span><span>{day(last)}</span></figcaption>
    </figure>
  );
}

function Strip({ name, counts, over, kind }: { name: string; counts: readonly number[]; over: Stretch; kind: string }) {
  const most = Math.max(1, ...counts);
  const all = counts.reduce((sum, each) => sum + each, 0);
  const [wide, tall] = [8, 30];
  const told = counts.flatMap((many, at) => (many ? [`${over.starts[at]}: ${many}`] : []));
  return (
    <div class="strip">
      <span class="strip-name">{name} <b>{number(all)}</b></span>
      <svg class={kind} role="img" aria-label={`${name}, ${over.unit}: ${told.join("; ")}`} viewBox={`0 0 ${wide * counts.length} ${tall}`} preserveAspectRatio="none">
        {counts.map((many, at) => many ? (
          <rect key={at} x={at * wide} width={wide - 1} y={tall - Math.max(2, (many / most) * tall)} height={Math.max(2, (many / most) * tall)}>
            <title>{`${over.starts[at]}: ${number(many)}`}</title>
          </rect>
        ) : null)}
      </svg>
    </div>
  );
}
