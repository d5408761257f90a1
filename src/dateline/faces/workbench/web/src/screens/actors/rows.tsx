/* The rows of each tab of an actor's page. */
import { Days, Figure, Foreign, Parties, Status, Type } from "../../facts";
import { named } from "../../names";
import { href } from "../../router";
import { day } from "../../strings";
import { Table, type Column } from "../../table";
import { relation, t } from "./strings";
import type { Row, Tab } from "./types";

const id = (row: Row): string => [row.incident, row.report, row.event, row.claim, row.kind, row.words, row.other, row.day].join("|");

export function Rows({ tab, rows }: { tab: Tab; rows: readonly Row[] }) {
  return <Table label={t(`tab.${tab}`)} rows={rows} columns={COLUMNS[tab]} id={id} name={(row) => row.label ?? row.words ?? ""} open={target} peek={(row) => behind(tab, row)} />;
}

const target = (row: Row): string => (row.incident ? `/incidents/${row.incident}` : href(`/reports/${row.report}`, { f: row.claim }));

/** What Space opens: the figures of that kind, what settled a promise, a claim, an incident. */
function behind(tab: Tab, row: Row): string {
  if (tab === "figures") return `${row.incident}:${row.kind}`;
  if (tab === "commitments") return `${row.incident}:commitment`;
  return row.incident ?? row.claim ?? row.report;
}

const when: Column<Row> = { id: "day", head: t("head.day"), cell: (row) => <Days start={row.day} end={row.until ?? row.day} basis={row.basis === "assumed" ? "assumed" : null} /> };
const outlet: Column<Row> = { id: "outlet", head: t("head.outlet"), cell: (row) => (row.outlet ? <Foreign text={row.outlet} /> : null) };
const label: Column<Row> = {
  id: "label", head: t("head.label"), wide: true,
  cell: (row) => <><a href={target(row)}><Foreign text={tidy(row.label ?? row.words)} /></a><Status code={row.status} /></>,
};
const type = (code: (row: Row) => string): Column<Row> => ({ id: "type", head: t("head.what"), cell: (row) => <Type code={code(row)} /> });
const other = (head: string): Column<Row> => ({ id: "other", head, cell: (row) => <Parties text={row.other} /> });
const words: Column<Row> = { id: "words", head: t("head.said"), wide: true, cell: (row) => <a class="quote" href={target(row)}>“<Foreign text={tidy(row.words)} />”</a> };

/** One line of what may have been several. */
const tidy = (text: string | null): string => (text ?? "").replace(/\s+/g, " ").trim();

const said: readonly Column<Row>[] = [when, { id: "stance", head: t("head.stance"), cell: (row) => named("stance", row.kind) }, words, outlet];

const COLUMNS: Readonly<Record<Tab, readonly Column<Row>[]>> = {
  acts: [when, type((row) => row.kind), label, other(t("head.with"))],
  received: [when, type((row) => row.kind), label, other(t("head.by"))],
  statements: said,
  denials: said,
  commitments: [
    { id: "deadline", head: t("head.deadline"), cell: (row) => (row.deadline ? day(row.deadline) : <span class="soft">{t("noDay")}</span>) },
    { id: "kind", head: t("head.kind"), cell: (row) => named("kind", row.kind) },
    label,
    { id: "owed", head: t("head.owed"), cell: (row) => <Parties text={row.owed_to} /> },
    { id: "state", head: t("head.state"), cell: (row) => (
      <span><span class={`badge ${row.state === "met" ? "good" : row.state === "broken" ? "bad" : ""}`}>{named("state", row.state)}</span> {row.settled_on ? <small class="soft">{t("settled", { day: day(row.settled_on) })}</small> : null}</span>
    ) },
  ],
  figures: [
    { id: "figure", head: t("head.figure"), cell: (row) => <Figure low={row.low} high={row.high} kind={row.kind} contested={row.contested} /> },
    { id: "day", head: t("head.day"), cell: (row) => (row.day ? day(row.day) : <span class="soft">{t("noDay")}</span>) },
    label,
  ],
  relations: [
    when, { id: "relation", head: t("head.relation"), cell: (row) => relation(row.kind) },
    { id: "whom", head: t("head.whom"), cell: (row) => (row.other ? <Foreign text={tidy(row.other)} /> : null) },
    { id: "words", head: t("head.said"), wide: true, cell: (row) => <a class="quote" href={target(row)}>“<Foreign text={tidy(row.evidence)} />”</a> }, outlet,
  ],
};
