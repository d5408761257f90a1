/* The parties of a query, with how often each acts and is acted upon, over time. */
import { country as countryName, named } from "../../names";
import { Days } from "../../facts";
import { Empty, Failed, Pager, Total, Waiting } from "../../parts";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { number } from "../../strings";
import { Table, type Column } from "../../table";
import { Mirror } from "./bars";
import { kindOf, t } from "./strings";
import type { Parties, PartyRow, Stretch } from "./types";

const SIZE = 200;
let waiting = 0;

export function List() {
  const { q, name } = place.value.params;
  const { data, error, loading } = useOwn<Parties>();
  return (
    <>
      <div class="title-line">
        <h1>{t("title")}</h1>
        {data ? <Total>{t("found", { n: data.total })}</Total> : null}
        <label class="find-name">
          <span>{t("name")}</span>
          <input type="search" defaultValue={name ?? ""} onInput={(event) => later(event.currentTarget.value)} />
        </label>
      </div>
      <p class="soft lead">{t("explained")}</p>
      {error ? <Failed error={error} /> : null}
      {!data && loading ? <Waiting /> : null}
      {data && !data.rows.length ? <Empty title={t("none")} text={t("noneText")} /> : null}
      {data?.rows.length ? (
        <Table label={t("title")} rows={data.rows} columns={columns(data.over)} id={(row) => row.name} name={(row) => row.name}
          open={(row) => address(row.name, q)} peek={(row) => row.incident} />
      ) : null}
      {data ? <Pager page={data.page} size={SIZE} total={data.total} /> : null}
    </>
  );
}

export const address = (name: string, q?: string): string => href(`/actors/${encodeURIComponent(name)}`, { q });

/** While somebody types, the address changes once they pause. */
function later(text: string): void {
  window.clearTimeout(waiting);
  const { path } = place.value;
  waiting = window.setTimeout(() => { if (place.value.path === path) put({ name: text.trim() || null }, { quiet: true }); }, 200);
}

function columns(over: Stretch): readonly Column<PartyRow>[] {
  return [
    { id: "name", head: t("head.name"), sort: "name", wide: true, cell: (row) => <Name row={row} /> },
    { id: "over", head: t("head.over"), title: t("head.overHelp"), cell: (row) => (row.private ? <span class="soft" title={t("privateHelp")}>{t("private")}</span> : <Mirror bars={row.bars} over={over} />) },
    { id: "did", head: t("head.did"), title: t("head.didHelp"), sort: "did", number: true, cell: (row) => number(row.did) },
    { id: "received", head: t("head.received"), title: t("head.receivedHelp"), sort: "received", number: true, cell: (row) => number(row.received) },
    { id: "days", head: t("head.days"), sort: "last", cell: (row) => (row.private || !row.first ? null : <Days start={row.first} end={row.last} />) },
  ];
}

function Name({ row }: { row: PartyRow }) {
  const land = row.country ? (row.countries > 1 ? t("countries", { country: countryName(row.country), n: row.countries - 1 }) : countryName(row.country)) : "";
  const more = [kindOf(row.kind), row.sector && row.sector !== "GOV" ? named("sector", row.sector) : "", land].filter(Boolean);
  return (
    <span class="who">
      <a href={address(row.name, place.value.params.q)}><bdi dir="auto">{row.name}</bdi></a>
      <small class="soft">{[...new Set(more)].join(" · ")}</small>
    </span>
  );
}
