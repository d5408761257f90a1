/* Incidents in lanes: a mark each, at its day, as large as voices tell it; bars where a day is not known closer.

   One mark of all is in the tab order; arrows move within a lane and from lane to lane, j and k through all. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Signal } from "@preact/signals";
import { Button } from "../../parts";
import { named, quadOf } from "../../names";
import { number, span } from "../../strings";
import { useList } from "../../table";
import { CardRow } from "./card";
import { chosen, remember } from "./chosen";
import { askDays, Marks } from "./density";
import { at, axis, between, DAY, iso, shifted, type Axis } from "./days";
import { t } from "./strings";
import type { Card, Deadline, Incidents } from "./types";
import { toggle } from "../../table";
import { useWidth } from "./width";

const LANES = 12; // before the rest is folded away
const ROW = 22; // pixels
const DEEP = 8; // rows of a lane, at most
const FAR = 2.5; // one mark in so many may lie before the axis begins, where that halves its days
const ONE_DAY = 8; // pixels that a mark of one day takes, at most
const VERBAL = new Set(["vc", "vx"]);

export type By = "actor" | "country" | "type";
type Item =
  | { readonly kind: "incident"; readonly card: Card; readonly x: number; readonly end: number; readonly r: number; readonly row: number }
  | { readonly kind: "due"; readonly due: Deadline; readonly x: number; readonly end: number; readonly r: number; readonly row: number };
interface More { readonly x: number; readonly many: number; readonly days: readonly [string, string] }
interface Lane { readonly name: string | null; readonly many: number; readonly items: readonly Item[]; readonly more: readonly More[]; readonly deep: number }

export function Lanes({ data, by, bars }: { data: Incidents; by: By; bars: boolean }) {
  const [track, width] = useWidth();
  const box = useRef<HTMLDivElement>(null);
  const [now, point] = useState<string | null>(null);
  const [all, showAll] = useState(false);
  const scale = useMemo(() => domain(data, Math.max(120, width)), [data, width]);
  const lanes = useMemo(() => (width ? laid(data, scale, width) : []), [data, scale, width]);
  data.rows.forEach((card) => remember(card.id, card.label ?? named("type", card.type)));
  useEffect(() => point(null), [data]);
  useList(box, { select: (id) => toggle(chosen as Signal<ReadonlySet<string>>, id) });
  const [begin] = data.rows.length ? shownDays(data) : [""];
  const earlier = data.rows.filter((each) => (each.until ?? each.day!) < begin).map((each) => each.day!).sort();
  const shown = all ? lanes : lanes.slice(0, LANES);
  const first = shown[0]?.items[0];
  const current = now ?? (first ? idOf(first) : null);
  const card = data.rows.find((each) => each.id === now);
  const due = data.deadlines.find((each) => now === `due:${each.incident}`);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = neighbour(shown, current, event.key);
    if (!to || event.ctrlKey || event.altKey || event.metaKey || !(event.target as Element).closest("[data-row]")) return;
    event.preventDefault();
    const mark = box.current?.querySelector<HTMLElement>(`[data-mark="${to}"]`);
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "nearest" });
  };
  return (
    <section class="lanes" aria-label={t("lanes")}>
      <div class="lanes-box" ref={box} onKeyDown={onKeyDown}>
        <div class="lane lane-axis"><div class="lane-name" /><div class="lane-track" ref={track}>{width ? <Marks scale={scale} width={width} /> : null}</div></div>
        {shown.map((lane) => (
          <div class="lane" key={lane.name ?? ""} role="group" aria-label={t("lane.of", { name: nameOf(lane, by), n: lane.many })}>
            <div class="lane-name" title={nameOf(lane, by)}><bdi class="lane-text">{nameOf(lane, by)}</bdi> <small class="soft">{number(lane.many)}</small></div>
            <div class="lane-track" style={{ blockSize: `${lane.deep * ROW + 4}px` }}>
              {lane.items.map((item) => <Mark key={idOf(item)} item={item} bars={bars} width={width} current={idOf(item) === current} point={point} />)}
              {lane.more.map((more) => (
                <button key={more.x} type="button" class="lane-more" style={{ insetInlineStart: `${more.x}px` }} title={t("lane.more", { n: more.many })}
                  aria-label={`${t("lane.more", { n: more.many })}: ${span(...more.days)}`} onClick={() => askDays(data, more.days)}>+{more.many}</button>
              ))}
            </div>
          </div>
        ))}
      </div>
      {earlier.length ? <Button kind="quiet" onClick={() => askDays(data, [earlier[0]!, shifted(begin, -1)])}>{t("lane.earlier", { n: earlier.length })}</Button> : null}
      {lanes.length > LANES ? <Button kind="quiet" onClick={() => showAll(!all)} aria-expanded={all}>{all ? t("lane.fewer") : t("lane.others", { n: lanes.length - LANES })}</Button> : null}
      <div class="pointed">
        {card ? <CardRow card={card} focusable={false} level={2} /> : due ? <p>{dueText(due)}</p> : <p class="soft">{t("pointer")}</p>}
      </div>
    </section>
  );
}

const idOf = (item: Item): string => (item.kind === "due" ? `due:${item.due.incident}` : item.card.id);
const nameOf = (lane: { readonly name: string | null }, by: By): string =>
  lane.name === null ? t(`lane.none.${by}`) : by === "type" ? named("type", lane.name) : lane.name;

export const dueText = (due: Deadline): string =>
  t("due", { kind: named("kind", due.kind), state: named("state", due.state), day: span(due.day, due.day), label: due.label ?? "" });

// ── laying out ──────────────────────────────────────────────────────────────────────────────────

/** The days of the lanes: those asked for; else those that most marks need, without a few that lie far before them. */
export function shownDays(data: Incidents): readonly [string, string] {
  const days = [...data.rows.flatMap((card) => [card.day!, card.until ?? card.day!]), ...data.deadlines.map((due) => due.day)].sort();
  const { start, end, asked } = data.window;
  const last = asked && end ? end : (days.at(-1) ?? end!);
  if (asked && start) return [start, last];
  const begins = data.rows.map((card) => card.day!).sort();
  let first = begins[0] ?? start!;
  for (let left = Math.floor(begins.length / FAR); left > 0; left = Math.floor(left / 2)) {
    const next = begins[begins.findIndex((day) => day >= first) + left];
    if (next && between(next, last) * 2 < between(first, last)) first = next;
  }
  return [first, last];
}

