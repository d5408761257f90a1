/* The fields of an event, a row each: value, exact words, what it rests on, who set it; what is missing is said.

     <Fields fields={fact.fields} text={text} onEdit={(name) => …} />      the reader's
     <Fields fields={card.fields} quotes={(words) => …} brief />          the review's: only what says something */
import type { ComponentChildren } from "preact";
import { Foreign, Type } from "../../facts";
import { explained, named } from "../../names";
import { day, moment, span } from "../../strings";
import { t } from "./strings";
import type { Field, Now, Span, Word } from "./types";

/** Words of a text by code points. */
export type Quote = (words: Span) => string;
export const quoting = (text: string): Quote => {
  const points = /[\ud800-\udfff]/.test(text) ? [...text] : null;
  return ([start, end]) => (points ? points.slice(start, end).join("") : text.slice(start, end));
};

const ALWAYS = new Set(["type", "actor", "recipient", "time", "place"]);
const PLAIN: Readonly<Record<string, string>> = { status: "occurred", historical: "no", disputed: "no" };

/** Whether a field says something, or its silence is to be seen. */
export const telling = (field: Field): boolean =>
  ALWAYS.has(field.name) || field.now !== null || (field.shown !== null && field.shown !== PLAIN[field.name]);

export function Fields({ fields, quote, onEdit, children }: {
  fields: readonly Field[]; quote: Quote; onEdit?: (name: string) => void; children?: ComponentChildren;
}) {
  return (
    <dl class="fields">
      {fields.filter(telling).map((field) => (
        <div key={field.name} class={`field ${field.now ? "judged" : ""}`}>
          <dt>
            {onEdit ? (
              <button type="button" class="name" title={`${t("edit")}: ${label(field.name)}`} onClick={() => onEdit(field.name)}>{label(field.name)}</button>
            ) : label(field.name)}
          </dt>
          <dd>
            <Value field={field} />
            <Words field={field} quote={quote} />
            <Basis field={field} />
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}

export const label = (name: string): string => t(`field.${name}` as "field.type");

function Value({ field }: { field: Field }) {
  const { now, shown, name } = field;
  if (!now) return shown === null ? <span class="nobody">{t("notSaid")}</span> : <span class="value">{said(name, shown)}</span>;
  return (
    <>
      {now.shown === null ? <span class="badge bad">{t("taken")}</span> : <span class="value"><b>{said(name, now.shown)}</b></span>}
      {shown === null ? null : <s class="was" title={t("instead", { was: shown })}>{said(name, shown)}</s>}
      <Judge now={now} />
    </>
  );
}

function Judge({ now }: { now: Now }) {
  return <small class="soft" title={now.why ?? undefined}>{t("by", { by: now.by, at: moment(now.at) })}{now.why ? `: ${now.why}` : ""}</small>;
}

/** A value in words: codes by their names, days as days. */
export function said(name: string, shown: string): ComponentChildren {
  if (name === "type") return <Type code={shown} />;
  if (name === "status") return named("status", shown);
  if (name === "historical" || name === "disputed") return shown === "yes" ? t("yes") : t("no");
  if (name === "time") {
    const [start, end] = shown.split("..");
    return end === undefined ? day(start!) : span(start || null, end || null);
  }
  if (name === "actor" || name === "recipient") return parties(shown);
  return <Foreign text={shown.replaceAll("; ", ", ")} />;
}

/** Parties with their codes small: "Ana Diaz (PER GOV); police". */
function parties(shown: string): ComponentChildren {
  return shown.split("; ").map((party, at) => {
    const [, name, codes] = /^(.*?)(?: \(([A-Z ]+)\))?$/s.exec(party) ?? [];
    return <span key={at} class="one-party">{at ? ", " : ""}<Foreign text={name ?? party} />{codes ? <small class="code"> {codes}</small> : null}</span>;
  });
}

function Words({ field, quote }: { field: Field; quote: Quote }) {
  const all = [...new Set(field.words.map(quote))].filter((words) => !same(words, field));
  return all.length ? <q class="words"><Foreign text={all.join(" … ").replace(/\s+/g, " ")} /></q> : null;
}

const same = (words: string, field: Field): boolean =>
  field.name !== "type" && (field.shown ?? "").toLowerCase().includes(words.toLowerCase());

function Basis({ field }: { field: Field }) {
  const { basis, name, was } = field;
  const how = !basis || basis === "stated" ? "" : name === "time" ? named("basis", basis) : basis in REASONS ? t(`basis.${basis}` as "basis.only") : basis;
  return (
    <>
      {how ? <small class="soft" title={name === "time" ? explained("basis", basis!) : undefined}>{how}</small> : null}
      {was ? <small class="soft">{t("earlier", { was: was.shown ?? t("notSaid") })} ({was.reader})</small> : null}
    </>
  );
}

const REASONS: Readonly<Record<string, true>> = {
  people: true, adjective: true, only: true, "no entry": true, words: true, context: true, far: true, within: true, spelling: true, kind: true,
};

/** What has been judged of an event, the latest first; what was undone is struck through. */
export function History({ judged }: { judged: readonly Word[] }) {
  if (!judged.length) return <p class="soft">{t("history.none")}</p>;
  return (
    <ol class="history">
      {judged.map((one) => (
        <li key={one.id} class={one.counts ? "" : "undone"}>
          <b><Foreign text={one.by} /></b> {label(one.field)}: {one.what === "correct" ? said(one.field, one.says) : one.says}
          {one.why ? <q><Foreign text={one.why} /></q> : null} <small class="soft">{moment(one.at)}</small>
        </li>
      ))}
    </ol>
  );
}
