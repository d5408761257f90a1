/* The reader: one report, its words marked with what was read from them, the facts beside it, judged by key. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { forget, prefetch, refresh, send } from "../../api";
import { Foreign } from "../../facts";
import { useKeys } from "../../keys";
import { named } from "../../names";
import { Button, Empty, Failed, Segmented, Waiting } from "../../parts";
import { go, href, place, put } from "../../router";
import { rest, useOwn } from "../../screens";
import { session } from "../../session";
import { day } from "../../strings";
import { toast } from "../../toasts";
import { Beside } from "./beside";
import { Card } from "./card";
import { accept, Comment, Edit, Reject } from "./deeds";
import { quoting } from "./fields";
import type { Name } from "./marks";
import { Page } from "./page";
import { t } from "./strings";
import "./style.css";
import type { Elsewhere, Fact, Read, Span } from "./types";

export default function Reader() {
  const id = rest();
  const { data, error } = useOwn<Read>();
  if (!id) return <Which />;
  if (error) return <><h1>{t("scope")}</h1><Failed error={error} retry={refresh} /></>;
  return data ? <Report key={data.id} data={data} /> : <Waiting />;
}

function Which() {
  return (
    <>
      <h1>{t("scope")}</h1>
      <Empty title={t("none.title")} text={t("none.text")}><a class="button main" href="/inbox">{t("none.inbox")}</a></Empty>
    </>
  );
}

type Opened = { readonly kind: "edit"; readonly field?: string } | { readonly kind: "reject" | "comment" } | null;

function Report({ data }: { data: Read }) {
  const { f, show = "all" } = place.value.params;
  const { record, rows: facts } = data;
  const quote = useMemo(() => quoting(record.report.text), [record]);
  const chosen = meant(f, data);
  const [looked, look] = useState<Name | null>(null);
  const [hovered, hover] = useState<readonly Name[]>([]);
  const [opened, open] = useState<Opened>(null);
  const [history, tell] = useState(false);
  const at = facts.findIndex((fact) => fact.event === chosen);
  const now = facts[at];
  const shown = show === "doubt" ? facts.filter((fact) => doubtful(fact, data)) : facts;
  const choose = (name: Name | null): void => put({ f: name }, { quiet: true });
  const step = (by: number): void => {
    const here = shown.findIndex((fact) => fact.event === chosen);
    const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, here + by))];
    if (next) choose(next.event);
  };
  const around = useAround(data, now);
  const some = (): boolean => now !== undefined;
  useKeys([
    { key: ["n", "j", "ArrowDown"], does: t("next"), run: () => step(1) },
    { key: ["p", "k", "ArrowUp"], does: t("previous"), run: () => step(-1) },
    ...Array.from({ length: 9 }, (_, n) => ({ key: String(n + 1), does: t("jump"), run: () => facts[n] && choose(facts[n].event) })),
    { key: "a", does: t("accept.does"), run: () => doAccept(), when: some },
    { key: "r", does: t("reject.does"), run: () => open({ kind: "reject" }), when: some },
    { key: "e", does: t("edit.does"), run: () => open({ kind: "edit" }), when: some },
    { key: "c", does: t("comment.does"), run: () => open({ kind: "comment" }), when: some },
    { key: "h", does: t("history"), run: () => tell(!history), when: some },
    { key: "]", does: t("elsewhere.next"), run: () => around(1) },
    { key: "[", does: t("elsewhere.previous"), run: () => around(-1) },
  ], t("scope"));
  useOpened(data.id);
  const what = now ? { report: data.id, event: now.event } : null;
  const doAccept = (): void => void (what && accept(what, at + 1));
  const lit = new Set([...hovered, ...(looked ? [looked] : [])]);
  const looking = { lit, chosen, onLook: look, onPick: choose };
  return (
    <div class="reader">
      <Head data={data} />
      <div class="columns">
        <Page record={record} facts={facts} chosen={chosen} lit={looked ?? hovered[0] ?? chosen} found={hashed(place.value.hash)} onPick={choose} onHover={hover} />
        <aside class="side" aria-label={t("facts")}>
          <div class="side-head">
            <h2>{t("facts")} <span class="soft">{facts.length}</span></h2>
            {facts.length ? <Segmented label={t("show")} param="show" current={show} choices={[["all", t("show.all")], ["doubt", t("show.doubt")]]} /> : null}
          </div>
          {data.missing.length ? <p class="missing"><b>{t("missing")}</b> {data.missing.map((code) => t(`missing.${code}` as "missing.day")).join(" · ")}</p> : null}
          {facts.length ? null : <Empty title={t("facts.none")} text={t("facts.noneText")} />}
          {facts.length && !shown.length ? <p class="soft">{t("doubt.none")}</p> : null}
          <ol class="facts">
            {shown.map((fact) => {
              const event = record.events.find((each) => each.id === fact.event)!;
              return (
                <Card key={fact.event} number={facts.indexOf(fact) + 1} fact={fact} event={event} record={record} quote={quote} open={fact.event === chosen} lit={hovered.includes(fact.event)}
                  history={history} onOpen={() => choose(fact.event === chosen ? null : fact.event)} onLook={(on) => look(on ? fact.event : null)}
                  onAccept={doAccept} onReject={() => open({ kind: "reject" })} onComment={() => open({ kind: "comment" })} onEdit={(name) => open(name ? { kind: "edit", field: name } : { kind: "edit" })} onHistory={() => tell(!history)} />
              );
            })}
          </ol>
          {now ? <Others data={data} fact={now} around={around} /> : null}
          <Beside data={data} looking={looking} />
        </aside>
      </div>
      {opened?.kind === "reject" && what ? <Reject what={what} onClose={() => open(null)} /> : null}
      {opened?.kind === "comment" && what ? <Comment what={what} onClose={() => open(null)} /> : null}
      {opened?.kind === "edit" && now && what ? (
        <Edit what={what} number={at + 1} fields={now.fields} names={record.actors.map((actor) => actor.name)} first={opened.field} onClose={() => open(null)} />
      ) : null}
    </div>
  );
}

/** The fact that the address names: an event's id or its beginning, its number, or another kind of fact. */
function meant(f: string | undefined, data: Read): Name | null {
  if (!f) return null;
  if (/^[acr]:/.test(f)) return f;
  return (data.rows.find((fact) => fact.event.startsWith(f)) ?? data.rows[Number(f.replace(/^e/, "")) - 1])?.event ?? null;
}

