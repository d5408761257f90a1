/* How many incidents when, and the brush that chooses days: by dragging, or with the arrow keys on its two handles. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../parts";
import { useKeys } from "../../keys";
import { put } from "../../router";
import { number, span } from "../../strings";
import { at, axis, between, DAY, endOf, iso, shifted, stepped, ticks, type Axis } from "./days";
import { t } from "./strings";
import type { Incidents } from "./types";
import { useWidth } from "./width";

const TALL = 56;
const FAR = 1000; // steps: to the end
export type Stretch = readonly [start: string, end: string];

/** Asks for these days, or for all; what else the query says stays. */
export function askDays(data: Incidents, days: Stretch | null): void {
  const time = days ? `time:${days[0] === days[1] ? days[0] : days.join("..")}` : "";
  put({ q: [data.timeless, time].filter(Boolean).join(" ") || null });
}

/** `shown`: the days that the lanes below show, marked under the bars where nobody has chosen days. */
export function Density({ data, shown }: { data: Incidents; shown: Stretch | null }) {
  const [box, width] = useWidth();
  const { first, last, unit, bars, before, after } = data.density;
  const asked: Stretch | null = data.window.asked && data.window.start && data.window.end ? [data.window.start, data.window.end] : null;
  const [drawn, draw] = useState<Stretch | null>(null);
  useEffect(() => draw(null), [data]);
  const window = drawn ?? asked;
  const keys = [
    { key: "[", does: t("strip.earlier"), run: () => askDays(data, moved(asked!, -1)), when: () => asked !== null },
    { key: "]", does: t("strip.later"), run: () => askDays(data, moved(asked!, 1)), when: () => asked !== null },
    { key: "-", does: t("strip.wider"), run: () => askDays(data, wider(asked!)), when: () => asked !== null },
    { key: "0", does: t("strip.all"), run: () => askDays(data, null), when: () => asked !== null },
  ];
  useKeys(keys, t("scope"));
  if (!first || !last) return null;
  const scale = axis(first, last, width);
  const most = Math.max(1, ...bars.map(([, many]) => many));
  return (
    <section class="density" aria-label={t("strip")}>
      <div class="density-head">
        <p class="soft">{window ? t("strip.now", { days: span(...window) }) : t("strip.any")} · {t("strip.per", { unit: t(`unit.${unit}`) })}
          {before + after ? ` · ${t("strip.outside", { n: before + after })}` : ""}</p>
        {asked ? (
          <div class="density-tools">
            {keys.map((each) => <Button key={each.key} kind="quiet" keys={each.key} onClick={each.run}>{each.does}</Button>)}
          </div>
        ) : null}
      </div>
      <div class="strip" ref={box}>
        {width ? (
          <>
            <svg width={width} height={TALL} role="img" aria-label={`${t("strip")}: ${bars.map(([day, many]) => `${span(day, endOf(day, unit))}: ${number(many)}`).slice(0, 60).join("; ")}`}>
              {bars.map(([day, many, conflict]) => <Bar key={day} x={scale(at(day))} wide={scale(at(stepped(day, unit, 1))) - scale(at(day))} tall={(many / most) * (TALL - 6)} conflict={conflict / many} title={t("strip.bar", { days: span(day, endOf(day, unit)), n: many })} />)}
            </svg>
            <Marks scale={scale} width={width} />
            {shown && !window ? <i class="shown-days" style={{ insetInlineStart: `${Math.max(0, scale(at(shown[0])))}px`, inlineSize: `${Math.min(width, scale(at(shown[1]))) - Math.max(0, scale(at(shown[0])))}px` }} /> : null}
            <Brush scale={scale} width={width} first={first} last={last} unit={unit} window={window} draw={draw} done={(days) => askDays(data, days)} />
          </>
        ) : null}
      </div>
      <p class="only-heard">{t("strip.hint")}</p>
    </section>
  );
}

const long = ([start, end]: Stretch): number => between(start, end) + 1;
const moved = (days: Stretch, way: number): Stretch => [shifted(days[0], way * long(days)), shifted(days[1], way * long(days))];
const wider = (days: Stretch): Stretch => [shifted(days[0], -Math.ceil(long(days) / 2)), shifted(days[1], Math.ceil(long(days) / 2))];

