/* What people judged of an incident, what each batch of reports changed in it, and which programs read it. */
import { Panel } from "../../parts";
import { href } from "../../router";
import { moment } from "../../strings";
import type { Change, Incident, Judged } from "./types";
import { w } from "./words";

const SHOWN = 8;

export function History({ data }: { data: Incident }) {
  const changes = [...data.changes].reverse();
  return (
    <Panel title={w("history")} id="history">
      <h3>{w("judged")}</h3>
      {data.judgements.length ? <ul class="log">{[...data.judgements].reverse().map((each) => <Word key={each.id} {...each} />)}</ul> : <p class="soft">{w("judged.none")}</p>}
      <h3>{w("changes")}</h3>
      <ul class="log">{changes.slice(0, SHOWN).map((each, at) => <Step key={at} {...each} />)}</ul>
      {changes.length > SHOWN ? <details><summary>+{changes.length - SHOWN}</summary><ul class="log">{changes.slice(SHOWN).map((each, at) => <Step key={at} {...each} />)}</ul></details> : null}
      <h3>{w("programs")}</h3>
      <ul class="log">{data.versions.map((each, at) => <li key={at} class="soft">{w("program", { version: each.dateline, reader: each.reader.slice(0, 8), n: each.reports })}{each.newest ? "" : ` (${w("older")})`}</li>)}</ul>
    </Panel>
  );
}

const plain = (value: unknown): string => {
  if (value === null || value === undefined) return w("nothing");
  if (Array.isArray(value)) return value.map(plain).join("; ") || w("nothing");
  if (typeof value === "object") {
    const { name, country, start, end } = value as Record<string, string>;
    return name ? `${name}${country ? ` (${country})` : ""}` : [...new Set([start, end])].filter(Boolean).join("..");
  }
  return String(value);
};

function Word(judged: Judged) {
  const { what, field, by, at, active, right, before, after, why } = judged;
  const says = what === "correct" ? `${w("what.correct", { field: field ?? "" })}: ${w("to", { before: plain(before), after: plain(after) })}`
    : what === "verdict" ? `${w("what.verdict")} ${right === null ? w("what.unsure") : w(right ? "what.right" : "what.wrong")}${field ? `: ${field}` : ""}`
    : what === "state" ? `${w("what.state")}: ${w("to", { before: plain(before), after: plain(after) })}` : w(what === "part" ? "what.part" : "what.join");
  return (
    <li class={active ? "" : "undone"}>
      {says} <span class="soft">{by}, {moment(at)}{active ? "" : ` · ${w("undone")}`}</span>
      {why ? <p class="soft">{why}</p> : null}
    </li>
  );
}

function Step(change: Change) {
  const others: readonly string[] = change.others ? (JSON.parse(change.others) as string[]) : [];
  return (
    <li>
      <b>{change.what}</b>{change.field ? ` ${change.field}: ${w("to", { before: change.before || w("nothing"), after: change.after || w("nothing") })}` : ""}
      {others.map((id) => <span key={id}> <a href={href(`/incidents/${id}`)}><code>{id.slice(0, 8)}</code></a></span>)}
      <span class="soft"> {moment(change.at)}</span>
      {change.reason ? <p class="soft">{change.reason}</p> : null}
    </li>
  );
}
