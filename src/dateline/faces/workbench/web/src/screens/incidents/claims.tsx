/* Of one incident: its figures by who gives them, who is for and against, and what became of a commitment. */
import { amount, Foreign, Party } from "../../facts";
import { judge } from "../../judge";
import { explained, named, TABLES } from "../../names";
import { Panel } from "../../parts";
import { href } from "../../router";
import { day, span } from "../../strings";
import { Strip, speaker } from "../claims/strip";
import { c } from "../claims/strings";
import { Quote, reportOf } from "./tellings";
import type { Claim, Incident, Toll } from "./types";
import { w } from "./words";

export function Figures({ data }: { data: Incident }) {
  if (!data.figures.length) return null;
  const kinds = new Map<string, Toll[]>();
  for (const each of data.figures) kinds.set(each.kind, [...(kinds.get(each.kind) ?? []), each]);
  return (
    <Panel title={w("figures")} id="figures">
      {[...kinds].map(([kind, values]) => (
        <section key={kind} class="figure-kind">
          <h3>{kind} {values[0]!.contested ? <span class="badge warn" title={c("contested.title")}>{c("contested")}</span> : null}
            {values[0]!.updated ? <span class="badge" title={c("updated.title")}>{c("updated")}</span> : null}</h3>
          <Strip values={values} kind={kind} />
          <details>
            <summary>{c("as.table")}</summary>
            <div class="table-box" tabIndex={0} role="region" aria-label={kind}>
              <table>
                <thead><tr>{(["col.amount", "col.by", "col.day", "col.words", "col.outlet"] as const).map((head) => <th key={head} scope="col">{c(head)}</th>)}</tr></thead>
                <tbody>
                  {values.map((each, at) => (
                    <tr key={at} data-peek={each.event} tabIndex={0}>
                      <td><b>{amount(each.low, each.high)}</b></td><td>{each.by ? <Foreign text={each.by} /> : <i>{speaker(null)}</i>}</td>
                      <td>{span(each.date, each.date)}</td><td><bdi dir="auto">{each.words}</bdi></td>
                      <td>{each.outlet}{each.copy ? <span class="badge">{w("copy")}</span> : null}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </section>
      ))}
    </Panel>
  );
}

const AGAINST = new Set(["denies", "doubts"]);
const FOR = new Set(["asserts", "believes"]);

export function Claims({ data }: { data: Incident }) {
  const of = (test: (claim: Claim) => boolean): readonly Claim[] => data.claims.filter(test);
  const [pro, con, rest] = [of((x) => FOR.has(x.stance)), of((x) => AGAINST.has(x.stance)), of((x) => !FOR.has(x.stance) && !AGAINST.has(x.stance))];
  return (
    <Panel title={w("claims")} id="claims">
      <div class="for-against">
        <section><h3>{w("for")}</h3>{pro.length ? <List claims={pro} /> : <p class="soft">{w("none.for")}</p>}</section>
        <section><h3>{w("against")}</h3>{con.length ? <List claims={con} /> : <p class="soft">{w("none.against")}</p>}</section>
      </div>
      {rest.length ? <section><h3>{w("other")}</h3><List claims={rest} /></section> : null}
    </Panel>
  );
}

const MANY = 8;

function List({ claims }: { claims: readonly Claim[] }) {
  const all = claims.map((claim) => <Said key={claim.report + claim.claim + claim.stance} claim={claim} />);
  return (
    <>
      <ul class="said">{all.slice(0, MANY)}</ul>
      {all.length > MANY ? <details><summary>+{all.length - MANY}</summary><ul class="said">{all.slice(MANY)}</ul></details> : null}
    </>
  );
}

export function Said({ claim }: { claim: Claim }) {
  return (
    <li data-peek={claim.claim} tabIndex={0}>
      <p><b>{claim.speaker ? <Party name={claim.speaker} country={claim.country} sector={claim.sector} /> : w("someone")}</b> <span class="soft">{named("stance", claim.stance)}{claim.cue ? ` (“${claim.cue}”)` : ""}</span></p>
      {claim.content ? <p class="quote"><bdi dir="auto">{claim.content.replace(/\s+/g, " ")}</bdi></p> : null}
      <p class="soft small"><a href={href(`/reports/${claim.report}`)}>{claim.outlet ?? w("reader")}</a>, {span(claim.said, claim.said)}</p>
    </li>
  );
}

// ── promises, threats, demands ──────────────────────────────────────────────────────────────────

export function Bound({ data }: { data: Incident }) {
  const { commitment: bound, deadline } = data;
  if (!bound) return null;
  return (
    <Panel title={`${named("kind", bound.kind)}: ${named("state", bound.state)}`} id="commitment" class={`bound state-${bound.state}`}>
      <p>{explained("state", bound.state)}</p>
      <dl class="facts">
        <div class="fact"><dt>{w("bound.by")}</dt><dd>{bound.actor ? <Party name={bound.actor} /> : w("nobody")}</dd></div>
        {bound.owed_to ? <div class="fact"><dt>{w("bound.to")}</dt><dd><Party name={bound.owed_to} /></dd></div> : null}
        {bound.condition ? <div class="fact"><dt>{w("bound.if")}</dt><dd>{bound.condition}</dd></div> : null}
        <div class="fact"><dt>{w("bound.due")}</dt><dd>
          {bound.deadline ? day(bound.deadline) : <span class="soft">{w("bound.none")}</span>}
          {deadline ? <> <a class="soft" data-peek={deadline.event} href={href(`/reports/${deadline.report}`, { f: deadline.event }, `s=${deadline.start_char}-${deadline.end_char}`)}>
            {deadline.told && deadline.value.startsWith("P") ? w("bound.how", { words: deadline.words, day: day(deadline.told) }) : w("bound.plain", { words: deadline.words })}</a></> : null}
        </dd></div>
        {bound.as_of ? <div class="fact"><dt>{w("bound.state")}</dt><dd>{named("state", bound.state)}, {w("bound.as", { day: day(bound.as_of) })}</dd></div> : null}
      </dl>
      {data.settled.length ? (
        <section><h3>{w("bound.settled")}{bound.settled_on ? ` · ${day(bound.settled_on)}` : ""}</h3>
          {data.settled.map((each) => <div key={each.event} data-peek={each.event}><Quote piece={each} /><p class="source"><a href={reportOf(each)}>{each.outlet ?? w("reader")}</a>, {each.told ? day(each.told) : ""}</p></div>)}
        </section>
      ) : null}
      <label class="small">{w("bound.set")} <select value={bound.state} onChange={(event) => void judge([{ what: "state", id: data.id, state: event.currentTarget.value }])}>
        {Object.keys(TABLES.state).map((state) => <option key={state} value={state}>{named("state", state)}</option>)}
      </select></label>
    </Panel>
  );
}
