/* What is chosen of the dossier. It stands behind the # of the address, so that a link, the browser's arrows and a
   reload keep it, also where the file has no server. */
import { computed, signal } from "@preact/signals";
import { held, quotesOf, type Incident } from "./data";

export const TABS = ["incidents", "map", "figures", "claims", "commitments", "reports"] as const;
export type Tab = (typeof TABS)[number];

export interface Choice {
  readonly tab: Tab;
  readonly words: string;
  readonly type: string;
  readonly country: string;
  readonly actor: string;
  readonly from: string;
  readonly to: string;
  readonly two: boolean; // told by two independent voices at least
  readonly open: string; // an incident
}

export const NOTHING: Choice = { tab: "incidents", words: "", type: "", country: "", actor: "", from: "", to: "", two: false, open: "" };

function read(): Choice {
  const told = new URLSearchParams(window.location.hash.slice(1));
  const text = (name: keyof Choice): string => told.get(name) ?? "";
  const tab = TABS.find((each) => each === told.get("tab")) ?? "incidents";
  return { tab, words: text("words"), type: text("type"), country: text("country"), actor: text("actor"), from: text("from"), to: text("to"), two: told.has("two"), open: text("open") };
}

export const choice = signal<Choice>(read());

export function choose(changes: Partial<Choice>, { quiet = false } = {}): void {
  const next = { ...choice.value, ...changes };
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) if (value && value !== NOTHING[name as keyof Choice]) told.set(name, value === true ? "1" : String(value));
  const hash = `#${told.toString()}`;
  if (quiet) window.history.replaceState(null, "", hash);
  else window.history.pushState(null, "", hash);
  choice.value = next;
}

export function startChoosing(): void {
  const follow = (): void => { choice.value = read(); };
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const searched = new Map<string, string>();

/** Everything that words are looked for in: the label, parties, place and the sentences themselves. */
function wordsOf(one: Incident): string {
  const known = searched.get(one.incident);
  if (known !== undefined) return known;
  const quotes = quotesOf.get(one.incident) ?? [];
  const all = [one.label, one.actors, one.recipients, one.place, one.region, one.type, ...quotes.flatMap((quote) => [quote.outlet, quote.title, ...quote.pieces.map(([, words]) => words)])];
  const made = plain(all.filter(Boolean).join("\n"));
  searched.set(one.incident, made);
  return made;
}

export const parties = (one: Incident): readonly string[] => [one.actors, one.recipients].flatMap((side) => (side ? side.split("; ") : []));

export const found = computed<readonly Incident[]>(() => {
  const { words, type, country, actor, from, to, two } = choice.value;
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return held.incidents.filter((one) =>
    (!type || one.type === type) && (!country || one.country === country) && (!actor || parties(one).includes(actor)) &&
    (!from || (one.until ?? one.day ?? "") >= from) && (!to || (one.day !== null && one.day <= to)) && (!two || one.independent > 1) &&
    wanted.every((word) => wordsOf(one).includes(word)));
});

export const ids = computed<ReadonlySet<string>>(() => new Set(found.value.map((one) => one.incident)));
export const narrowed = computed(() => { const { words, type, country, actor, from, to, two } = choice.value; return Boolean(words || type || country || actor || from || to || two); });

/** How often each value comes, the most frequent first. */
export function counted(values: Iterable<string | null>): readonly (readonly [string, number])[] {
  const many = new Map<string, number>();
  for (const value of values) if (value) many.set(value, (many.get(value) ?? 0) + 1);
  return [...many].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
