/* What may be meant while a query is being typed: names of fields, then values of a field.

     suggestions("type:prot", 9, fields)     [{ text: "type:PROTEST", shown: "PROTEST", note: "protest" }]
     applied("in:Peru typ", 11, "type:")     { text: "in:Peru type:", caret: 13 }

   Knows nothing of what a query means: the fields come from the server, plain names from names.ts. */
import { countries, named, type CodeKind } from "./names";
import type { Field } from "./session";
import { catalogue } from "./strings";

const t = catalogue({ "like": "like {example}" });

export interface Suggestion {
  readonly text: string; // what takes the place of the word at the caret
  readonly shown: string;
  readonly note: string;
}

const MOST = 9;
const FIRST = ["actor", "place", "outlet", "source", "type", "time", "country", "figures"]; // offered to an empty box
const OF_KIND: Readonly<Record<string, CodeKind>> = {
  type: "type", status: "status", stance: "stance", state: "state", kind: "kind", sector: "sector", "quad class": "quad", commitment: "kind",
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "yes or no": ["yes", "no"],
  days: ['"last 7 days"', '"last 30 days"', '"last 12 months"', "today"],
  figure: ["killed", "injured", "missing", "displaced", "detained", "participants", "troops", "money"],
  number: [">=2", ">=5"],
};

/** The word before the caret: where it begins, what stands before it (a minus, a bracket), and the word. */
export function wordAt(text: string, caret: number): { readonly start: number; readonly word: string } {
  let [start, quoted] = [0, false];
  for (let at = 0; at < caret; at += 1) {
    const sign = text[at]!;
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (/[\s(]/.test(sign) || (sign === "-" && at === start))) start = at + 1;
  }
  return { start, word: text.slice(start, caret) };
}

export function suggestions(text: string, caret: number, fields: readonly Field[]): readonly Suggestion[] {
  const { word } = wordAt(text, caret);
  const colon = word.indexOf(":");
  return colon < 0 ? ofFields(word, fields, text.trim() === "") : ofValues(word.slice(0, colon), word.slice(colon + 1), fields);
}

function ofFields(word: string, fields: readonly Field[], empty: boolean): readonly Suggestion[] {
  if (!word && !empty) return [];
  const low = word.toLowerCase();
  const fits = empty
    ? FIRST.map((name) => fields.find((field) => field.name === name)).filter((field) => field !== undefined)
    : [...fields.filter((field) => field.name.startsWith(low)), ...(low.length > 2 ? fields.filter((field) => !field.name.startsWith(low) && field.means.includes(low)) : [])];
  return fits.slice(0, MOST).map((field) => ({ text: `${field.name}:`, shown: `${field.name}:`, note: field.examples[0] ? `${field.means}, ${t("like", { example: field.examples[0] })}` : field.means }));
}

function ofValues(name: string, typed: string, fields: readonly Field[]): readonly Suggestion[] {
  const field = fields.find((each) => each.name === name.toLowerCase());
  if (!field) return [];
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const low = typed.slice(before.length).toLowerCase().replaceAll('"', "");
  const fits = valuesOf(field).filter(([value, note]) => fit(value.replaceAll('"', ""), low) || fit(note, low));
  return fits.filter(([value]) => value.toLowerCase() !== low).slice(0, MOST).map(([value, note]) => ({ text: `${name}:${before}${value}`, shown: value, note }));
}

/** Words that begin so; from the third letter on, any part of one. */
const fit = (text: string, low: string): boolean =>
  text.toLowerCase().split(/[^\p{L}\d>=]+/u).some((word) => word.startsWith(low)) || (low.length > 2 && text.toLowerCase().includes(low));

function valuesOf(field: Field): readonly (readonly [value: string, note: string])[] {
  if (field.kind === "country") return Object.entries(countries.value).map(([code, name]) => [/\W/.test(name) ? `"${name}"` : name, code]);
  const kind = OF_KIND[field.kind];
  const known = field.values.length ? field.values : (VALUES[field.kind] ?? []);
  return known.map((value) => [value.replaceAll("_", "-"), kind ? named(kind, value) : ""] as const);
}

/** The text with a suggestion in the place of the word at the caret. A finished value gets a space behind it. */
export function applied(text: string, caret: number, suggestion: string): { readonly text: string; readonly caret: number } {
  const { start } = wordAt(text, caret);
  const put = suggestion.endsWith(":") ? suggestion : `${suggestion} `;
  const tail = text.slice(caret).replace(/^[^\s)]*/, "").replace(/^\s/, "");
  return { text: text.slice(0, start) + put + tail, caret: start + put.length };
}
