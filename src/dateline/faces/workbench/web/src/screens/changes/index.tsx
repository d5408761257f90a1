/* What has changed in the chronicle since somebody last looked: which incidents came, changed, were joined or taken
   apart, and why. */
import { refresh } from "../../api";
import { Foreign } from "../../facts";
import { seen } from "../../looked";
import { Button, Empty, Failed, Pager, Tabs, Waiting } from "../../parts";
import { go, href, place } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { catalogue, moment, t as shared } from "../../strings";
import { Table, type Column } from "../../table";
import "./style.css";

const t = catalogue({
  "all": "All",
  "added": "New",
  "changed": "Changed",
  "merged": "Joined",
  "split": "Taken apart",
  "withdrawn": "Withdrawn",
  "when": "When",
  "what": "What",
  "incident": "Incident",
  "how": "From what to what",
  "why": "Why",
  "nothing": "Nothing has changed",
  "nothingText": "When reports are added or something is judged, what that changes is told here.",
  "all.show": "Show all changes there ever were",
  "seen": "I have seen it",
  "gone": "withdrawn",
  "none": "nothing",
});
const KINDS = ["added", "changed", "merged", "split", "withdrawn"] as const;

/** As Feed of api/changes.py. */
interface Row {
  readonly number: number;
  readonly at: string;
  readonly what: (typeof KINDS)[number];
  readonly incident: string;
  readonly label: string | null;
  readonly others: readonly string[];
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
}
interface Feed {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly since: string;
  readonly change: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "what", head: t("what"), tight: true, cell: (row) => t(row.what) },
  { id: "incident", head: t("incident"), wide: true, cell: (row) => <a href={href(`/incidents/${row.incident}`)}><Foreign text={row.label ?? row.incident.slice(0, 8)} /></a> },
  { id: "how", head: t("how"), cell: (row) => (row.field ? <span class="how"><b>{row.field}</b> <Foreign text={row.before ?? t("none")} /> → <Foreign text={row.after ?? t("none")} /></span> : row.others.map((id) => <a key={id} class="code" href={href(`/incidents/${id}`)}>{id.slice(0, 8)} </a>)) },
  { id: "why", head: t("why"), cell: (row) => <Reason text={row.reason} /> },
  { id: "when", head: t("when"), tight: true, cell: (row) => <time dateTime={row.at}>{moment(row.at)}</time> },
];

/** Why, with the ids in it as links: of reports after "told by", of incidents elsewhere. */
function Reason({ text }: { text: string | null }) {
  const pieces = (text ?? "").split(/([0-9a-f]{16})/);
  return (
    <span class="why">
      {pieces.map((piece, at) => (at % 2 ? <a key={at} class="code" href={href(`/${pieces[at - 1]!.endsWith("told by ") ? "reports" : "incidents"}/${piece}`)}>{piece.slice(0, 8)}</a> : piece))}
    </span>
  );
}

export default function Changes() {
  const { what, page = "1" } = place.value.params;
  const { data, error } = useOwn<Feed>();
  const counted = data ? KINDS.filter((kind) => data.counts[kind]) : [];
  return (
    <>
      <div class="panel-head">
        <h1>{shared("screen.changes")}</h1>
        {session.value?.read_only ? null : <Button onClick={() => void seen().then(() => go("/incidents"))}>{t("seen")}</Button>}
      </div>
      {error ? <Failed error={error} retry={refresh} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data && !counted.length ? (
        <Empty title={t("nothing")} text={t("nothingText")}><a class="button plain" href={href("/changes", { since: 0 })}>{t("all.show")}</a></Empty>
      ) : null}
      {data && counted.length ? (
        <>
          <Tabs label={t("what")} param="what" current={what ?? "all"} tabs={[{ id: "all", label: t("all"), count: counted.reduce((sum, kind) => sum + data.counts[kind]!, 0) }, ...counted.map((kind) => ({ id: kind, label: t(kind), count: data.counts[kind] }))]} />
          <Table label={shared("screen.changes")} rows={data.rows} columns={COLUMNS} id={(row) => `${row.number}/${row.what}/${row.incident}/${row.field ?? ""}`} open={(row) => `/incidents/${row.incident}`} peek={(row) => row.incident} />
          <Pager page={Number(page)} size={200} total={data.total} />
        </>
      ) : null}
    </>
  );
}
