/* One actor: names, offices over time, what it says and does, with whom, and who it may be too. */
import { Foreign } from "../../facts";
import { judge } from "../../judge";
import { country as countryName, named } from "../../names";
import { Button, Chip, Empty, Failed, Pager, Panel, Tabs, Waiting } from "../../parts";
import { holds, part, toggled } from "../../query";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { number, span } from "../../strings";
import { Ribbon } from "./bars";
import { address } from "./list";
import { Rows } from "./rows";
import { kindOf, t } from "./strings";
import { TABS, type Actor, type Deal, type Kin, type Office } from "./types";

const SIZE = 200;
const SHOWN = 8; // names before "more"

export function One({ name }: { name: string }) {
  const { q } = place.value.params;
  const { data, error, loading } = useOwn<Actor>();
  if (error) return <><h1><bdi>{name}</bdi></h1><Failed error={error} /></>;
  if (!data) return loading ? <Waiting /> : null;
  return data.private ? <Private actor={data} /> : <Whole actor={data} q={q ?? ""} />;
}

/** Of a private person no more than that. */
function Private({ actor }: { actor: Actor }) {
  const times = actor.names.reduce((sum, each) => sum + each.times, 0);
  return (
    <>
      <h1><bdi dir="auto">{actor.name}</bdi></h1>
      <Empty title={t("private")} text={t("privateText", { name: actor.name })}>
        <p class="soft">{t("privateNames", { n: times })}</p>
      </Empty>
    </>
  );
}

function Whole({ actor, q }: { actor: Actor; q: string }) {
  const about = [kindOf(actor.kind), actor.sector ? named("sector", actor.sector) : "", actor.country ? countryName(actor.country) : ""];
  const own = part("party", actor.name);
  return (
    <>
      <div class="title-line">
        <h1><bdi dir="auto">{actor.name}</bdi></h1>
        <p class="soft">{[...new Set(about.filter(Boolean))].join(" · ")}</p>
        <p class="actions">
          <a class="button plain" href={href("/network", { ego: actor.name, q })}>{t("network")}</a>
          <a class="button plain" href={href("/incidents", { q: [own, q].filter(Boolean).join(" ") })}>{t("incidents")}</a>
          <a class="button plain" href={href("/map", { q: [own, q].filter(Boolean).join(" ") })}>{t("map")}</a>
        </p>
      </div>
      {actor.countries.length > 1 ? <Lands actor={actor} q={q} /> : null}
      <div class="actor-grid">
        <div>
          {actor.ribbon ? <Panel title={t("ribbon")}><Ribbon ribbon={actor.ribbon} /></Panel> : null}
          {actor.offices.length ? <Panel title={t("offices")}><Offices offices={actor.offices} /></Panel> : null}
          <section class="told-of">
            <Tabs label={t("tabs")} current={actor.tab} tabs={TABS.map((id) => ({ id, label: t(`tab.${id}`), count: actor.counts[id] }))} />
            {actor.tab === "commitments" ? <States states={actor.states} /> : null}
            {actor.rows.length ? <Rows tab={actor.tab} rows={actor.rows} /> : <p class="soft nothing">{t("tabNone")}</p>}
            <Pager page={actor.page} size={SIZE} total={actor.total} />
          </section>
        </div>
        <div>
          <Names actor={actor} />
          <Panel title={t("deals")}><Deals deals={actor.deals} q={q} /></Panel>
          <Panel title={t("kin")}><Kins actor={actor} /></Panel>
        </div>
      </div>
    </>
  );
}

/** "police" is of many countries. */
function Lands({ actor, q }: { actor: Actor; q: string }) {
  return (
    <div class="lands">
      <span class="soft">{t("many")}</span>
      <div class="chips">
        {actor.countries.slice(0, 12).map(([code, many]) => (
          <Chip key={code} label={countryName(code)} count={many} pressed={holds(q, part("country", code))} onClick={() => put({ q: toggled(q, part("country", code)) || null })} />
        ))}
      </div>
    </div>
  );
}

function Names({ actor }: { actor: Actor }) {
  const [first, more] = [actor.names.slice(0, SHOWN), actor.names.slice(SHOWN)];
  if (!first.length && !actor.also.length) return null;
  const item = (each: Actor["names"][number]) => (
    <li key={each.name}><Foreign text={each.name} /> <small class="soft">{t("timesIn", { times: t("times", { n: each.times }), reports: t("reports", { n: each.reports }) })}</small></li>
  );
  return (
    <Panel title={t("names")}>
      <ul class="spellings">{first.map(item)}</ul>
      {more.length ? <details><summary>{t("namesMore", { n: more.length })}</summary><ul class="spellings">{more.map(item)}</ul></details> : null}
      {actor.also.length ? <p class="soft">{t("joined", { names: actor.also.join("; ") })}</p> : null}
    </Panel>
  );
}