function domain(data: Incidents, width: number): Axis {
  const [first, last] = shownDays(data);
  const edge = Math.max(1, Math.round((at(last).valueOf() - at(first).valueOf()) / DAY / 60));
  return axis(shifted(first, -edge), shifted(last, edge), width);
}

const radius = (voices: number): number => Math.min(10, 4.5 + 2 * Math.sqrt(Math.max(0, voices - 1)));

function laid(data: Incidents, scale: Axis, width: number): readonly Lane[] {
  const lanes = new Map<string | null, Item[]>();
  const into = (name: string | null, item: Item): void => {
    if (!lanes.has(name)) lanes.set(name, []);
    lanes.get(name)!.push(item);
  };
  const [begin] = shownDays(data);
  for (const card of data.rows) {
    if ((card.until ?? card.day!) < begin) continue;
    const x = scale(at(card.day!));
    const long = scale(new Date(at(card.until ?? card.day!).valueOf() + DAY)) - x;
    const end = x + (card.until && card.until > card.day! ? long : Math.min(long, ONE_DAY)); // one day is no bar
    into(card.lane ?? null, { kind: "incident", card, x, end, r: radius(card.independent), row: 0 });
  }
  for (const due of data.deadlines) into(due.lane, { kind: "due", due, x: scale(at(due.day)), end: scale(at(due.day)), r: 8, row: 0 });
  return [...lanes]
    .map(([name, items]) => packed(name, items, scale, width))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.many - a.many || (a.name ?? "").localeCompare(b.name ?? ""));
}

/** Where the middle of a mark is: at the beginning of what lasted, in the middle of what is not known closer. */
export const middle = (item: { readonly x: number; readonly end: number }, card: Card | null): number => {
  return card && loose(card) ? (item.x + item.end) / 2 : item.x + Math.min(item.end - item.x, 12) / 2;
};

/** Each mark in the first row that is free there; what finds none is counted at its place. */
function packed(name: string | null, items: readonly Item[], scale: Axis, width: number): Lane {
  const free: number[] = [];
  const placed: Item[] = [];
  const left = new Map<number, { many: number; days: string[] }>();
  for (const item of [...items].sort((a, b) => a.x - b.x || b.r - a.r)) {
    const mid = middle(item, item.kind === "incident" ? item.card : null);
    const [from, to] = [Math.max(0, Math.min(item.x, mid - item.r)), Math.min(width, Math.max(item.end, mid + item.r))];
    let row = free.findIndex((end) => end <= from);
    if (row < 0) row = free.length;
    if (row >= DEEP) {
      const bucket = Math.floor(Math.min(mid, width - 34) / 36) * 36;
      const cell = left.get(bucket) ?? { many: 0, days: [] };
      cell.many += 1;
      cell.days.push(iso(scale.invert(item.x + 0.01)));
      left.set(bucket, cell);
      continue;
    }
    free[row] = to + 2;
    placed.push({ ...item, row });
  }
  const more = [...left].map(([x, { many, days }]) => ({ x, many, days: [days.sort()[0]!, days.at(-1)!] as const }));
  return { name, many: items.length, items: placed, more, deep: Math.max(1, free.length) + (more.length ? 1 : 0) };
}

