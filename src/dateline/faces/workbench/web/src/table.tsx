/* Tables: j/k move, Enter opens, x selects, Space peeks, a click on a head sorts (in the address, as `sort`).

     const columns: Column<Row>[] = [
       { id: "day", head: "Day", cell: (row) => <Days start={row.day} end={row.until} /> },
       { id: "label", head: "What", cell: (row) => <a href={`/incidents/${row.incident}`}>{row.label}</a>, wide: true },
       { id: "reports", head: "Told", cell: (row) => row.reports, number: true, sort: "reports" },
     ];
     const chosen = useSignal<ReadonlySet<string>>(new Set());
     <Table label="Incidents" rows={data.rows} columns={columns} id={(row) => row.incident}
            open={(row) => `/incidents/${row.incident}`} peek={(row) => row.incident} chosen={chosen} name={(row) => row.label} />

   A real <table>, so that screen readers read it as one; the row that keys act on has the focus. Pages are at most 200
   rows, which needs no trick; on a phone a row folds into lines, the `wide` cell on one of its own, and what follows it
   says what it is. `open` gives an address, `onOpen`
   does something instead. `sort` of a column is its name in the address: "reports", or "-reports" for highest first.
   useList() gives the same keys to a list of your own: <ul ref={list}> whose items are [data-row]. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { useKeys, type Key } from "./keys";
import { go, place, put } from "./router";
import { t } from "./strings";

export interface Column<R> {
  readonly id: string;
  readonly head: ComponentChildren;
  readonly cell: (row: R) => ComponentChildren;
  readonly number?: boolean;
  readonly wide?: boolean; // takes what room is left
  readonly tight?: boolean; // stays on one line
  readonly sort?: string;
  readonly title?: string;
}

export interface TableProps<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly id: (row: R) => string;
  readonly name?: (row: R) => string;
  readonly open?: (row: R) => string;
  readonly onOpen?: (row: R) => void;
  readonly peek?: (row: R) => string;
  readonly chosen?: Signal<ReadonlySet<string>>;
  readonly marked?: (row: R) => string; // a class for the row
  readonly keys?: boolean; // false where two tables share a page and the other has the keys
}

export function Table<R>({ label, rows, columns, id, name, open, onOpen, peek, chosen, marked, keys = true }: TableProps<R>) {
  const box = useRef<HTMLDivElement>(null);
  const at = (row: string): R | undefined => rows.find((each) => id(each) === row);
  const opening = (row: string): void => {
    const found = at(row);
    if (found && onOpen) onOpen(found);
    else if (found && open) go(open(found));
  };
  useList(box, { open: opening, ...(chosen ? { select: (row: string) => toggle(chosen, row) } : {}), off: !keys });
  return (
    <div class="table-box folds" ref={box} role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {chosen ? <th scope="col" class="select"><AllBox chosen={chosen} ids={rows.map(id)} /></th> : null}
            {columns.map((column) => <Head key={column.id} column={column} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const own = id(row);
            return (
              <tr key={own} data-row={own} data-peek={peek?.(row)} tabIndex={-1} class={`${marked?.(row) ?? ""} ${chosen?.value.has(own) ? "chosen" : ""}`}>
                {chosen ? (
                  <td class="select">
                    <input type="checkbox" aria-label={t("table.select", { what: name?.(row) ?? own })} checked={chosen.value.has(own)} onChange={() => toggle(chosen, own)} />
                  </td>
                ) : null}
                {columns.map((column) => (
                  <td key={column.id} data-head={typeof column.head === "string" ? column.head : undefined} class={`${column.number ? "number" : ""} ${column.wide ? "wide" : ""} ${column.tight ? "tight" : ""}`}>{column.cell(row)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function toggle(chosen: Signal<ReadonlySet<string>>, id: string): void {
  const next = new Set(chosen.value);
  if (!next.delete(id)) next.add(id);
  chosen.value = next;
}

function AllBox({ chosen, ids }: { chosen: Signal<ReadonlySet<string>>; ids: readonly string[] }) {
  const all = ids.length > 0 && ids.every((id) => chosen.value.has(id));
  return (
    <input type="checkbox" aria-label={t("table.select", { what: "all" })} checked={all}
      onChange={() => { chosen.value = all ? new Set() : new Set([...chosen.value, ...ids]); }} />
  );
}

function Head<R>({ column }: { column: Column<R> }) {
  const { sort, head, number, wide, title } = column;
  const now = place.value.params.sort;
  const how = sort && now === sort ? "ascending" : sort && now === `-${sort}` ? "descending" : undefined;
  const classes = `${number ? "number" : ""} ${wide ? "wide" : ""}`;
  if (!sort) return <th scope="col" class={classes} title={title}>{head}</th>;
  const next = now === `-${sort}` ? sort : now === sort ? null : `-${sort}`; // highest first, lowest first, as it was
  return (
    <th scope="col" class={classes} title={title} aria-sort={how}>
      <button type="button" class="sort" onClick={() => put({ sort: next })}>
        {head}<span aria-hidden="true">{how === "ascending" ? " ↑" : how === "descending" ? " ↓" : ""}</span>
      </button>
    </th>
  );
}

export interface ListKeys {
  readonly open?: (row: string) => void;
  readonly select?: (row: string) => void;
  readonly off?: boolean;
  readonly more?: readonly Key[];
}

/** j, k, Enter and x over the [data-row] inside a box. The current row is the one with the focus. */
export function useList(box: RefObject<HTMLElement | null>, { open, select, off = false, more = [] }: ListKeys): void {
  const rows = (): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const current = (): HTMLElement | null => {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
    return row && box.current?.contains(row) ? row : null;
  };
  const move = (step: number): void => {
    const all = rows();
    const now = current();
    const next = now ? all.indexOf(now) + step : step > 0 ? 0 : all.length - 1;
    const row = all[Math.max(0, Math.min(all.length - 1, next))];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const some = (): boolean => !off && box.current !== null && rows().length > 0;
  const here = (): boolean => !off && current() !== null;
  const keys: Key[] = [
    { key: ["j", "ArrowDown"], does: t("key.next"), run: () => move(1), when: some },
    { key: ["k", "ArrowUp"], does: t("key.previous"), run: () => move(-1), when: some },
  ];
  if (open) keys.push({ key: "Enter", does: t("key.open"), run: () => open(current()!.dataset.row!), when: here });
  if (select) keys.push({ key: "x", does: t("key.select"), run: () => select(current()!.dataset.row!), when: here });
  useKeys([...keys, ...more], t("scope.table"));
}
