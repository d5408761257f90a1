/* What a field of an event is corrected with: as `dateline judge correct` has it. */
import { useState } from "preact/hooks";
import { judge } from "../../judge";
import { TABLES, named } from "../../names";
import { Button, Dialog } from "../../parts";
import { t as shared } from "../../strings";
import type { Incident, Telling } from "./types";
import { w } from "./words";

export const FIELDS = ["type", "status", "actor", "recipient", "time", "place", "figures", "modes", "historical", "disputed"] as const;
export type Field = (typeof FIELDS)[number];
type Hinted = Exclude<Field, never>;

/** The value as it can be written again. */
export function written(field: Field, data: Incident): string {
  const { card, parties } = data;
  const side = (which: string): string => parties.filter((party) => party.side === which)
    .map(({ name, country, sector }) => (country || sector ? `${name} (${[country, sector].filter(Boolean).join(" ")})` : name)).join("; ");
  switch (field) {
    case "type": return card.type;
    case "status": return card.status;
    case "actor": case "recipient": return side(field);
    case "time": return card.day ? [...new Set([card.day, card.until ?? card.day])].join("..") : "";
    case "place": return card.place ? `${card.place}${card.country ? ` (${card.country})` : ""}` : "";
    case "modes": return (card.modes ?? "").replaceAll(";", "; ");
    case "historical": return card.historical ? "yes" : "no";
    case "disputed": return card.disputed ? "yes" : "no";
    case "figures": return "";
  }
}

const CHOICES: Partial<Record<Field, readonly (readonly [value: string, label: string])[]>> = {
  type: Object.entries(TABLES.type).map(([code, [name]]) => [code, `${name} (${code})`] as const),
  status: Object.keys(TABLES.status).map((code) => [code, named("status", code)] as const),
  historical: [["yes", w("yes")], ["no", w("no")]],
  disputed: [["yes", w("yes")], ["no", w("no")]],
};

export function Correcting({ data, start, onClose }: { data: Incident; start: Field; onClose: () => void }) {
  const [field, choose] = useState<Field>(start);
  const [text, write] = useState(written(start, data));
  const [why, explain] = useState("");
  const take = (to: Field): void => { choose(to); write(written(to, data)); };
  const keep = async (value: string): Promise<void> => {
    if (await judge([{ what: "correct", id: data.id, field, text: value }], w("corrected", { what: w(`field.${field}`) }), why ? { why } : {})) onClose();
  };
  const choices = CHOICES[field];
  return (
    <Dialog title={w("correct.of", { what: data.card.label ?? "" })} onClose={onClose} class="correcting">
      <form onSubmit={(event) => { event.preventDefault(); void keep(field === "figures" ? "none" : text); }}>
        <label>{w("field")}
          <select value={field} onChange={(event) => take(event.currentTarget.value as Field)}>
            {FIELDS.map((each) => <option key={each} value={each}>{w(`field.${each}`)}</option>)}
          </select>
        </label>
        {field === "figures" ? null : (
          <label>{w("value")}
            {choices ? (
              <select value={text} onChange={(event) => write(event.currentTarget.value)}>{choices.map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select>
            ) : (
              <input value={text} onInput={(event) => write(event.currentTarget.value)} dir="auto" />
            )}
          </label>
        )}
        <p class="soft">{w(`hint.${field as Hinted}`)}</p>
        <label>{w("reason")}<input value={why} onInput={(event) => explain(event.currentTarget.value)} dir="auto" /></label>
        <div class="actions">
          {field === "figures" ? null : <Button kind="main" type="submit">{w("save")}</Button>}
          {["actor", "recipient", "time", "place", "figures", "modes"].includes(field) ? <Button kind={field === "figures" ? "main" : "plain"} onClick={() => void keep("none")}>{w("take.away")}</Button> : null}
          <Button kind="quiet" onClick={onClose}>{shared("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Splits the chosen tellings off: together they are another happening than the rest. */
export async function splitOff(data: Incident, tellings: readonly Telling[]): Promise<boolean> {
  const rest = data.tellings.filter((each) => !tellings.includes(each)).map(({ report, event }) => [report, event]);
  const own = tellings.map(({ report, event }) => [report, event]);
  if (!own.length || !rest.length) return false;
  const deeds = [
    ...own.map((one) => ({ what: "part", one, other: rest })),
    ...(own.length > 1 ? [{ what: "join", one: own[0], other: own.slice(1) }] : []),
  ];
  return Boolean(await judge(deeds, w("split.done", { n: own.length })));
}
