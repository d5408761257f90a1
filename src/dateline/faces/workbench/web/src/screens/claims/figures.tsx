/* Contested figures: a strip for each incident and kind of number, or all in one table. */
import { useRef } from "preact/hooks";
import { amount, Days, Foreign, Type } from "../../facts";
import { go, place } from "../../router";
import { span } from "../../strings";
import { Table, useList, type Column } from "../../table";
import { speaker, Strip, type Dot } from "./strip";
import { c } from "./strings";
import type { FigureRow, Ledger } from "./types";

export function FiguresTab({ data }: { data: Ledger<FigureRow> }) {
  return place.value.params.view === "table" ? <Rows data={data} /> : <Strips data={data} />;
}

function Badges({ row }: { row: FigureRow }) {
  return (
    <>
      {row.contested ? <span class="badge warn" title={c("contested.title")}>{c("contested")}</span> : null}
      {row.updated ? <span class="badge" title={c("updated.title")}>{c("updated")}</span> : null}
    </>
  );
}

function Strips({ data }: { data: Ledger<FigureRow> }) {
  const box = useRef<HTMLDivElement>(null);
  useList(box, { open: (key) => go(`/incidents/${key.split(":")[0]}`) });
  return (
    <div class="figure-strips" ref={box}>
      {data.rows.map((row) => (
        <section key={`${row.incident}:${row.kind}`} class="panel" data-row={`${row.incident}:${row.kind}`} data-peek={`${row.incident}:${row.kind}`} tabIndex={-1}>
          <p class="card-head"><Type code={row.type} /> <Days start={row.day} end={row.until} basis={row.basis} /></p>
          <h2><span class="kind">{row.kind}</span> · <a href={`/incidents/${row.incident}#figures`}><bdi dir="auto">{row.label}</bdi></a><Badges row={row} /></h2>
          <Strip values={row.values} kind={row.kind} />
        </section>
      ))}
    </div>
  );
}

interface Line extends Dot { readonly of: FigureRow; readonly key: string }

const COLUMNS: readonly Column<Line>[] = [
  { id: "what", head: c("col.what"), wide: true, cell: ({ of }) => <><a href={`/incidents/${of.incident}`}><bdi dir="auto">{of.label}</bdi></a><Badges row={of} /></> },
  { id: "kind", head: c("col.kind"), cell: ({ of }) => of.kind },
  { id: "amount", head: c("col.amount"), number: true, cell: (line) => <b>{amount(line.low, line.high)}</b> },
  { id: "by", head: c("col.by"), cell: (line) => (line.by ? <Foreign text={line.by} /> : <i>{speaker(null)}</i>) },
  { id: "day", head: c("col.day"), cell: (line) => span(line.date, line.date) },
  { id: "words", head: c("col.words"), cell: (line) => <bdi dir="auto">{line.words}</bdi> },
  { id: "outlet", head: c("col.outlet"), cell: (line) => <>{line.outlet}{line.copy ? <span class="badge" title={c("copy")}>×</span> : null}</> },
];

function Rows({ data }: { data: Ledger<FigureRow> }) {
  const lines = data.rows.flatMap((of) => of.values.map((dot, at) => ({ ...dot, of, key: `${of.incident}:${of.kind}:${at}` })));
  return <Table label={c("tab.figures")} rows={lines} columns={COLUMNS} id={(line) => line.key} peek={(line) => line.event} open={(line) => `/incidents/${line.of.incident}`} />;
}
