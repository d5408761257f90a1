/* Incidents over time, as lanes, list or table; and the page of one. */
import { useRef } from "preact/hooks";
import { refresh } from "../../api";
import { Days, Parties, Status, Type } from "../../facts";
import { useKeys } from "../../keys";
import { Button, Empty, Failed, Pager, Segmented, Total, Waiting } from "../../parts";
import { named } from "../../names";
import { go, href, place, put } from "../../router";
import { rest, useOwn } from "../../screens";
import { span } from "../../strings";
import { Table, toggle, useList, type Column } from "../../table";
import { CardRow, Figures } from "./card";
import { chosen, keepApart, labelOf, merge, remember } from "./chosen";
import { Density } from "./density";
import { Lanes, Legend, shownDays, type By } from "./lanes";
import { OneIncident } from "./one";
import { t } from "./strings";
import "./style.css";
import type { Card, Incidents } from "./types";

const SIZE = 200;

export default function Screen() {
  const id = rest();
  return id ? <OneIncident id={id} /> : <Over />;
}

function Over() {
  const { view = "lanes", by = "actor", bars } = place.value.params;
  const { data, error, loading } = useOwn<Incidents>();
  const flip = (): void => put({ bars: bars === "no" ? null : "no" }, { quiet: true });
  useKeys([{ key: "b", does: t("bars"), run: flip, when: () => view === "lanes" }], t("scope"));
  return (
    <div class="incidents">
      <header class="screen-head">
        <h1>{t("title")}</h1>
        {data ? <Total>{t(view === "lanes" ? "total.lanes" : "found", { n: view === "lanes" ? data.total : data.found })}</Total> : null}
        <div class="choices">
          <Segmented label={t("view")} param="view" current={view} choices={[["lanes", t("view.lanes")], ["list", t("view.list")], ["table", t("view.table")]]} />
          {view === "lanes" ? <Segmented label={t("by")} param="by" current={by} choices={[["actor", t("by.actor")], ["country", t("by.country")], ["type", t("by.type")]]} /> : null}
          {view === "lanes" ? <Button kind="quiet" keys="b" aria-pressed={bars !== "no"} onClick={flip}>{t("bars")}</Button> : null}
        </div>
      </header>
      {error ? <Failed error={error} retry={refresh} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data && !error ? (
        <div class={loading ? "stale" : undefined}>
          <Density data={data} shown={view === "lanes" && data.rows.length ? shownDays(data) : null} />
          <Found data={data} view={view} by={by as By} bars={bars !== "no"} />
          <Pager page={data.page} size={SIZE} total={data.total} />
        </div>
      ) : null}
      <Chosen />
    </div>
  );
}

function Found({ data, view, by, bars }: { data: Incidents; view: string; by: By; bars: boolean }) {
  if (!data.found) return <Nothing asked={Boolean(data.query)} />;
  if (view === "table") return <Rows rows={data.rows} />;
  if (view === "list") return <List rows={data.rows} />;
  if (!data.rows.length) {
    return <Empty title={t("empty.undated")}><a class="button main" href={href("/incidents", { q: data.query, view: "list" })}>{t("empty.list")}</a></Empty>;
  }
  const { later } = data.window;
  return (
    <>
      <Lanes data={data} by={by} bars={bars} />
      <p class="soft lanes-note">
        {data.total > data.rows.length ? t(data.window.asked ? "shown.ranked" : "shown.latest", { shown: data.rows.length, total: data.total }) : null}
        {later ? ` ${t("later", { n: later })}.` : ""}
        {data.undated ? <> <a href={href("/incidents", { q: data.query, view: "list" })}>{t("undated", { n: data.undated })}</a>.</> : null}
      </p>
      <Legend />
    </>
  );
}

function Nothing({ asked }: { asked: boolean }) {
  return asked ? (
    <Empty title={t("empty")} text={t("empty.text")}><Button kind="main" onClick={() => put({ q: null })}>{t("empty.clear")}</Button></Empty>
  ) : (
    <Empty title={t("empty.none")} text={t("empty.add")}><a class="button main" href="/inbox">{t("empty.inbox")}</a></Empty>
  );
}

// ── as a list, day by day ───────────────────────────────────────────────────────────────────────

