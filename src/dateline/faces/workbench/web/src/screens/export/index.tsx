/* Export: what the query chooses, in every format of the command line; what will be written is said before. */
import { useState } from "preact/hooks";
import { refresh, send, token, Refused } from "../../api";
import { copy } from "../../copy";
import { useKeys } from "../../keys";
import { Foreign } from "../../facts";
import { Button, Empty, Failed, Panel, Segmented, Waiting } from "../../parts";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { number, t as shared } from "../../strings";
import { toast } from "../../toasts";
import { t } from "./strings";
import "./style.css";

/** As Outline of api/export.py. */
interface Outline {
  readonly rows: readonly { readonly name: string; readonly meaning: string; readonly columns: number; readonly rows: number | null }[];
  readonly query: string;
  readonly counts: { readonly incidents: number; readonly tellings: number; readonly reports: number };
  readonly file: string;
  readonly command: string;
  readonly forms: readonly { readonly name: string; readonly ending: string; readonly holds: readonly string[]; readonly bundles: boolean; readonly projects: boolean }[];
  readonly change: number;
  readonly since: number | null;
  readonly changed: Readonly<Record<string, number>>;
}

const GROUPS = { table: ["csv", "xlsx", "parquet", "jsonl", "tsv"], share: ["html"], map: ["geojson", "gexf", "graphml", "ics"] } as const;
const CHANGES = ["added", "changed", "merged", "split", "withdrawn"] as const;
const PROJECTS = ["none", "polecat", "icews", "gdelt"] as const;

async function save(address: string, name: string): Promise<void> {
  const answer = await fetch(address, { headers: { "X-Dateline-Token": token() } });
  if (!answer.ok) {
    const told = (await answer.json().catch(() => ({}))) as { error?: string; message?: string };
    throw new Refused(answer.status, told.error ?? "error", told.message ?? String(answer.status));
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export default function Export() {
  const { q, format = "csv", what, as, text, bundle } = place.value.params;
  const { data, error, loading } = useOwn<Outline>();
  const [busy, work] = useState(false);
  const form = data?.forms.find((each) => each.name === format);
  const download = (): void => {
    if (!data || busy || loading) return;
    work(true);
    const address = href(`/export/${data.file}`, { q, format: bundle ? format : null, what, as, text });
    save(address, data.file).then(() => {
      toast(t("ready", { file: data.file }));
      if (!session.value?.read_only) void send("POST", "/export/had", { q: q ?? "", change: data.change }).catch(() => undefined);
    }).catch((wrong: Error) => toast(wrong.message, undefined, "bad")).finally(() => work(false));
  };
  useKeys([{ key: "e", does: t("download", { file: "" }), run: download }], shared("screen.export"));
  if (session.value?.reports === 0) return <><h1>{shared("screen.export")}</h1><Empty title={t("nothing")} text={t("nothingText")}><a class="button main" href="/inbox">{t("toInbox")}</a></Empty></>;
  return (
    <>
      <h1>{shared("screen.export")}</h1>
      <p class="lead">{t("lead")} {data ? <strong>{t("chosen", data.counts)}.</strong> : null}</p>
      <div class="export">
        <div>
          <Formats current={format} />
          {form && !bundle && form.holds.length > 1 ? <Kinds form={form.holds} current={what ?? form.holds[0]!} /> : null}
          {form?.projects && !bundle ? <Segmented label={t("as")} param="as" current={as ?? "none"} choices={PROJECTS.map((each) => [each, t(`as.${each}`)])} /> : null}
          <fieldset class="wishes">
            {form?.bundles ? <Wish name="bundle" on={Boolean(bundle)} label={t("bundle")} changes={{ what: null, as: null }} /> : null}
            <Wish name="text" on={Boolean(text)} label={t("text")} />
            <p class="soft">{t("textNote")}</p>
          </fieldset>
        </div>
        <div>
          {error ? <Failed error={error} retry={refresh} /> : null}
          {data || error ? null : <Waiting />}
          {data && !error ? <Written data={data} busy={busy} onDownload={download} /> : null}
          {data ? <Since data={data} /> : null}
        </div>
      </div>
    </>
  );
}

function Formats({ current }: { current: string }) {
  const { path, params } = place.value;
  return (
    <>
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <section key={group} class="formats" aria-label={t(`group.${group}`)}>
          <h2>{t(`group.${group}`)}</h2>
          <ul>
            {GROUPS[group].map((each) => (
              <li key={each}>
                <a href={href(path, { q: params.q, text: params.text, format: each === "csv" ? null : each, bundle: group === "table" ? params.bundle : null })} aria-current={each === current ? "true" : undefined}>
                  <strong>{t(`f.${each}`)}</strong><small>{t(`n.${each}`)}</small>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Kinds({ form, current }: { form: readonly string[]; current: string }) {
  return (
    <label class="kinds">{t("what")}
      <select value={current} onChange={(event) => put({ what: event.currentTarget.value === form[0] ? null : event.currentTarget.value })}>
        {form.map((each) => <option key={each} value={each}>{t(`w.${each as "all"}`)}</option>)}
      </select>
    </label>
  );
}

function Wish({ name, on, label, changes = {} }: { name: string; on: boolean; label: string; changes?: Record<string, null> }) {
  return <label class="switch"><input type="checkbox" checked={on} onChange={() => put({ ...changes, [name]: on ? null : "true" })} /> <span>{label}</span></label>;
}

function Written({ data, busy, onDownload }: { data: Outline; busy: boolean; onDownload: () => void }) {
  return (
    <Panel title={t("written")}>
      <p class="soft">{t("query")}: {data.query ? <code><Foreign text={data.query} /></code> : t("all")}</p>
      <ul class="tables">
        {data.rows.map((row) => (
          <li key={row.name}>
            <strong>{row.name}</strong> <span class="many">{row.rows === null ? t("rowsLater") : t("rows", { n: row.rows })}{row.columns ? ` · ${t("columns", { n: row.columns })}` : ""}</span>
            <small>{row.meaning}</small>
          </li>
        ))}
      </ul>
      <p class="actions"><Button kind="main" keys="e" disabled={busy} onClick={onDownload}>{busy ? t("working", { file: data.file }) : t("download", { file: data.file })}</Button></p>
      <h3>{t("command")}</h3>
      <p class="command"><code>{data.command}</code> <Button onClick={() => copy(data.command)}>{t("copy")}</Button></p>
      <p class="soft">{t("commandNote")}</p>
    </Panel>
  );
}

function Since({ data }: { data: Outline }) {
  const { since, changed } = data;
  const told = CHANGES.filter((each) => changed[each]);
  return (
    <Panel title={t("since")}>
      {since === null ? <p class="soft">{t("since.never")}</p> : told.length ? (
        <p>{told.map((each) => t(`c.${each}`, { n: number(changed[each]!) })).join(", ")}. <a href={href("/changes", { since })}>{t("since.see")}</a></p>
      ) : <p class="soft">{t("since.none", { change: since })}</p>}
    </Panel>
  );
}
