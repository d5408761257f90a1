/* An editor a field, each giving the value as `dateline judge correct` takes it: "PROTEST", "2026-03-02..2026-03-05",
   "Ayr (GBR)", "Ana Diaz (PER GOV); police". */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fetched, twin } from "../../api";
import { TABLES, country, named } from "../../names";
import { Button } from "../../parts";
import { fields as asked } from "../../session";
import { said } from "./fields";
import { t } from "./strings";
import type { Field } from "./types";

export type Draft = Readonly<Record<string, string>>;

export interface EditorProps {
  readonly field: Field;
  readonly value: string;
  readonly names: readonly string[];
  readonly focus: boolean;
  readonly onChange: (value: string) => void;
}

export function Editor(props: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (props.focus) box.current?.querySelector("input, select, textarea")?.setAttribute("autofocus", ""); // for the dialog that is about to open
  }, []);
  return <div ref={box} class="editor"><One {...props} /></div>;
}

function One(props: EditorProps) {
  switch (props.field.name) {
    case "type": return <Choice {...props} table="type" />;
    case "status": return <Choice {...props} table="status" />;
    case "historical":
    case "disputed": return <Flag {...props} />;
    case "actor":
    case "recipient": return <PartiesEditor {...props} />;
    case "time": return <DaysEditor {...props} />;
    case "place": return <PlaceEditor {...props} />;
    case "figures": return <FiguresEditor {...props} />;
    default: return <List {...props} />;
  }
}

const name = (field: Field): string => t(`field.${field.name}` as "field.type");

function Choice({ field, value, onChange, table }: EditorProps & { table: "type" | "status" }) {
  const codes = Object.keys(TABLES[table]);
  return (
    <select aria-label={name(field)} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {codes.includes(value) ? null : <option value={value}>{value || "–"}</option>}
      {codes.map((code) => <option key={code} value={code}>{named(table, code)}{table === "type" ? ` (${code})` : ""}</option>)}
    </select>
  );
}

function Flag({ field, value, onChange }: EditorProps) {
  return (
    <label class="line"><input type="checkbox" checked={value === "yes"} onChange={(event) => onChange(event.currentTarget.checked ? "yes" : "no")} /> {name(field)}</label>
  );
}

/** Codes apart by semicolons, with those that there are to choose from. */
function List({ field, value, onChange }: EditorProps) {
  const id = useId();
  const known = asked.value.find((one) => one.name === field.name.slice(0, -1))?.values ?? [];
  const before = value.includes(";") ? `${value.slice(0, value.lastIndexOf(";"))}; ` : "";
  return (
    <>
      <input type="text" aria-label={t(`edit.${field.name}` as "edit.modes")} title={t(`edit.${field.name}` as "edit.modes")} list={id} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      <datalist id={id}>{known.map((code) => <option key={code} value={before + code} />)}</datalist>
    </>
  );
}

// ── who ─────────────────────────────────────────────────────────────────────────────────────────

interface PartyDraft {
  readonly name: string;
  readonly country: string;
  readonly sector: string;
}

const SECTORS = Object.keys(TABLES.sector);

export function readParties(value: string): readonly PartyDraft[] {
  return value.split("; ").filter(Boolean).map((text) => {
    const [, given = text, codes = ""] = /^(.*?)(?:\s*\(([^()]*)\))?$/s.exec(text) ?? [];
    const words = codes.split(/[\s,]+/).filter(Boolean);
    return { name: given, sector: words.find((word) => SECTORS.includes(word)) ?? "", country: words.find((word) => !SECTORS.includes(word)) ?? "" };
  });
}

/** A name with a semicolon or brackets in it could not be told from what stands behind it. */
export function writeParties(parties: readonly PartyDraft[]): string {
  return parties.filter((party) => party.name.trim()).map((party) => {
    const codes = [party.country, party.sector].filter(Boolean).join(" ");
    const plain = party.name.replace(/[;()]+/g, " ").replace(/\s+/g, " ").trim();
    return codes ? `${plain} (${codes})` : plain;
  }).join("; ");
}

