/* Why tellings were taken for one happening, and what was weighed and kept apart: log-odds told in plain words. */
import { useTwin } from "../../api";
import { judge } from "../../judge";
import { Button, Failed, Panel, Waiting } from "../../parts";
import { href } from "../../router";
import { number } from "../../strings";
import type { Incident, Link, Weighed } from "./types";
import { t } from "./strings";
import { w } from "./words";

const SHOWN = 5; // pairs that are open from the start; the rest is folded

export function odds(weight: number): string {
  const many = Math.exp(Math.abs(weight));
  if (many > 1000) return w(weight > 0 ? "odds.sure" : "odds.never");
  const n = many >= 10 ? Number(many.toPrecision(2)) : Math.round(many * 10) / 10;
  return Math.abs(weight) < 0.1 ? w("odds.even") : w(weight > 0 ? "odds.one" : "odds.two", { n });
}

/** What was weighed is looked up apart: it takes longer than all the rest of the page. */
export function Why({ data }: { data: Incident }) {
  const { data: weighed, error } = useTwin<Weighed>(`/incidents/${data.id}/links`);
  return (
    <>
      <Panel title={w("joined")} id="joined">
        {error ? <Failed error={error} /> : data.told < 2 ? <p class="soft">{w("joined.one")}</p> : null}
        {weighed ? <Joined weighed={weighed} /> : error ? null : <Waiting />}
      </Panel>
      {weighed ? <Apart weighed={weighed} own={data.id} /> : null}
    </>
  );
}

function Joined({ weighed }: { weighed: Weighed }) {
  const [first, more] = [weighed.links.slice(0, SHOWN), weighed.links.slice(SHOWN)];
  return (
    <>
      {weighed.pairs ? <p>{w("joined.text", { n: weighed.pairs })}</p> : null}
      <ol class="links">{first.map((link) => <Pair key={key(link)} link={link} />)}</ol>
      {more.length ? <details><summary>{w("joined.shown", { shown: weighed.links.length })}</summary><ol class="links">{more.map((link) => <Pair key={key(link)} link={link} />)}</ol></details> : null}
    </>
  );
}

function Apart({ weighed, own }: { weighed: Weighed; own: string }) {
  return (
    <Panel title={w("apart.title")} id="apart">
      <p class={weighed.apart_pairs ? "" : "soft"}>{weighed.apart_pairs ? w("apart.text", { n: weighed.apart_pairs }) : w("apart.none")}</p>
      <ol class="links">{weighed.apart.map((link) => <Pair key={key(link)} link={link} own={own} />)}</ol>
    </Panel>
  );
}

const key = (link: Link): string => [...link.one, ...link.other].join();

function Pair({ link, own }: { link: Link; own?: string }) {
  const other = link.other_incident && link.other_incident !== own ? link.other_incident : null;
  return (
    <li class="pair">
      <div class="pair-head">
        <p class="pair-odds"><b>{odds(link.weight)}</b></p>
        {other ? <Button onClick={() => void judge([{ what: "join", ids: [own!, other] }], w("apart.done"))}>{w("apart.merge")}</Button> : null}
      </div>
      <p class="pair-words" data-peek={link.one[1]} tabIndex={0}><bdi dir="auto">{link.one_words}</bdi></p>
      <p class="pair-words" data-peek={link.other[1]} tabIndex={0}>
        <bdi dir="auto">{link.other_words}</bdi>
        {other ? <> · <a href={href(`/incidents/${other}`)}>{link.other_label && link.other_label !== link.other_words ? link.other_label : t("open")}</a></> : null}
      </p>
      <details>
        <summary>{w("reasons")}</summary>
        <table class="reasons">
          <tbody>{link.reasons.map((reason) => <Weighed key={reason.name} {...reason} />)}</tbody>
          <tfoot><tr><th scope="row">{w("sum", { n: signed(link.weight) })}</th><td /></tr></tfoot>
        </table>
      </details>
    </li>
  );
}

const signed = (value: number): string => (value > 0 ? "+" : "−") + number(Math.abs(Math.round(value * 100) / 100));

/** A reason: what it means, and a bar to the right where it speaks for one, to the left for two. */
function Weighed({ name, means, weight }: { name: string; means: string; weight: number }) {
  const [what, side] = name.split(" as ");
  const share = Math.min(50, Math.abs(weight) * 8);
  const label = w(weight > 0 ? "reason.for" : "reason.against", { n: Math.round(Math.abs(weight) * 100) / 100 });
  return (
    <tr>
      <th scope="row"><b>{what}</b>{side ? ` ${w(side === "actor" ? "by.actor" : "by.recipient")}` : ""} <span class="soft">{means}</span></th>
      <td title={label}>
        <span class="weigh"><i class={weight > 0 ? "for" : "against"} style={{ insetInlineStart: `${weight > 0 ? 50 : 50 - share}%`, inlineSize: `${share}%` }} /></span>
        <span class="weight">{signed(weight)}</span><span class="only-heard">{label}</span>
      </td>
    </tr>
  );
}
