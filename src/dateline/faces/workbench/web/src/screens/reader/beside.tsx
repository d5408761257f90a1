/* What stands below the facts: who says what (nested by who quotes whom), relations, actors, copies, what coded it. */
import { Foreign, Party } from "../../facts";
import { named } from "../../names";
import { Chip, Panel } from "../../parts";
import { href } from "../../router";
import { day } from "../../strings";
import { quoting, type Quote } from "./fields";
import type { Name } from "./marks";
import { t } from "./strings";
import type { Claim, Copy, Read, Record } from "./types";

interface Looking {
  readonly lit: ReadonlySet<Name>;
  readonly chosen: Name | null;
  readonly onLook: (name: Name | null) => void;
  readonly onPick: (name: Name) => void;
}

const handles = (name: Name, { onLook, onPick }: Looking) => ({
  onMouseEnter: () => onLook(name), onMouseLeave: () => onLook(null), onFocus: () => onLook(name), onBlur: () => onLook(null), onClick: () => onPick(name),
});

export function who(record: Record, claim: Claim, quote: Quote): string {
  const actor = record.actors.find((each) => each.id === claim.source.actor);
  return actor?.name ?? (claim.source.spans.map(quote).join(" … ") || t("unnamed"));
}

export function Beside({ data, looking }: { data: Read; looking: Looking }) {
  const { record } = data;
  const quote = quoting(record.report.text);
  return (
    <>
      <Panel title={t("claims")} level={3}>
        {record.claims.length ? <Claims record={record} within={null} quote={quote} data={data} looking={looking} /> : <p class="soft">{t("claims.none")}</p>}
      </Panel>
      {record.relations.length ? <Panel title={t("relations")} level={3}><Relations record={record} quote={quote} looking={looking} /></Panel> : null}
      {record.actors.length ? <Panel title={t("actors")} level={3}><Actors record={record} looking={looking} /></Panel> : null}
      {data.copies.length ? <Panel title={t("copies", { n: data.copies.length })} level={3}><Copies copies={data.copies} /></Panel> : null}
      <Made data={data} />
    </>
  );
}

function Claims({ record, within, quote, data, looking }: { record: Record; within: string | null; quote: Quote; data: Read; looking: Looking }) {
  const known = new Set(record.claims.map((claim) => claim.id));
  const here = record.claims.filter((claim) => (claim.within && known.has(claim.within) ? claim.within : null) === within);
  if (!here.length) return null;
  return (
    <ul class="claims">
      {here.map((claim) => {
        const name = `c:${claim.id}`;
        const facts = data.rows.flatMap((fact, at) => (claim.events.includes(fact.event) ? [[at + 1, fact.event] as const] : []));
        return (
          <li key={claim.id}>
            <button type="button" class={`row ${looking.lit.has(name) ? "lit" : ""}`} aria-pressed={looking.chosen === name} {...handles(name, looking)}>
              <b><Foreign text={who(record, claim, quote)} /></b> <span class="soft">{named("stance", claim.stance)}{claim.cue.length ? <> (<Foreign text={claim.cue.map(quote).join(" … ")} />)</> : null}</span>
              <q class="words"><Foreign text={claim.content.map(quote).join(" … ").replace(/\s+/g, " ")} /></q>
            </button>
            {facts.length ? <span class="chips">{facts.map(([number, event]) => <Chip key={event} label={t("fact", { n: number })} onClick={() => looking.onPick(event)} />)}</span> : null}
            <Claims record={record} within={claim.id} quote={quote} data={data} looking={looking} />
          </li>
        );
      })}
    </ul>
  );
}

function Relations({ record, quote, looking }: { record: Record; quote: Quote; looking: Looking }) {
  const name = (id: string): string => record.actors.find((each) => each.id === id)?.name ?? id;
  return (
    <ul class="relations">
      {record.relations.map((relation, at) => {
        const claim = record.claims.find((each) => each.id === relation.claim);
        return (
          <li key={at}>
            <button type="button" class={`row ${looking.lit.has(`r:${at}`) ? "lit" : ""}`} aria-pressed={looking.chosen === `r:${at}`} {...handles(`r:${at}`, looking)}>
              <b><Foreign text={name(relation.subject)} /></b> {relation.relation.replaceAll("_", " ")} <b><Foreign text={name(relation.object)} /></b>
              {relation.holding && relation.holding !== "current" ? <span class="badge">{relation.holding}</span> : null}
              {claim ? <small class="soft"> {t("relations.by", { who: who(record, claim, quote) })}</small> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Actors({ record, looking }: { record: Record; looking: Looking }) {
  return (
    <ul class="actors">
      {record.actors.map((actor) => {
        const name = `a:${actor.id}`;
        const offices = actor.roles.map((role) => [role.holding === "current" ? "" : role.holding, role.title, role.organization && !role.title.toLowerCase().includes(role.organization.toLowerCase()) ? `(${role.organization})` : ""].filter(Boolean).join(" "));
        return (
          <li key={actor.id} class={looking.lit.has(name) ? "lit" : ""} onMouseEnter={() => looking.onLook(name)} onMouseLeave={() => looking.onLook(null)}>
            <Party name={actor.name} country={actor.country} sector={actor.sector} />{" "}
            <small class="soft">{[actor.kind === "unknown" ? "" : actor.kind.replaceAll("_", " "), ...offices].filter(Boolean).join("; ")}</small>
            {actor.candidates.length ? <small class="soft"> {t("actors.perhaps", { names: actor.candidates.join(", ") })}</small> : null}
            <button type="button" class="mentions" {...handles(name, looking)} aria-pressed={looking.chosen === name} aria-label={`${actor.name}: ${t("actors.mentions", { n: actor.mentions.length })}`}>×{actor.mentions.length}</button>
          </li>
        );
      })}
    </ul>
  );
}

function Copies({ copies }: { copies: readonly Copy[] }) {
  return (
    <ul class="copies">
      {copies.map((copy) => (
        <li key={copy.report}>
          <a href={href(`/reports/${copy.report}`)}><Foreign text={copy.outlet ?? copy.title ?? copy.report} /></a> <small class="soft">{copy.told ? day(copy.told) : ""}</small>
        </li>
      ))}
    </ul>
  );
}

function Made({ data }: { data: Read }) {
  const { dateline, reader, codebook } = data.record.made;
  const before = data.versions.length - 1;
  return (
    <p class="made soft">
      <small>{t("made", { version: dateline, reader, codebook })}{before > 0 ? ` · ${t("made.before", { n: before })}` : ""}</small>
    </p>
  );
}
