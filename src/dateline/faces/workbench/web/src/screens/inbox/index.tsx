/* The inbox: the reports of the store, copies in stacks, with marks; what is being added; what could not be read. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { refresh, send, useTwin } from "../../api";
import { Foreign } from "../../facts";
import { useKeys, type Key } from "../../keys";
import { Button, Dialog, Empty, Failed, Pager, Segmented, Tabs, Total, Waiting } from "../../parts";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { day, span, t as shared } from "../../strings";
import { Table, type Column } from "../../table";
import { toast } from "../../toasts";
import { Adding, Given, Zone } from "./adding";
import { Choices } from "./choices";
import { giving } from "./giving";
import { Jobs, useJobs } from "./jobs";
import { t } from "./strings";
import "./style.css";
import type { Copy, Line, Mark, Shelf } from "./types";
import { Unread } from "./unread";

const SIGNS: Readonly<Record<Mark, string>> = { new: "●", seen: "◐", checked: "✓", disputed: "⚑" };
const KEYS: readonly (readonly [string, Mark])[] = [["s", "seen"], ["c", "checked"], ["d", "disputed"], ["n", "new"]];
const opened = Date.now();
const chosen = signal<ReadonlySet<string>>(new Set());
const stacked = signal<string | null>(null);

const headline = (row: Pick<Line, "title" | "opening" | "report">): string => row.title ?? row.opening?.replace(/\s+/g, " ") ?? row.report;

async function mark(reports: readonly string[], as: Mark): Promise<void> {
  try {
    const { before } = await send<{ before: Record<string, Mark> }>("PUT", "/marks", { reports, mark: as });
    const undo = async (): Promise<void> => {
      for (const was of new Set(Object.values(before))) await send("PUT", "/marks", { reports: reports.filter((one) => before[one] === was), mark: was });
    };
    toast(t("marked", { n: reports.length, what: t(`mark.${as}`) }), { label: shared("undo"), run: () => void undo() });
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), undefined, "bad");
  }
}

/** The rows that a key means: those selected, else the one with the focus. */
function meant(): readonly string[] {
  if (chosen.value.size) return [...chosen.value];
  const row = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;
  return row ? [row] : [];
}

const COLUMNS: readonly Column<Line>[] = [
  { id: "mark", head: <span class="only-heard">{t("col.mark")}</span>, tight: true, cell: (row) => <span class={`mark-sign ${row.mark}`} title={t(`mark.${row.mark}`)}><span aria-hidden="true">{SIGNS[row.mark]}</span><span class="only-heard">{t(`mark.${row.mark}`)}</span></span> },
  { id: "day", head: t("col.day"), cell: (row) => <When row={row} /> },
  { id: "outlet", head: t("col.outlet"), cell: (row) => (row.outlet ? <Foreign text={row.outlet} /> : <span class="soft">{t("noOutlet")}</span>) },
  { id: "title", head: t("col.title"), wide: true, cell: (row) => <Headline row={row} /> },
  { id: "facts", head: t("col.facts"), number: true, title: t("col.factsHelp"), cell: (row) => row.facts },
  { id: "copies", head: t("col.copies"), tight: true, cell: (row) => (row.copies ? <Button kind="quiet" onClick={(event) => { event.stopPropagation(); stacked.value = row.report; }}>{t("copies", { n: row.copies })}</Button> : null) },
];

function When({ row }: { row: Pick<Line, "day" | "until" | "basis"> & { until?: string | null } }) {
  if (!row.basis) return <span class="soft" title={t("basis.none")}>?</span>;
  return <span class="when" title={t(`basis.${row.basis}`)}>{span(row.day, row.until ?? row.day)}{row.basis === "inferred" ? <small class="soft"> ?</small> : null}</span>;
}

function Headline({ row }: { row: Line }) {
  return (
    <>
      <a href={href(`/reports/${row.report}`)} class={row.title ? "" : "untitled"}><Foreign text={headline(row)} lang={row.language} /></a>
      {row.flags.map((flag) => <span key={flag} class={`badge ${flag === "contested" || flag === "disputed" ? "warn" : ""}`}>{t(`flag.${flag as "empty"}`)}</span>)}
    </>
  );
}

