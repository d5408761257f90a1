/* What narrows a queue: whose work, from how many killed or injured on, how unsure; all in the address. */
import { Chip } from "../../parts";
import { place, put, type Changes } from "../../router";
import { t } from "./strings";

export const QUEUES = ["disagreement", "doubt", "stakes", "sample", "second", "adjudicate"] as const;
export type Queue = (typeof QUEUES)[number];

/** What each queue takes from the address. */
const TAKES: Readonly<Record<Queue, readonly string[]>> = {
  disagreement: [], doubt: ["doubt"], stakes: ["harmed", "due"], sample: ["sample", "seed"], second: ["of"], adjudicate: [],
};

export function asked(queue: Queue, by: string): Changes {
  const { params } = place.value;
  return { queue, by, q: params.q, blind: queue !== "second" && params.blind ? "true" : null, ...Object.fromEntries(TAKES[queue].map((name) => [name, params[name]])) };
}

interface Bound {
  readonly label: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly scale?: number; // shown so many times as large
}

const BOUNDS: Readonly<Record<string, Bound>> = {
  doubt: { label: t("doubtBelow"), usual: 0.6, least: 1, most: 100, scale: 100 },
  harmed: { label: t("harmed"), usual: 10, least: 1, most: 1_000_000 },
  due: { label: t("due"), usual: 14, least: 0, most: 3650 },
  sample: { label: t("size"), usual: 200, least: 1, most: 10_000 },
  seed: { label: t("seed"), usual: 1, least: 1, most: 1_000_000 },
};

export function Options({ queue, people, by }: { queue: Queue; people: Readonly<Record<string, number>>; by: string }) {
  const { params } = place.value;
  const others = Object.entries(people).filter(([name]) => name !== by);
  return (
    <div class="bounds">
      {TAKES[queue].filter((name) => name in BOUNDS).map((name) => <Bounded key={name} name={name} bound={BOUNDS[name]!} />)}
      {queue === "second" ? (
        <span class="chips"><span class="soft">{t("of")}:</span>{others.map(([name, many]) => <Chip key={name} label={name} count={many} pressed={params.of === name} onClick={() => put({ of: params.of === name ? null : name })} />)}</span>
      ) : queue === "adjudicate" ? null : (
        <label class="line"><input type="checkbox" checked={Boolean(params.blind)} onChange={(event) => put({ blind: event.currentTarget.checked ? "1" : null })} /> {t("blind")}</label>
      )}
    </div>
  );
}

function Bounded({ name, bound }: { name: string; bound: Bound }) {
  const { scale = 1 } = bound;
  const now = Math.round(Number(place.value.params[name] ?? bound.usual) * scale);
  return (
    <label class="line">{bound.label}
      <input type="number" min={bound.least} max={bound.most} value={now} onChange={(event) => {
        const value = Math.min(bound.most, Math.max(bound.least, Math.round(event.currentTarget.valueAsNumber || bound.usual * scale)));
        put({ [name]: value === Math.round(bound.usual * scale) ? null : value / scale });
      }} />
    </label>
  );
}
