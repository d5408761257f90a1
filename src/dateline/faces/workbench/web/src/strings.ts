/* All words shown, in catalogues: the frame's here, a screen's own in screens/x/strings.ts.

     export const t = catalogue({ title: "Incidents", found: { one: "{n} incident", other: "{n} incidents" } });
     t("title")                  "Incidents"
     t("found", { n: 1200 })     "1,200 incidents"     numbers by Intl; `n` chooses the plural

   Keys are checked by the compiler. Numbers: number(1200). Days: day("2026-03-05"), span("2026-03-01", "2026-03-09").
   Types, statuses, stances and other codes by their plain names: named("type", "ASSAULT") → "attack". A code that has
   no name here (of a codebook of somebody's own) is shown in small letters. */

export const LANGUAGE = "en-GB";
const COUNTED = new Intl.NumberFormat(LANGUAGE);
const PLURAL = new Intl.PluralRules(LANGUAGE);

type Entry = string | { readonly one: string; readonly other: string };
type Values = Readonly<Record<string, string | number>>;

export function catalogue<const C extends Readonly<Record<string, Entry>>>(entries: C): (key: keyof C, values?: Values) => string {
  return (key, values = {}) => {
    const entry: Entry = entries[key]!;
    const text = typeof entry === "string" ? entry : entry[PLURAL.select(Number(values.n)) === "one" ? "one" : "other"];
    return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? COUNTED.format(value) : value;
    });
  };
}

export const number = (value: number): string => COUNTED.format(value);

const FULL = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(LANGUAGE, { month: "long", year: "numeric", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });

const date = (iso: string): Date => new Date(`${iso.slice(0, 10)}T00:00:00Z`);
const valid = (iso: string): boolean => !Number.isNaN(date(iso).valueOf());

/** "5 Mar 2026" of an ISO day; what is no day is shown as it is. */
export const day = (iso: string): string => (valid(iso) ? FULL.format(date(iso)) : iso);

/** A moment (ISO, with its zone) in the zone of whoever looks. */
export const moment = (iso: string): string => (Number.isNaN(new Date(iso).valueOf()) ? iso : MOMENT.format(new Date(iso)));

/** "March 2026" of "2026-03". */
export const month = (iso: string): string => (valid(`${iso.slice(0, 7)}-01`) ? MONTH.format(date(`${iso.slice(0, 7)}-01`)) : iso);

/** "1–9 Mar 2026", "March 2026" where it is just that month, "from 1 Mar 2026" where nobody knows the end. */
export function span(start: string | null, end: string | null): string {
  if (!start || !valid(start)) return end && valid(end) ? t("days.until", { day: day(end) }) : t("days.unknown");
  if (!end || !valid(end)) return t("days.from", { day: day(start) });
  if (start.slice(0, 10) === end.slice(0, 10)) return day(start);
  return wholeMonth(start, end) ? month(start) : wholeYear(start, end) ? start.slice(0, 4) : FULL.formatRange(date(start), date(end));
}

function wholeMonth(start: string, end: string): boolean {
  const next = new Date(date(end).valueOf() + 86_400_000);
  return start.slice(8, 10) === "01" && next.getUTCDate() === 1 && start.slice(0, 7) === end.slice(0, 7);
}

const wholeYear = (start: string, end: string): boolean =>
  start.slice(5, 10) === "01-01" && end.slice(5, 10) === "12-31" && start.slice(0, 4) === end.slice(0, 4);

export const t = catalogue({
  "app.name": "Dateline",
  "app.skip": "Skip to the content",
  "app.sections": "Screens",
  "app.status": "State of the store",
  "app.tools": "Tools",
  "app.top": "Search and filters",
  "screen.inbox": "Inbox",
  "screen.reader": "Reader",
  "screen.incidents": "Incidents",
  "screen.actors": "Actors",
  "screen.network": "Network",
  "screen.map": "Map",
  "screen.claims": "Claims",
  "screen.review": "Review",
  "screen.export": "Export",
  "screen.search": "Search",
  "screen.changes": "What has changed",
  "screen.placeholder": "This screen is being built.",
  "lost.title": "There is no such page",
  "lost.text": "No screen has the address {path}.",
  "lost.home": "To the incidents",
  "days.unknown": "day not known",
  "days.from": "from {day}",
  "days.until": "until {day}",
  "load.wait": "Loading…",
  "load.failed": "This did not work",
  "load.again": "Try again",
  "load.query": "The query cannot be read: see above.",
  "gone.text": "Dateline does not answer. Is it still running? Start it with: dateline serve",
  "gone.again": "Try again",
  "gone.trying": "Trying again by itself every few seconds.",
  "close": "Close",
  "undo": "Undo",
  "redo": "Redo",
  "cancel": "Cancel",
  "remove": "Leave out {what}",
  "more.help": "What does this mean?",
  "page.of": "{first}–{last} of {total}",
  "page.next": "Next page",
  "page.previous": "Previous page",
  "page.pages": "Pages",
  "table.select": "Select {what}",
  "table.chosen": { one: "{n} selected", other: "{n} selected" },
  "table.sortedUp": "sorted, lowest first",
  "table.sortedDown": "sorted, highest first",
  "table.sort": "Sort by {what}",
  "key.next": "Next row",
  "key.previous": "Previous row",
  "key.open": "Open",
  "key.select": "Select or let go",
  "key.peek": "The exact words behind it",
  "key.back": "Back, or close",
  "scope.everywhere": "Everywhere",
  "scope.go": "Going to",
  "scope.table": "In tables and lists",
});