function PartiesEditor({ field, value, names, onChange }: EditorProps) {
  const [parties, write] = useState(() => (value ? readParties(value) : [{ name: "", country: "", sector: "" }]));
  const id = useId();
  const change = (next: readonly PartyDraft[]): void => { write([...next]); onChange(same(next, value) ? value : writeParties(next)); };
  const set = (at: number, what: Partial<PartyDraft>): void => change(parties.map((party, n) => (n === at ? { ...party, ...what } : party)));
  return (
    <>
      <datalist id={id}>{names.map((each) => <option key={each} value={each} />)}</datalist>
      {parties.map((party, at) => (
        <div key={at} class="party-edit">
          <input type="text" dir="auto" aria-label={`${name(field)} ${at + 1}: ${t("edit.name")}`} placeholder={t("edit.name")} list={id} value={party.name} onInput={(event) => set(at, { name: event.currentTarget.value })} />
          <input type="text" class="short" aria-label={`${name(field)} ${at + 1}: ${t("edit.country")}`} placeholder={t("edit.country")} title={party.country ? country(party.country) : undefined} value={party.country} onInput={(event) => set(at, { country: event.currentTarget.value.trim() })} />
          <select aria-label={`${name(field)} ${at + 1}: ${t("edit.sector")}`} value={party.sector} onChange={(event) => set(at, { sector: event.currentTarget.value })}>
            <option value="">{t("edit.sector")}</option>
            {SECTORS.map((code) => <option key={code} value={code}>{named("sector", code)}</option>)}
          </select>
          <Button kind="icon" aria-label={t("edit.drop", { what: party.name || String(at + 1) })} onClick={() => change(parties.filter((_, n) => n !== at))}>×</Button>
        </div>
      ))}
      <Button kind="quiet" onClick={() => write([...parties, { name: "", country: "", sector: "" }])}>+ {t("edit.add")}</Button>
    </>
  );
}

const same = (parties: readonly PartyDraft[], value: string): boolean => writeParties(parties) === writeParties(readParties(value));

// ── when, where, how many ───────────────────────────────────────────────────────────────────────

function DaysEditor({ field, value, onChange }: EditorProps) {
  const [start = "", end = ""] = value.split("..");
  const set = (from: string, to: string): void => onChange(!from && !to ? "" : !to || from === to ? from : from ? `${from}..${to}` : to);
  return (
    <div class="days-edit">
      <label>{t("edit.from")} <input type="date" aria-label={`${name(field)}: ${t("edit.from")}`} value={start} onInput={(event) => set(event.currentTarget.value, end || start)} /></label>
      <label>{t("edit.to")} <input type="date" aria-label={`${name(field)}: ${t("edit.to")}`} value={end || start} onInput={(event) => set(start, event.currentTarget.value)} /></label>
    </div>
  );
}

interface Places {
  readonly rows: readonly { readonly text: string; readonly precision: string | null; readonly country: string | null }[];
}

const WAIT = 200; // ms after the last letter

function PlaceEditor({ value, onChange }: EditorProps) {
  const id = useId();
  const [found, keep] = useState<Places["rows"]>([]);
  useEffect(() => {
    if (value.trim().length < 2) return keep([]);
    let wanted = true;
    const timer = window.setTimeout(() => {
      fetched(twin("/reader/places", { name: value })).then((data) => wanted && keep((data as Places).rows), () => undefined);
    }, WAIT);
    return () => { wanted = false; window.clearTimeout(timer); };
  }, [value]);
  return (
    <>
      <input type="text" dir="auto" aria-label={t("edit.place")} title={t("edit.place")} placeholder={t("edit.place")} list={id} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      <datalist id={id}>
        {found.map((place) => <option key={place.text} value={place.text}>{[place.country ? country(place.country) : "", place.precision ? named("precision", place.precision) : ""].filter(Boolean).join(", ")}</option>)}
      </datalist>
    </>
  );
}

/** Numbers are taken from the words; a person can only say that they are wrong. */
function FiguresEditor({ field, value, onChange }: EditorProps) {
  if (!field.shown) return <p class="soft">{t("notSaid")}</p>;
  return (
    <>
      <p>{said("figures", field.shown)}</p>
      <label class="line"><input type="checkbox" checked={!value} onChange={(event) => onChange(event.currentTarget.checked ? "" : field.shown!)} /> {t("edit.figures")}</label>
    </>
  );
}
