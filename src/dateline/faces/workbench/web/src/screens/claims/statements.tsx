/* Who said what of which incident, the newest first. */
import { Foreign, Party } from "../../facts";
import { named } from "../../names";
import { Chip } from "../../parts";
import { href, place, put } from "../../router";
import { span } from "../../strings";
import { Table, type Column } from "../../table";
import { Nothing } from "./nothing";
import { c } from "./strings";
import type { Count, Ledger, StatementRow } from "./types";

const COLUMNS: readonly Column<StatementRow>[] = [
  { id: "said", head: c("col.said"), cell: (row) => <><span class="days">{span(row.said, row.said)}</span><br /><small class="soft">{row.outlet ? <Foreign text={row.outlet} /> : null}</small></> },
  { id: "speaker", head: c("col.speaker"), cell: (row) => (row.speaker ? <Party name={row.speaker} country={row.country} sector={row.sector} /> : <span class="nobody">{c("someone")}</span>) },
  { id: "stance", head: c("col.stance"), cell: (row) => <span class={`stance ${row.stance}`} title={row.cue ?? undefined}>{named("stance", row.stance)}</span> },
  { id: "content", head: c("col.content"), wide: true, cell: (row) => <a class="quote" href={href(`/reports/${row.report}`)}><bdi dir="auto">{row.content?.replace(/\s+/g, " ") ?? "…"}</bdi></a> },
  { id: "of", head: c("col.of"), cell: (row) => <a class="of" href={`/incidents/${row.incident}`}><bdi dir="auto">{row.label}</bdi></a> },
];

export function Statements({ data }: { data: Ledger<StatementRow> }) {
  const { by, stance } = place.value.params;
  return (
    <>
      <Filter title={c("speakers")} param="by" now={by} counts={data.counts.speaker ?? []} name={(value) => value} />
      <Filter title={c("stances")} param="stance" now={stance} counts={data.counts.stance ?? []} name={(value) => named("stance", value)} />
      {data.total ? (
        <Table label={c("tab.statements")} rows={data.rows} columns={COLUMNS} id={(row) => `${row.report}:${row.claim}:${row.incident}:${row.stance}`}
          peek={(row) => row.claim} open={(row) => `/incidents/${row.incident}`} />
      ) : <Nothing tab="statements" />}
    </>
  );
}

/** Chips of one parameter of the address: one of them is on, or none. */
export function Filter({ title, param, now, counts, name }: { title: string; param: string; now: string | undefined; counts: readonly Count[]; name: (value: string) => string }) {
  const gone = now && !counts.some(([value]) => value === now) ? [[now, 0] as const] : [];
  if (!counts.length && !gone.length) return null;
  return (
    <section class="facet">
      <h2 class="facet-title">{title}</h2>
      <div class="chips">
        {[...counts, ...gone].map(([value, many]) => (
          <Chip key={value} label={name(value)} count={many} pressed={now === value} title={c("filter.by", { what: name(value) })} onClick={() => put({ [param]: now === value ? null : value })} />
        ))}
      </div>
    </section>
  );
}