function Bar({ x, wide, tall, conflict, title }: { x: number; wide: number; tall: number; conflict: number; title: string }) {
  const height = Math.max(1.5, tall);
  const below = height * conflict;
  return (
    <g>
      <title>{title}</title>
      <rect class="peace" x={x + 0.5} y={TALL - height} width={Math.max(1, wide - 1)} height={height - below} />
      <rect class="conflict" x={x + 0.5} y={TALL - below} width={Math.max(1, wide - 1)} height={below} />
    </g>
  );
}

export function Marks({ scale, width }: { scale: Axis; width: number }) {
  return (
    <div class="ticks" aria-hidden="true">
      {ticks(scale, width).map(({ x, text }) => (x > width - 24 ? null : <span key={x} style={{ insetInlineStart: `${x}px` }}>{text}</span>))}
    </div>
  );
}

interface BrushProps {
  readonly scale: Axis;
  readonly width: number;
  readonly first: string;
  readonly last: string;
  readonly unit: Incidents["density"]["unit"];
  readonly window: Stretch | null;
  readonly draw: (days: Stretch | null) => void;
  readonly done: (days: Stretch | null) => void;
}

function Brush({ scale, width, first, last, unit, window, draw, done }: BrushProps) {
  const from = useRef<string | null>(null);
  const later = useRef(0);
  const own = useRef<HTMLDivElement>(null);
  const dayAt = (event: PointerEvent): string => {
    const x = event.clientX - own.current!.getBoundingClientRect().left;
    const day = iso(new Date(Math.floor(scale.invert(Math.max(0, Math.min(width - 1, x))).valueOf() / DAY) * DAY));
    return day < first ? first : day > last ? last : day;
  };
  const ordered = (a: string, b: string): Stretch => (a <= b ? [a, b] : [b, a]);
  const grab = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest("[role=slider]")) return;
    from.current = dayAt(event);
    own.current!.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent): void => { if (from.current) draw(ordered(from.current, dayAt(event))); };
  const drop = (event: PointerEvent): void => {
    if (!from.current) return;
    const days = ordered(from.current, dayAt(event));
    from.current = null;
    done(days);
  };
  /** A handle moves at once; the address follows when it rests. */
  const step = (end: 0 | 1, by: number): void => {
    const now = window ?? ([first, last] as const);
    const to = by <= -FAR ? first : by >= FAR ? last : stepped(now[end], unit, by);
    const bounded = to < first ? first : to > last ? last : to;
    const next: Stretch = end ? [now[0], bounded < now[0] ? now[0] : bounded] : [bounded > now[1] ? now[1] : bounded, now[1]];
    draw(next);
    clearTimeout(later.current);
    later.current = setTimeout(() => done(next[0] <= first && next[1] >= last ? null : next), 350) as unknown as number;
  };
  useEffect(() => () => clearTimeout(later.current), []);
  const shown = window ?? [first, last];
  const x = ([0, 1] as const).map((end) => Math.max(0, Math.min(width, scale(at(shown[end])) + (end ? scale(at(shifted(first, 1))) : 0))));
  return (
    <div class="brush" ref={own} onPointerDown={grab} onPointerMove={drag} onPointerUp={drop} onPointerCancel={() => { from.current = null; draw(null); }}>
      {window ? <><i class="veil" style={{ insetInlineStart: 0, inlineSize: `${x[0]}px` }} /><i class="veil" style={{ insetInlineStart: `${x[1]}px`, inlineSize: `${width - x[1]!}px` }} /></> : null}
      {([0, 1] as const).map((end) => (
        <Handle key={end} x={x[end]!} label={t(end ? "strip.to" : "strip.from")} day={shown[end]} first={first} last={last} step={(by) => step(end, by)} />
      ))}
    </div>
  );
}

function Handle({ x, label, day, first, last, step }: { x: number; label: string; day: string; first: string; last: string; step: (by: number) => void }) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -FAR, End: FAR }[event.key];
    if (!by) return;
    event.preventDefault();
    step(event.shiftKey ? by * 5 : by);
  };
  return (
    <div class="handle" role="slider" tabIndex={0} aria-label={label} aria-valuetext={span(day, day)} aria-valuemin={0} aria-valuemax={between(first, last)}
      aria-valuenow={between(first, day)} style={{ insetInlineStart: `${x}px` }} onKeyDown={onKeyDown} />
  );
}
