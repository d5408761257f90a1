/* The page of one incident: what happened, in whose words, who contradicts whom, why it is one, and what was changed. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { refresh } from "../../api";
import { Count, Days, Party, Status, Type } from "../../facts";
import { judge } from "../../judge";
import { useKeys } from "../../keys";
import { explained, named } from "../../names";
import { Button, Failed, Panel, Waiting } from "../../parts";
import { go, href } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { number } from "../../strings";
import { toggle, useList } from "../../table";
import { State } from "./card";
import { chosen, keepApart, merge, remember } from "./chosen";
import { Bound, Claims, Figures } from "./claims";
import { Correcting, splitOff, type Field } from "./fields";
import { History } from "./history";
import { Tellings } from "./tellings";
import { t } from "./strings";
import type { Incident } from "./types";
import { Why } from "./why";
import { w } from "./words";

/** Tellings chosen to be split off, by event. */
const split = signal<ReadonlySet<string>>(new Set());

export function OneIncident({ id }: { id: string }) {
  const { data, error, loading } = useOwn<Incident>();
  useEffect(() => { split.value = new Set(); }, [id]);
  const own = data?.id;
  useEffect(() => {
    // Merged or split: the id it now has is its address.
    if (own && own !== id && !loading && data.was.some((was) => was.startsWith(id))) go(`/incidents/${own}`, undefined, { quiet: true });
  }, [own, id, loading]);
  if (error && !data) return <Failed error={error} retry={refresh} />;
  if (!data) return <Waiting />;
  remember(data.id, data.card.label ?? named("type", data.card.type));
  return (
    <div class={`one ${loading ? "stale" : ""}`}>
      {error ? <Failed error={error} retry={refresh} /> : null}
      <Head data={data} />
      <div class="one-body">
        <div>
          <Known data={data} />
          <Words data={data} />
          <Figures data={data} />
          <Claims data={data} />
        </div>
        <div>
          <Bound data={data} />
          <Why data={data} />
          <History data={data} />
        </div>
      </div>
    </div>
  );
}

function Head({ data }: { data: Incident }) {
  const { card, id } = data;
  const [correcting, correct] = useState<Field | null>(null);
  const here = chosen.value.has(id);
  const others = [...chosen.value].filter((each) => each !== id).length;
  const may = (): boolean => session.value?.read_only !== true;
  const pick = (): void => toggle(chosen, id);
  const right = (): void => void judge([{ what: "verdict", id, right: true }], w("right.done"));
  const wrong = (): void => void judge([{ what: "verdict", id, right: false }], w("wrong.done"));
  const why = (): void => document.getElementById("joined")?.scrollIntoView({ block: "start" });
  useKeys([
    { key: "r", does: w("right"), run: right, when: may },
    { key: "W", does: w("wrong"), run: wrong, when: may },
    { key: "e", does: w("correct"), run: () => correct("type"), when: may },
    { key: "p", does: w("pick"), run: pick },
    { key: "m", does: t("merge.title"), run: () => void merge(id), when: () => others > 0 },
    { key: "a", does: t("apart.title"), run: () => void keepApart(id), when: () => others > 0 },
    { key: "w", does: w("why"), run: why },
  ], w("scope"));
  useEffect(() => { asked.value = correct; return () => { asked.value = null; }; }, []);
  return (
    <header class="one-head">
      <p class="card-head">
        <a href="/incidents">{w("back")}</a>
        <Type code={card.type} modes={card.modes} />
        <Days start={card.day} end={card.until} grain={card.grain} basis={card.basis} />
        <Status code={card.status} disputed={card.disputed} historical={card.historical} />
        {card.commitment ? <State bound={card.commitment} /> : null}
      </p>
      <h1 data-peek={id} tabIndex={-1}><bdi dir="auto">{card.label ?? named("type", card.type)}</bdi></h1>
      <p class="card-told"><Count reports={card.reports} independent={card.independent} help /></p>
      <div class="actions">
        <Button keys="r" onClick={right}>{w("right")}</Button>
        <Button keys="e" onClick={() => correct("type")}>{w("correct")}</Button>
        <Button keys="W" title={w("wrong.title")} onClick={wrong}>{w("wrong")}</Button>
        <Button keys="p" aria-pressed={here} onClick={pick}>{w(here ? "unpick" : "pick")}</Button>
        {others ? <Button kind="main" keys="m" onClick={() => void merge(id)}>{w("merge", { n: others })}</Button> : null}
        {others ? <Button keys="a" onClick={() => void keepApart(id)}>{w("apart")}</Button> : null}
        <Button kind="quiet" keys="w" onClick={why}>{w("why")}</Button>
      </div>
      {correcting ? <Correcting data={data} start={correcting} onClose={() => correct(null)} /> : null}
    </header>
  );
}