/** The mark that an arrow leads to: along the lane, or to the nearest in the next. */
function neighbour(lanes: readonly Lane[], from: string | null, key: string): string | null {
  const lane = lanes.findIndex((each) => each.items.some((item) => idOf(item) === from));
  if (lane < 0) return null;
  const items = lanes[lane]!.items;
  const here = items.findIndex((item) => idOf(item) === from);
  const along = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: items.length - 1 }[key];
  if (along !== undefined) return items[along] ? idOf(items[along]) : from;
  const next = key === "ArrowDown" ? lanes[lane + 1] : key === "ArrowUp" ? lanes[lane - 1] : undefined;
  if (!next?.items.length) return key === "ArrowDown" || key === "ArrowUp" ? from : null;
  const x = items[here]!.x;
  return idOf(next.items.reduce((best, item) => (Math.abs(item.x - x) < Math.abs(best.x - x) ? item : best)));
}

// ── a mark ──────────────────────────────────────────────────────────────────────────────────────

interface MarkProps { readonly item: Item; readonly bars: boolean; readonly width: number; readonly current: boolean; readonly point: (id: string) => void }

function Mark({ item, bars, width, current, point }: MarkProps) {
  const top = item.row * ROW + ROW / 2 + 2;
  const about = { onFocus: () => point(idOf(item)), onPointerEnter: () => point(idOf(item)), tabIndex: current ? 0 : -1, "data-mark": idOf(item) };
  if (item.kind === "due") {
    const { due } = item;
    return (
      <a {...about} class={`due state-${due.state}`} href={`/incidents/${due.incident}`} data-row={due.incident} data-peek={due.incident} aria-label={dueText(due)} title={dueText(due)}
        style={{ insetInlineStart: `${Math.max(0, Math.min(width - 16, item.x - 8))}px`, insetBlockStart: `${top - 10}px` }}>
        <span aria-hidden="true">{STATE_SIGN[due.state] ?? "▷"}</span>
      </a>
    );
  }
  const { card } = item;
  const quad = quadOf(card.type);
  const mid = Math.max(item.r, Math.min(width - item.r, middle(item, card)));
  const selected = chosen.value.has(card.id);
  const said = { label: card.label ?? named("type", card.type), days: span(card.day, card.until), voices: t("voices", { n: card.independent }) };
  const [from, to] = [Math.max(0, item.x), Math.min(width, item.end)];
  return (
    <>
      {bars && to - from > item.r * 2 + 2 ? (
        <i class={`spell ${quad} ${loose(card) ? "loose" : ""}`} style={{ insetInlineStart: `${from}px`, inlineSize: `${to - from}px`, insetBlockStart: `${top - 3}px` }} />
      ) : null}
      <a {...about} href={`/incidents/${card.id}`} data-row={card.id} data-peek={card.id} aria-label={t(selected ? "mark.selected" : "mark", said)} title={`${said.label} · ${said.days} · ${said.voices}`}
        class={`mark ${quad} ${VERBAL.has(quad) ? "hollow" : ""} ${quad.endsWith("x") ? "diamond" : ""} ${card.basis === "assumed" ? "assumed" : ""} ${selected ? "chosen" : ""}`}
        style={{ insetInlineStart: `${mid - item.r}px`, insetBlockStart: `${top - item.r}px`, inlineSize: `${item.r * 2}px`, blockSize: `${item.r * 2}px` }} />
    </>
  );
}

/** Whether its days are not how long it lasted, but how closely it is known. */
const loose = (card: Card): boolean => card.basis === "assumed" || (card.grain !== null && !["day", "hour", "minute"].includes(card.grain));
export const STATE_SIGN: Readonly<Record<string, string>> = { open: "▷", met: "✓", broken: "✗", lapsed: "–", unknown: "?" };

export function Legend() {
  return (
    <details class="legend">
      <summary>{t("legend")}</summary>
      <ul>
        {(["vc", "mc", "vx", "mx"] as const).map((quad) => (
          <li key={quad}><span class={`mark still ${quad} ${VERBAL.has(quad) ? "hollow" : ""} ${quad.endsWith("x") ? "diamond" : ""}`} aria-hidden="true" /> {t(`legend.${quad}`)}</li>
        ))}
        <li><span class="mark still mc assumed" aria-hidden="true" /> {t("legend.assumed")}</li>
        <li><i class="spell still mc loose" aria-hidden="true" /> {t("legend.bar")}</li>
        <li><span class="due still" aria-hidden="true">▷</span> {t("legend.due")}: {Object.entries(STATE_SIGN).map(([state, sign]) => `${sign} ${named("state", state)}`).join(", ")}</li>
        <li>{t("legend.size")}</li>
      </ul>
    </details>
  );
}