export default function Inbox() {
  const { q, mark: marked, outlet, language, month, flag, tab = "reports" } = place.value.params;
  const [again, renew] = useState(0);
  const given = `${giving.value === null ? "" : giving.value.n === 1}${again}`;
  const jobs = useJobs(given);
  const { data, error } = useOwn<Shelf>();
  const writes = session.value !== undefined && !session.value.read_only;
  const narrowed = Boolean(q || marked || outlet || language || month || flag);
  const keys: Key[] = KEYS.map(([key, as]) => ({
    key, does: t("mark.as", { what: t(`mark.${as}`) }), run: () => void mark(meant(), as), when: () => writes && meant().length > 0,
  }));
  useKeys([...keys, { key: "o", does: t("key.copies"), run: () => { stacked.value = meant()[0] ?? null; }, when: () => meant().length === 1 }], shared("screen.inbox"));
  return (
    <>
      <div class="inbox-head"><h1>{shared("screen.inbox")}</h1>{writes ? <Adding /> : null}</div>
      {writes ? <Zone /> : null}
      <Given />
      <Jobs jobs={jobs} since={opened} />
      {error ? <Failed error={error} retry={refresh} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data && data.unread ? <Tabs label={shared("screen.inbox")} current={tab} tabs={[{ id: "reports", label: t("reports"), count: data.reports }, { id: "unread", label: t("unread"), count: data.unread }]} /> : null}
      {tab === "unread" ? <Unread onAgain={() => renew((n) => n + 1)} /> : data ? <List data={data} narrowed={narrowed} writes={writes} /> : null}
      {stacked.value ? <Stack report={stacked.value} /> : null}
    </>
  );
}

function List({ data, narrowed, writes }: { data: Shelf; narrowed: boolean; writes: boolean }) {
  const { sort = "newest", page = "1" } = place.value.params;
  if (!data.total && !narrowed) return <Empty title={t("empty")} text={t("emptyText")} />;
  const clear = (): void => put({ q: null, mark: null, outlet: null, language: null, month: null, flag: null });
  return (
    <>
      <Choices data={data} />
      <div class="list-head">
        <Total>{t("found", { n: data.reports })}{data.total < data.reports ? ` ${t("stacks", { n: data.total })}` : ""}</Total>
        <Segmented label={t("sort")} param="sort" current={sort} choices={(["newest", "oldest", "arrived", "facts"] as const).map((each) => [each, t(`sort.${each}`)])} />
      </div>
      {writes && chosen.value.size ? (
        <div class="actions chosen" role="status">
          <span>{shared("table.chosen", { n: chosen.value.size })}</span>
          {KEYS.map(([key, as]) => <Button key={as} keys={key} onClick={() => void mark([...chosen.value], as).then(() => { chosen.value = new Set(); })}><span aria-hidden="true">{SIGNS[as]}</span> {t(`mark.${as}`)}</Button>)}
        </div>
      ) : null}
      {data.rows.length ? (
        <div class="inbox-list"><Table label={t("reports")} rows={data.rows} columns={COLUMNS} id={(row) => row.report} name={headline} open={(row) => href(`/reports/${row.report}`)} peek={(row) => row.report}
          marked={(row) => `is-${row.mark}`} {...(writes ? { chosen } : {})} /></div>
      ) : <Empty title={t("none")} text={t("noneText")}><Button onClick={clear}>{t("clear")}</Button></Empty>}
      <Pager page={Number(page)} size={200} total={data.total} />
    </>
  );
}

function Stack({ report }: { report: string }) {
  const { data, error } = useTwin<{ rows: readonly Copy[] }>("/inbox/stack", { report });
  const close = (): void => { stacked.value = null; };
  return (
    <Dialog title={t("copiesTitle")} onClose={close} class="stack">
      <p class="soft">{t("copiesText")}</p>
      {error ? <Failed error={error} /> : data ? null : <Waiting />}
      <ol>
        {data?.rows.map((row) => (
          <li key={row.report}>
            <a href={href(`/reports/${row.report}`)} onClick={close}><Foreign text={row.title ?? row.report} /></a>
            <p class="soft">{row.outlet ? <><Foreign text={row.outlet} /> · </> : null}{row.day ? day(row.day) : t("undated")} · {t(`why.${row.why}`, { share: `${Math.round((row.share ?? 0) * 100)} %` })}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
