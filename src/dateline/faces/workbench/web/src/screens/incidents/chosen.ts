/* The incidents that are selected, on whichever page: they stay so from the list to an incident's own page and back. */
import { signal } from "@preact/signals";
import { judge } from "../../judge";
import { t } from "./strings";

export const chosen = signal<ReadonlySet<string>>(new Set());
const labels = new Map<string, string>();

export const remember = (id: string, label: string): void => { labels.set(id, label); };
export const labelOf = (id: string): string => labels.get(id) ?? id.slice(0, 8);

/** Those selected are one happening. */
export async function merge(also?: string): Promise<void> {
  const ids = [...new Set([...(also ? [also] : []), ...chosen.value])];
  if (ids.length < 2) return;
  if (await judge([{ what: "join", ids }], t("merged", { n: ids.length }))) chosen.value = new Set();
}

/** Each of those selected is another happening than each other. */
export async function keepApart(also?: string): Promise<void> {
  const ids = [...new Set([...(also ? [also] : []), ...chosen.value])];
  const deeds = ids.flatMap((id, at) => ids.slice(at + 1).map((of) => ({ what: "part", id, of })));
  if (deeds.length && (await judge(deeds, t("kept")))) chosen.value = new Set();
}
