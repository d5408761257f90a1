/* Figures, statements, commitments and reports of what is chosen, each leading back to its incident. */
import { amount, Foreign } from "../facts";
import { country, named } from "../names";
import { Empty } from "../parts";
import { day, span, t as shared } from "../strings";
import { choice, choose, ids } from "./choosing";
import { held, incidentOf, type Commitment, type Figure, type Report } from "./data";
import { useSome } from "./incidents";
import { t } from "./strings";

function To({ incident, label }: { incident: string; label?: string }) {
  const text = label ?? incidentOf.get(incident)?.label ?? incident;
  if (!incidentOf.has(incident)) return <Foreign text={text} />;
  return <button type="button" class="link" onClick={() => choose({ tab: "incidents", open: incident })}><Foreign text={text} /></button>;
}

const Nothing = () => <Empty title={t("none")} text={t("noneText")} />;

/** One list for each kind of figure of an incident; those on which speakers disagree come first. */
export function Figures() {
  const groups = new Map<string, Figure[]>();
  for (const figure of held.figures) {
    if (!ids.value.has(figure.incident)) continue;
    const key = `${figure.incident} ${figure.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const rows = [...groups.values()].sort((a, b) => Number(b[0]!.contested) - Number(a[0]!.contested) || b.length - a.length);
  const { some, more } = useSome(rows.length);
  if (!rows.length) return <Nothing />;
  return (
    <>
      <ul class="cards">
        {rows.slice(0, some).map((values) => (
          <li key={values[0]!.incident + values[0]!.kind} class="panel">
            <h2>{values[0]!.kind} · <To incident={values[0]!.incident} />{values[0]!.contested ? <span class="badge warn">{t("contested")}</span> : null}</h2>
            <div class="table-box" role="region" tabIndex={0} aria-label={`${values[0]!.kind}: ${incidentOf.get(values[0]!.incident)?.label ?? ""}`}><table>
              <thead><tr><th scope="col">{t("figure")}</th><th scope="col">{t("by")}</th><th scope="col">{t("day")}</th><th scope="col">{t("inWords")}</th><th scope="col">{t("outlet")}</th></tr></thead>
              <tbody>{values.map((each, at) => (
                <tr key={at}><td class="number">{amount(each.low, each.high)}</td><td>{each.by ? <Foreign text={each.by} /> : t("itself")}</td><td>{each.date ? day(each.date) : ""}</td><td>“<Foreign text={each.words} />”</td><td>{each.outlet ? <Foreign text={each.outlet} /> : ""}</td></tr>
              ))}</tbody>
            </table></div>
          </li>
        ))}
      </ul>
      {more}
    </>
  );
}

export function Claims() {
  const rows = held.claims.filter((claim) => ids.value.has(claim.incident));
  const { some, more } = useSome(rows.length);
  if (!rows.length) return <Nothing />;
  return (
    <>
      <div class="table-box" role="region" tabIndex={0} aria-label={t("tab.claims")}><table>
        <thead><tr><th scope="col">{t("said")}</th><th scope="col">{t("speaker")}</th><th scope="col">{t("stance")}</th><th scope="col" class="wide">{t("says")}</th><th scope="col">{t("incident")}</th><th scope="col">{t("outlet")}</th></tr></thead>
        <tbody>{rows.slice(0, some).map((row, at) => (
          <tr key={at}><td class="tight">{row.said ? day(row.said) : ""}</td><td>{row.speaker ? <Foreign text={row.speaker} /> : t("nobody")}{row.country ? <small class="code" title={country(row.country)}> {row.country}</small> : null}</td>
            <td>{named("stance", row.stance)}</td><td class="wide">{row.content ? <q><Foreign text={row.content} /></q> : ""}</td><td><To incident={row.incident} label={row.label} /></td><td>{row.outlet ? <Foreign text={row.outlet} /> : ""}</td></tr>
        ))}</tbody>
      </table></div>
      {more}
    </>
  );
}

export function Commitments() {
  const rows = held.commitments.filter((one) => ids.value.has(one.incident) || (!incidentOf.has(one.incident) && loose(one)));
  const { some, more } = useSome(rows.length);
  if (!rows.length) return <Nothing />;
  return (
    <>
      {rows[0]!.as_of ? <p class="soft">{t("asOf", { day: day(rows[0]!.as_of) })}</p> : null}
      <div class="table-box" role="region" tabIndex={0} aria-label={t("tab.commitments")}><table>
        <thead><tr><th scope="col">{t("state")}</th><th scope="col">{t("deadline")}</th><th scope="col">{t("type")}</th><th scope="col" class="wide">{t("what")}</th><th scope="col">{t("who")}</th><th scope="col">{t("owed")}</th><th scope="col">{t("condition")}</th></tr></thead>
        <tbody>{rows.slice(0, some).map((row) => (
          <tr key={row.incident}><td><span class={`badge ${STATES[row.state] ?? ""}`}>{t(`state.${row.state as "open"}`)}</span></td><td class="tight">{row.deadline ? day(row.deadline) : ""}</td><td>{t(`kind.${row.kind as "promise"}`)}</td>
            <td class="wide"><To incident={row.incident} label={row.label} /></td><td>{row.actor ? <Foreign text={row.actor} /> : ""}</td><td>{row.owed_to ? <Foreign text={row.owed_to} /> : ""}</td><td>{row.condition ? <Foreign text={row.condition} /> : ""}</td></tr>
        ))}</tbody>
      </table></div>
      {more}
    </>
  );
}

const STATES: Readonly<Record<string, string>> = { met: "good", broken: "bad", open: "warn" };

/** What is only promised is no incident of the list; the filters that it can answer hold for it too. */
function loose(one: Commitment): boolean {
  const { words, type, country: land, actor, from, to, two } = choice.value;
  if (type || land || two) return false;
  const when = one.deadline ?? one.told ?? "";
  const text = [one.label, one.actor, one.owed_to, one.condition].join(" ").toLowerCase();
  return (!actor || one.actor === actor || one.owed_to === actor) && (!from || when >= from) && (!to || when <= to) && words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function Reports() {
  const told = new Set(held.quotes.filter((quote) => quote.incident !== null && ids.value.has(quote.incident)).map((quote) => quote.report));
  const rows = held.reports.filter((report) => told.has(report.report) || report.report === choice.value.open);
  const { some, more } = useSome(rows.length);
  if (!rows.length) return <Nothing />;
  const shown = rows.slice(0, Math.max(some, rows.findIndex((row) => row.report === choice.value.open) + 1));
  return (
    <>
      <ol class="reports">{shown.map((report) => <OneReport key={report.report} report={report} />)}</ol>
      {more}
    </>
  );
}

function OneReport({ report }: { report: Report }) {
  const { published_start: start, published_end: end, url } = report;
  const link = url && /^https?:\/\//i.test(url) ? url : null;
  return (
    <li class={report.report === choice.value.open ? "lit" : ""}>
      <h2><Foreign text={report.title ?? report.report} lang={report.language} /></h2>
      <p class="soft">{report.outlet ? <><Foreign text={report.outlet} /> · </> : null}{start || end ? span(start, end) : shared("days.unknown")}
        {link ? <> · <a href={link} rel="noreferrer noopener" target="_blank"><bdi>{link}</bdi></a></> : null} {report.family !== report.report ? <span class="badge">{t("copy")}</span> : null}</p>
      {report.text ? <details><summary>{t("readText")}</summary><p class="text" dir="auto" lang={report.language ?? undefined}>{report.text}</p></details> : null}
    </li>
  );
}
