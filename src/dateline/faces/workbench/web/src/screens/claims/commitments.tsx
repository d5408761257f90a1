/* Promises, demands, threats: until when, who to whom, what, what became of it and which words settle it. */
import { Party } from "../../facts";
import { explained, named } from "../../names";
import { href, place } from "../../router";
import { day } from "../../strings";
import { Table, type Column } from "../../table";
import { STATE_SIGN } from "../incidents/lanes";
import { Nothing } from "./nothing";
import { Filter } from "./statements";
import { c } from "./strings";
import type { BoundRow, Ledger } from "./types";

function Due({ row }: { row: BoundRow }) {
  const { deadline, due_in: left, how } = row;
  if (!deadline) return <span class="soft">{c("due.none")}</span>;
  const away = left === null ? "" : left === 0 ? c("due.today") : left > 0 ? c("due.in", { n: left }) : c("due.ago", { n: -left });
  return (
    <>
      <b class="days">{day(deadline)}{how?.hour ? ` ${how.hour}` : ""}</b> <small class="soft">{away}</small>
      {how ? (
        <small class="how"><a data-peek={how.event} href={href(`/reports/${how.report}`, { f: how.event }, `s=${how.start_char}-${how.end_char}`)}>
          {how.told && how.value.startsWith("P") ? c("how.day", { words: how.words, day: day(how.told) }) : c("how", { words: how.words })}</a></small>
      ) : null}
    </>
  );
}

function State({ row }: { row: BoundRow }) {
  return (
    <span class={`badge state-${row.state}`} title={explained("state", row.state)}><span aria-hidden="true">{STATE_SIGN[row.state]} </span>{named("state", row.state)}</span>
  );
}

function Settled({ row }: { row: BoundRow }) {
  const { settled, settled_on: on } = row;
  if (!settled) return null;
  return (
    <a class="settled" data-peek={settled.event} href={href(`/reports/${settled.report}`, { f: settled.event })}>
      “<bdi dir="auto">{settled.text.replace(/\s+/g, " ").slice(0, 180)}{settled.text.length > 180 ? "…" : ""}</bdi>”
      <small class="soft"> {[settled.outlet, on ? c("settled.on", { day: day(on) }) : null].filter(Boolean).join(", ")}</small>
    </a>
  );
}

const COLUMNS: readonly Column<BoundRow>[] = [
  { id: "due", head: c("col.due"), cell: (row) => <Due row={row} /> },
  { id: "state", head: c("col.state"), cell: (row) => <State row={row} /> },
  {
    id: "who", head: c("col.who"),
    cell: (row) => <>{row.actor ? <Party name={row.actor} /> : <span class="nobody">{c("someone")}</span>}{row.owed_to ? <> → <Party name={row.owed_to} /></> : null}</>,
  },
  {
    id: "what", head: c("col.promise"), wide: true,
    cell: (row) => <><small class="code">{named("kind", row.kind)}</small> <a href={`/incidents/${row.incident}`}><bdi dir="auto">{row.label}</bdi></a>
      {row.condition ? <small class="how">{/^(if|unless|provided|once|only|as long|until|when) /i.test(row.condition) ? row.condition : c("if", { condition: row.condition })}</small> : null}</>,
  },
  { id: "settled", head: c("col.settled"), cell: (row) => <Settled row={row} /> },
];

export function Commitments({ data }: { data: Ledger<BoundRow> }) {
  const { q, state } = place.value.params;
  const asOf = data.rows[0]?.as_of;
  return (
    <>
      <Filter title={c("states")} param="state" now={state} counts={data.counts.state ?? []} name={(value) => named("state", value)} />
      <p class="ledger-note soft">{asOf ? `${c("as.of", { day: day(asOf) })}. ` : ""}{c("unknown.note")} <a href={href("/export/deadlines.ics", { q })} download>{c("calendar")}</a></p>
      {data.total ? (
        <Table label={c(`tab.${data.tab}`)} rows={data.rows} columns={COLUMNS} id={(row) => row.incident} peek={(row) => row.incident} open={(row) => `/incidents/${row.incident}`} />
      ) : <Nothing tab={data.tab} />}
    </>
  );
}
