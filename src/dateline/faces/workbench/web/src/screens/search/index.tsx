/* Search: what a query finds, incidents first, then passages of reports; counts beside them narrow it down. */
import { useRef } from "preact/hooks";
import { refresh } from "../../api";
import { Count, Days, Foreign, Status, Type } from "../../facts";
import { country, named } from "../../names";
import { Empty, Facet, Failed, Help, Pager, Total, Waiting } from "../../parts";
import { go, href, place } from "../../router";
import { useOwn } from "../../screens";
import { day, month, t as shared } from "../../strings";
import { useList } from "../../table";
import { Passage } from "../../text";
import "./style.css";
import { t } from "./strings";
import type { Found, Hits, Words } from "./types";

export default function Search() {
  const { q = "", page = "1" } = place.value.params;
  const { data, error, loading } = useOwn<Hits>();
  return (
    <>
      <h1>{shared("screen.search")}</h1>
      {!q ? <Begin /> : error ? <Failed error={error} retry={refresh} /> : data ? <Answer hits={data} page={Number(page)} waiting={loading} /> : <Waiting />}
    </>
  );
}

/** What to ask, for whoever has not asked yet: each line can be clicked. */
function Begin() {
  const examples = [["protest", t("ex.words")], ["type:protest country:Peru", t("ex.fields")], ["contested:yes", t("ex.contested")], ['kind:promise deadline:"next 30 days"', t("ex.due")], ['stance:denies', t("ex.denied")], ['"tear gas" -rumour independent:>=2', t("ex.sure")]] as const;
  return (
    <div class="begin">
      <p>{t("begin")}</p>
      <dl>
        {examples.map(([query, says]) => (
          <div key={query}>
            <dt><a href={href("/search", { q: query })}><code>{query}</code></a></dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Answer({ hits, page, waiting }: { hits: Hits; page: number; waiting: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  useList(list, { open: (row) => go(row.startsWith("r:") ? `/reports/${row.slice(2)}` : `/incidents/${row}`) });
  const nothing = !hits.total && !hits.passage_count;
  return (
    <div class={`found ${waiting ? "stale" : ""}`} aria-busy={waiting}>
      <div class="hits" ref={list}>
        <Total>
          {t("total", { n: hits.total })}<Help term="incident" />, {t("passages", { n: hits.passage_count })} · {hits.ranked ? t("ranked") : t("newest")}
        </Total>
        {nothing ? <Nothing hits={hits} /> : null}
        {hits.rows.length ? <h2 class="only-heard">{shared("screen.incidents")}</h2> : null}
        {hits.rows.length ? <ol class="incidents">{hits.rows.map((found) => <Incident key={found.id} found={found} />)}</ol> : null}
        {hits.passages.length ? (
          <section aria-label={t("reports")}>
            <h2>{t("reports")}</h2>
            <ol class="passages">{hits.passages.map((words) => <Report key={words.report} words={words} />)}</ol>
          </section>
        ) : null}
        <Pager page={page} size={hits.shown} total={Math.max(hits.total, hits.passage_count)} />
      </div>
      <Facets hits={hits} />
    </div>
  );
}

const WIDE = "(min-width: 60rem)";

/** Beside the hits; on a narrow page above them, closed. */
function Facets({ hits }: { hits: Hits }) {
  return (
    <aside class="facets" aria-label={t("narrow")}>
      <details open={window.matchMedia(WIDE).matches}>
        <summary>{t("narrow")}</summary>
        <Facet title={t("by.type")} field="type" counts={hits.by_type} name={(code) => named("type", code)} />
        <Facet title={t("by.country")} field="country" counts={hits.by_country} name={country} />
        <Facet title={t("by.month")} field="time" counts={hits.by_month} name={month} />
      </details>
    </aside>
  );
}

function Incident({ found }: { found: Found }) {
  const { words } = found;
  const same = words?.text.trim() === found.label.trim(); // a label is often the very clause
  return (
    <li data-row={found.id} data-peek={found.id} tabIndex={-1}>
      <p class="head">
        <Days start={found.time_start} end={found.time_end} /> <Type code={found.type} /> <Status code={found.status} />
      </p>
      <h3>
        <a href={href(`/incidents/${found.id}`)}>
          {words && same ? <Passage inline text={words.text} from={words.start} marks={marks(words)} /> : <Foreign text={found.label} />}
        </a>
      </h3>
      {words && !same ? <Passage class="words" text={words.text} from={words.start} marks={marks(words)} /> : null}
      <p class="foot-line">
        {found.place ? <><Foreign text={found.place} />{found.country ? `, ${country(found.country)}` : ""} · </> : null}
        <Count reports={found.reports} independent={found.independent} />
      </p>
    </li>
  );
}

function Report({ words }: { words: Words }) {
  return (
    <li data-row={`r:${words.report}`} tabIndex={-1}>
      <p class="head">{words.published ? day(words.published) : shared("days.unknown")}{words.outlet ? <> · <Foreign text={words.outlet} /></> : null}</p>
      <h3><a href={href(`/reports/${words.report}`, {}, `s=${words.start}-${words.end}`)}><Foreign text={words.title ?? t("untitled")} /></a></h3>
      <Passage class="words" text={words.text} from={words.start} marks={marks(words)} />
    </li>
  );
}

const marks = (words: Words) => words.marks.map(([start, end]) => ({ start, end, kind: "found" as const }));

function Nothing({ hits }: { hits: Hits }) {
  return (
    <Empty title={t("nothing")} text={hits.instead.length ? t("instead") : t("nothingText")}>
      {hits.instead.map(([query, many]) => (
        <a key={query} class="button plain" href={href("/search", { q: query })}><code>{query || t("everything")}</code> <span class="soft">{t("total", { n: many })}</span></a>
      ))}
    </Empty>
  );
}
