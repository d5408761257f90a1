/* Days as numbers on an axis, counted from 1970 in UTC, and the marks of an axis. */
import { scaleUtc, type ScaleTime } from "d3-scale";
import { utcDay, utcMonth, utcYear } from "d3-time";
import { LANGUAGE } from "../../strings";

export const DAY = 86_400_000;
export const at = (iso: string): Date => new Date(`${iso.slice(0, 10)}T00:00:00Z`);
export const iso = (date: Date): string => date.toISOString().slice(0, 10);
export const shifted = (day: string, days: number): string => iso(new Date(at(day).valueOf() + days * DAY));
export const between = (first: string, last: string): number => Math.round((at(last).valueOf() - at(first).valueOf()) / DAY);

export type Axis = ScaleTime<number, number>;
export const axis = (first: string, last: string, width: number): Axis =>
  scaleUtc().domain([at(first), new Date(at(last).valueOf() + DAY)]).range([0, width]);

const SHORT = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(LANGUAGE, { month: "short", timeZone: "UTC" });
const MONTH_YEAR = new Intl.DateTimeFormat(LANGUAGE, { month: "short", year: "numeric", timeZone: "UTC" });

const LETTER = 6.6; // pixels, about

export interface Tick { readonly x: number; readonly text: string }

/** Marks that a newcomer can read: years, months or days, the first of each greater unit in full. */
export function ticks(scale: Axis, width: number): readonly Tick[] {
  const found = scale.ticks(Math.max(2, Math.floor(width / 90))).filter((date) => date.getUTCHours() === 0);
  const kept = found.length ? found : scale.ticks(utcDay);
  const monthly = kept.every((date) => date.getUTCDate() === 1);
  const yearly = monthly && kept.every((date) => date.getUTCMonth() === 0);
  let year = -1;
  let free = -Infinity; // where the label before ends: one that would lie over it is left out
  return kept.flatMap((date) => {
    const fresh = date.getUTCFullYear() !== year;
    year = date.getUTCFullYear();
    const text = yearly ? String(year) : monthly ? (fresh ? MONTH_YEAR : MONTH).format(date) : SHORT.format(date) + (fresh ? ` ${year}` : "");
    const x = scale(date);
    if (x < free) return [];
    free = x + text.length * LETTER + 10;
    return [{ x, text }];
  });
}

const STEPS = {
  day: (date: Date, n: number) => utcDay.offset(date, n),
  week: (date: Date, n: number) => utcDay.offset(date, 7 * n),
  month: (date: Date, n: number) => utcMonth.offset(date, n),
  quarter: (date: Date, n: number) => utcMonth.offset(date, 3 * n),
  year: (date: Date, n: number) => utcYear.offset(date, n),
  decade: (date: Date, n: number) => utcYear.offset(date, 10 * n),
} as const;
export type Unit = keyof typeof STEPS;

export const stepped = (day: string, unit: Unit, n: number): string => iso(STEPS[unit](at(day), n));
/** The last day of the stretch that begins with this day. */
export const endOf = (day: string, unit: Unit): string => shifted(stepped(day, unit, 1), -1);