const HOLDING = { current: "holding.current", former: "holding.former", acting: "holding.acting", future: "holding.future" } as const;

/** Bars where the days of an office are known, a dotted line over the days of the reports where they are not. */
function Offices({ offices }: { offices: readonly Office[] }) {
  const days = offices.flatMap((each) => [each.start, each.until, each.first_told, each.last_told]).filter((each) => each !== null).map((each) => Date.parse(each));
  const [low, high] = [Math.min(...days), Math.max(...days)];
  const at = (day: string | null, or: number): number => ((((day ? Date.parse(day) : or) - low) / Math.max(1, high - low)) * 100);
  return (
    <ol class="offices">
      {offices.map((each, number) => {
        const known = each.start !== null || each.until !== null;
        const from = known ? at(each.start, low) : at(each.first_told, low);
        const to = known ? at(each.until, high) : at(each.last_told, high);
        return (
          <li key={number}>
            <p>
              <a href={`/reports/${each.report}`}><Foreign text={each.title ?? ""} /></a>
              {each.organization ? <span class="soft">, <Foreign text={each.organization} /></span> : null}
              {each.holding && each.holding !== "current" ? <span class="badge">{each.holding in HOLDING ? t(HOLDING[each.holding as keyof typeof HOLDING]) : each.holding}</span> : null}
            </p>
            <svg class={`held ${known ? "" : "told"}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <line x1={0} x2={100} y1={3} y2={3} /><rect x={Math.min(from, 99)} width={Math.max(1, to - from)} y={known ? 0 : 2} height={known ? 6 : 2} />
            </svg>
            <p class="soft small">
              {known ? span(each.start, each.until) : t("told", { days: span(each.first_told, each.last_told) })} · {each.basis.split(", ").map((basis) => t(basis === "table" ? "basis.table" : "basis.stated")).join(", ")} · {t("reports", { n: each.reports })}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function Deals({ deals, q }: { deals: readonly Deal[]; q: string }) {
  if (!deals.length) return <p class="soft">{t("dealsNone")}</p>;
  return (
    <ul class="deals">
      {deals.map((deal) => (
        <li key={deal.name}>
          <a href={address(deal.name, q)}><bdi dir="auto">{deal.name}</bdi></a>
          {(["actor", "recipient"] as const).map((side) => {
            const how = deal.how.filter((each) => each.side === side);
            return how.length ? <span key={side} class="way"><small class="soft">{t(`deals.${side}`)}</small> {how.map((each) => <Way key={each.quad} quad={each.quad} many={each.incidents} />)}</span> : null;
          })}
        </li>
      ))}
    </ul>
  );
}

const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  "verbal cooperation": ["vc", "○"], "material cooperation": ["mc", "●"], "verbal conflict": ["vx", "◇"], "material conflict": ["mx", "◆"],
};

function Way({ quad, many }: { quad: string; many: number }) {
  const [name, sign] = SIGNS[quad] ?? ["none", "·"];
  return <span class={`quad-count ${name}`} title={named("quad", quad.replace(" ", "_"))}><span aria-hidden="true">{sign}</span><span class="only-heard">{named("quad", quad.replace(" ", "_"))}: </span>{number(many)}</span>;
}

function Kins({ actor }: { actor: Actor }) {
  if (!actor.kin.length) return <p class="soft">{t("kinNone")}</p>;
  const deed = (what: string, other: Kin) => [{ what, one: actor.name, other: other.name }];
  return (
    <>
      <ul class="kin">
        {actor.kin.map((other) => (
          <li key={other.name}>
            <p><a href={address(other.name)}><bdi dir="auto">{other.name}</bdi></a> <small class="soft">{t("judged.incidents", { n: other.incidents })} · {other.reasons.join(", ")}</small></p>
            {session.value?.read_only ? null : (
              <p class="actions">
                <Button onClick={() => void judge(deed("actor_join", other), t("didJoin", { name: other.name }))}>{t("join")}<span class="only-heard"> {other.name}</span></Button>
                <Button onClick={() => void judge(deed("actor_part", other), t("didPart", { name: other.name }))}>{t("apart")}<span class="only-heard"> {other.name}</span></Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="soft small">{t("kinHelp")}</p>
    </>
  );
}

function States({ states }: { states: Readonly<Record<string, number>> }) {
  const all = ["open", "met", "broken", "lapsed", "unknown"].filter((state) => states[state]);
  return <p class="states">{all.map((state) => <span key={state} class={`badge ${state === "met" ? "good" : state === "broken" ? "bad" : ""}`}>{number(states[state]!)} {named("state", state)}</span>)}</p>;
}