const hashed = (hash: string): Span | null => {
  const found = /^s=(\d+)-(\d+)$/.exec(hash);
  return found ? [Number(found[1]), Number(found[2])] : null;
};

const doubtful = (fact: Fact, data: Read): boolean => {
  const event = data.record.events.find((each) => each.id === fact.event)!;
  return !fact.judged.some((one) => one.counts) && (event.confidence < 0.6 || event.disputed || fact.tells?.contested === true);
};

/** The tellings of the fact's incident in the order of their days, this one among them, to go round. */
function ring(data: Read, fact: Fact | undefined): readonly Pick<Elsewhere, "report" | "event" | "told">[] {
  if (!fact?.tells) return [];
  const here = { report: data.id, event: fact.event, told: data.record.report.published.start };
  const others = data.elsewhere.filter((one) => one.incident === fact.tells!.incident);
  const once = others.filter((one, at) => others.findIndex((other) => other.report === one.report) === at);
  return [...once, here].sort((a, b) => (a.told ?? "9").localeCompare(b.told ?? "9") || a.report.localeCompare(b.report));
}

/** Whoever opens a report has seen it: the inbox shows it so. */
function useOpened(report: string): void {
  useEffect(() => {
    if (session.value?.read_only !== false) return;
    send("POST", `/reports/${report}/opened`, {}, { quiet: true }).then(() => forget("/inbox"), () => undefined);
  }, [report, session.value?.read_only]);
}

function useAround(data: Read, fact: Fact | undefined): (by: number) => void {
  const all = ring(data, fact);
  const at = all.findIndex((one) => one.report === data.id);
  const near = (by: number) => (all.length > 1 ? all[(at + by + all.length) % all.length] : undefined);
  useEffect(() => {
    for (const by of [1, -1]) if (near(by)) prefetch(`/reports/${near(by)!.report}`);
  }, [fact?.event]);
  return (by) => {
    const next = near(by);
    if (next) go(`/reports/${next.report}`, { f: next.event });
    else toast(t("elsewhere.none"));
  };
}

function Others({ data, fact, around }: { data: Read; fact: Fact; around: (by: number) => void }) {
  const others = data.elsewhere.filter((one) => one.incident === fact.tells?.incident);
  if (!others.length) return null;
  const reports = new Set(others.map((one) => one.report)).size + 1;
  return (
    <section class="others" aria-label={t("elsewhere", { n: reports })}>
      <div class="side-head"><h3>{t("elsewhere", { n: reports })}</h3>
        <span class="actions"><Button kind="quiet" keys="[" aria-label={t("elsewhere.previous")} onClick={() => around(-1)}>←</Button><Button kind="quiet" keys="]" aria-label={t("elsewhere.next")} onClick={() => around(1)}>→</Button></span>
      </div>
      <ul>
        {others.map((one) => (
          <li key={one.report + one.event}>
            <a href={href(`/reports/${one.report}`, { f: one.event })}><Foreign text={one.outlet ?? one.title ?? one.report.slice(0, 8)} /></a>{" "}
            <small class="soft">{one.told ? day(one.told) : ""}{one.copy ? ` · ${t("elsewhere.copy")}` : ""}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Head({ data }: { data: Read }) {
  const { report } = data.record;
  const { published } = report;
  return (
    <header class="report-head">
      <h1><Foreign text={report.title ?? report.text.slice(0, 90).split("\n")[0]!} lang={report.language} /></h1>
      <p class="soft">
        {report.outlet ? <b><Foreign text={report.outlet} /></b> : null}
        {published.start ? <> · <time dateTime={published.start}>{day(published.start)}</time>{published.basis && published.basis !== "stated" ? ` (${named("basis", published.basis)})` : ""}</> : null}
        {report.place ? <> · <Foreign text={report.place} /></> : null}
        {report.url ? <> · <a href={report.url} target="_blank" rel="noreferrer noopener">{t("source")}</a></> : null}
        {" · "}<span class="code">{data.id}</span>
      </p>
    </header>
  );
}