function List({ rows }: { rows: readonly Card[] }) {
  const box = useRef<HTMLDivElement>(null);
  useList(box, { open: (id) => go(`/incidents/${id}`), select: (id) => toggle(chosen, id) });
  const days = new Map<string, Card[]>();
  for (const card of rows) {
    remember(card.id, card.label ?? named("type", card.type));
    const head = span(card.day, card.until);
    days.set(head, [...(days.get(head) ?? []), card]);
  }
  return (
    <div class="day-list" ref={box}>
      {[...days].map(([head, cards]) => (
        <section key={head} aria-label={head}>
          <h2>{head}</h2>
          {cards.map((card) => (
            <div key={card.id} class={`card-line ${chosen.value.has(card.id) ? "chosen" : ""}`}>
              <input type="checkbox" aria-label={`${t("select")}: ${labelOf(card.id)}`} checked={chosen.value.has(card.id)} onChange={() => toggle(chosen, card.id)} />
              <CardRow card={card} />
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}


// ── as a table ──────────────────────────────────────────────────────────────────────────────────

const COLUMNS: readonly Column<Card>[] = [
  { id: "day", head: t("col.day"), sort: "day", cell: (card) => <Days start={card.day} end={card.until} grain={card.grain} basis={card.basis} /> },
  { id: "type", head: t("col.type"), sort: "type", cell: (card) => <Type code={card.type} modes={card.modes} /> },
  {
    id: "what", head: t("col.what"), sort: "label", wide: true,
    cell: (card) => <><a href={`/incidents/${card.id}`}><bdi dir="auto">{card.label ?? named("type", card.type)}</bdi></a> <Status code={card.status} disputed={card.disputed} historical={card.historical} /></>,
  },
  { id: "voices", head: t("col.voices"), title: t("col.voices.title"), sort: "independent", number: true, cell: (card) => card.independent },
  { id: "reports", head: t("col.reports"), sort: "reports", number: true, cell: (card) => <span data-peek={card.id}>{card.reports}</span> },
  { id: "who", head: t("col.who"), cell: (card) => (card.actors.length ? <Parties text={card.actors.slice(0, 3).join("; ")} plain /> : null) },
  { id: "whom", head: t("col.whom"), cell: (card) => (card.recipients.length ? <Parties text={card.recipients.slice(0, 3).join("; ")} plain /> : null) },
  { id: "place", head: t("col.place"), sort: "place", cell: (card) => [card.place, card.country !== card.place ? card.country : null].filter(Boolean).join(", ") },
  { id: "figures", head: t("col.figures"), cell: (card) => <Figures of={card.id} figures={card.figures} /> },
];

function Rows({ rows }: { rows: readonly Card[] }) {
  rows.forEach((card) => remember(card.id, card.label ?? named("type", card.type)));
  return (
    <Table label={t("title")} rows={rows} columns={COLUMNS} id={(card) => card.id} name={(card) => card.label ?? card.id}
      open={(card) => `/incidents/${card.id}`} peek={(card) => card.id} chosen={chosen} />
  );
}

// ── what is selected ────────────────────────────────────────────────────────────────────────────

/** What can be done with those selected, at the foot of the window. */
export function Chosen() {
  const many = chosen.value.size;
  const some = (): boolean => chosen.value.size > 1;
  useKeys([
    { key: "m", does: t("merge.title"), run: () => void merge(), when: some },
    { key: "a", does: t("apart.title"), run: () => void keepApart(), when: some },
    { key: "Escape", does: t("clear"), run: () => { chosen.value = new Set(); }, when: () => chosen.value.size > 0 },
  ], t("scope"));
  if (!many) return null;
  return (
    <section class="chosen-bar" aria-label={t("chosen", { n: many })}>
      <strong role="status">{t("chosen", { n: many })}</strong>
      <ul class="chips">{[...chosen.value].slice(0, 4).map((id) => <li key={id} class="chip"><a class="inner" href={`/incidents/${id}`}><bdi>{labelOf(id)}</bdi></a></li>)}</ul>
      <Button kind="main" keys="m" disabled={many < 2} title={t("merge.title")} onClick={() => void merge()}>{t("merge")}</Button>
      <Button keys="a" disabled={many < 2} title={t("apart.title")} onClick={() => void keepApart()}>{t("apart")}</Button>
      <Button kind="quiet" keys="Escape" onClick={() => { chosen.value = new Set(); }}>{t("clear")}</Button>
    </section>
  );
}

