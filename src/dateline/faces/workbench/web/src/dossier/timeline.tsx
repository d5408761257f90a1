/* When what is chosen happened: a bar a day, month or year, whichever there are few enough of; a click chooses it. */
import { day, month, number } from "../strings";
import { choice, choose, counted, found } from "./choosing";
import { t } from "./strings";

const MOST = 70; // bars
const LABELS = 8; // below them, at most
const CUTS = [10, 7, 4] as const; // characters of an ISO day: a day, a month, a year

const shown = (when: string): string => (when.length === 10 ? day(when) : when.length === 7 ? month(when) : when);
const last = (when: string): string =>
  when.length === 10 ? when : when.length === 4 ? `${when}-12-31` : new Date(Date.UTC(Number(when.slice(0, 4)), Number(when.slice(5, 7)), 0)).toISOString().slice(0, 10);
const first = (when: string): string => (when.length === 10 ? when : when.length === 7 ? `${when}-01` : `${when}-01-01`);

/** The year or month where it changes, as far as there is room for the words. */
function labelled(bars: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const apart = Math.ceil(bars.length / LABELS);
  let next = 0;
  for (const [at, when] of bars.entries()) {
    const size = when.length === 10 ? 7 : 4;
    if (at < next || (at > 0 && bars[at - 1]!.slice(0, size) === when.slice(0, size))) continue;
    found.set(at, size === 7 ? month(when) : when.slice(0, 4));
    next = at + apart * (size === 7 ? 2 : 1);
  }
  return found;
}

export function Timeline() {
  const days = found.value.flatMap((one) => (one.day ? [one.day] : []));
  if (!days.length) return null;
  const cut = CUTS.find((size) => new Set(days.map((each) => each.slice(0, size))).size <= MOST) ?? 4;
  const bars = [...counted(days.map((each) => each.slice(0, cut)))].sort((a, b) => a[0].localeCompare(b[0]));
  const most = Math.max(...bars.map(([, many]) => many));
  const labels = labelled(bars.map(([when]) => when));
  const { from, to } = choice.value;
  return (
    <div class="when-strip" role="group" aria-label={t("time")}>
      {bars.map(([when, many], at) => {
        const picked = from === first(when) && to === last(when);
        return (
          <button key={when} type="button" data-when={labels.get(at)} aria-pressed={picked} aria-label={t("time.bar", { when: shown(when), n: many })} title={`${shown(when)}: ${number(many)}`}
            onClick={() => choose(picked ? { from: "", to: "" } : { from: first(when), to: last(when) })}>
            <span class="bar" style={{ blockSize: `${Math.max(6, 100 * Math.sqrt(many / most))}%` }} />
          </button>
        );
      })}
    </div>
  );
}