/** Opens the form of corrections for a field: set by the head, used by the rows of facts. */
const asked = signal<((field: Field) => void) | null>(null);

function Known({ data }: { data: Incident }) {
  const { card, parties, spot } = data;
  const side = (which: string) => {
    const all = parties.filter((party) => party.side === which);
    return all.length ? (
      <ul class="party-list">{all.map((party) => <li key={party.name}><Party name={party.name} country={party.country} sector={party.sector} />{party.tellings > 1 ? <small class="soft"> ×{party.tellings}</small> : null}</li>)}</ul>
    ) : <span class="nobody">{w("nobody")}</span>;
  };
  return (
    <Panel title={w("facts")}>
      <dl class="facts">
        <Fact name={w("type")} field="type"><Type code={card.type} modes={card.modes} /> <span class="soft">{explained("type", card.type)}</span></Fact>
        <Fact name={w("status")} field="status">{named("status", card.status)} <Status disputed={card.disputed} historical={card.historical} /></Fact>
        <Fact name={w("when")} field="time">
          <Days start={card.day} end={card.until} grain={card.grain} />
          {card.basis ? <span class="soft"> {explained("basis", card.basis) ?? named("basis", card.basis)}</span> : null}
        </Fact>
        <Fact name={w("who")} field="actor">{side("actor")}</Fact>
        <Fact name={w("whom")} field="recipient">{side("recipient")}</Fact>
        <Fact name={w("where")} field="place">
          {card.place ? (
            <>
              {[card.place, card.region !== card.place ? card.region : null, card.country !== card.place ? card.country : null].filter(Boolean).join(", ")}
              {card.precision ? <span class="soft" title={explained("precision", card.precision)}> {named("precision", card.precision)}</span> : null}
              {spot ? (
                <span class="soft basis-line"> {w("read")} <a href={href(`/reports/${spot.report}`, {}, `s=${spot.start_char}-${spot.end_char}`)}>“{spot.words}”</a>
                  {spot.reason ? `; ${w("chosen", { reason: spot.reason })}` : ""}
                  {spot.runner_up ? `, ${w("instead", { name: spot.runner_up, country: spot.runner_up_country ?? "" })}` : ""}</span>
              ) : null}
            </>
          ) : <span class="nobody">{w("nowhere")}</span>}
        </Fact>
        {card.confidence !== null ? <Fact name={w("sure")}>{w("sure.text", { n: Math.round(card.confidence * 100) })}</Fact> : null}
      </dl>
      {data.was.length ? <p class="soft small" title={data.was.join(", ")}>{w("alias", { n: data.was.length })}</p> : null}
    </Panel>
  );
}

function Fact({ name, field, children }: { name: string; field?: Field; children: preact.ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
      {field ? <dd class="fact-do"><Button kind="quiet" aria-label={w("correct.of", { what: name })} onClick={() => asked.value?.(field)}>{w("correct")}</Button></dd> : null}
    </div>
  );
}

// ── the tellings, and splitting ─────────────────────────────────────────────────────────────────

function Words({ data }: { data: Incident }) {
  const box = useRef<HTMLDivElement>(null);
  const picked = data.tellings.filter((each) => split.value.has(each.event));
  const can = picked.length > 0 && picked.length < data.told;
  const off = (): void => void splitOff(data, picked).then((done) => { if (done) split.value = new Set(); });
  useList(box, {
    open: (event) => { box.current?.querySelector<HTMLAnchorElement>(`[data-row="${event}"] a.to-report`)?.click(); },
    select: (event) => toggle(split, event),
    more: [{ key: "s", does: w("split.title"), run: off, when: () => can }],
  });
  return (
    <Panel title={`${w("tellings")} (${number(data.told)})`} aside={data.told > data.tellings.length ? w("tellings.more", { shown: data.tellings.length, n: data.told }) : null}>
      <div ref={box}>
        <Tellings data={data} split={split} />
      </div>
      {data.told > 1 ? (
        <div class="actions">
          <Button keys="s" disabled={!can} title={w("split.title")} onClick={off}>{picked.length ? w("split", { n: picked.length }) : w("split.none")}</Button>
        </div>
      ) : null}
    </Panel>
  );
}
