/* One fact beside the text: closed, a line that tells who did what to whom; open, all its fields. */
import { useEffect, useRef } from "preact/hooks";
import { Count, Foreign, Status, Type, amount } from "../../facts";
import { named } from "../../names";
import { Button } from "../../parts";
import { href } from "../../router";
import { day } from "../../strings";
import { who } from "./beside";
import { current } from "./deeds";
import { Fields, History, said, type Quote } from "./fields";
import { t } from "./strings";
import type { Event, Fact, Field, Record } from "./types";

export interface CardProps {
  readonly number: number;
  readonly fact: Fact;
  readonly event: Event;
  readonly record: Record;
  readonly quote: Quote;
  readonly open: boolean;
  readonly lit: boolean;
  readonly history: boolean;
  readonly onOpen: () => void;
  readonly onLook: (on: boolean) => void;
  readonly onAccept: () => void;
  readonly onReject: () => void;
  readonly onComment: () => void;
  readonly onEdit: (field?: string) => void;
  readonly onHistory: () => void;
}

export const field = (fact: Fact, name: string): Field => fact.fields.find((each) => each.name === name)!;

export function Card(props: CardProps) {
  const { number, fact, event, open, lit, onOpen, onLook } = props;
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open || lit) own.current?.scrollIntoView({ block: "nearest" });
  }, [open, lit]);
  const gone = fact.now !== null && fact.now.shown === null;
  return (
    <li ref={own} class={`fact ${open ? "open" : ""} ${lit ? "lit" : ""} ${gone ? "gone" : ""}`} data-peek={fact.event} data-fact={number}
      onMouseEnter={() => onLook(true)} onMouseLeave={() => onLook(false)}>
      <button type="button" class="head" aria-expanded={open} onClick={onOpen} onFocus={() => onLook(true)} onBlur={() => onLook(false)}>
        <span class="number">{number}</span>
        <span class="sum">
          <span class="what"><Type code={current(field(fact, "type")) || event.type} modes={event.modes} /> <Status code={current(field(fact, "status"))} disputed={current(field(fact, "disputed")) === "yes"} historical={current(field(fact, "historical")) === "yes"} /></span>
          {open ? null : <Sum fact={fact} />}
        </span>
        <Sure fact={fact} event={event} gone={gone} />
      </button>
      {open ? <Open {...props} /> : null}
    </li>
  );
}

/** Who, to whom, when and where, in a line; what is not said is left out here. */
function Sum({ fact }: { fact: Fact }) {
  const [actor, recipient, time, place] = ["actor", "recipient", "time", "place"].map((name) => current(field(fact, name)));
  const parties = actor || recipient ? <>{actor ? said("actor", actor) : null}{recipient ? <> → {said("recipient", recipient)}</> : null}</> : null;
  const parts = [parties, time ? said("time", time) : null, place ? said("place", place) : null].filter(Boolean);
  return <span class="line soft">{parts.map((part, at) => <span key={at}>{at ? " · " : ""}{part}</span>)}</span>;
}

function Sure({ fact, event, gone }: { fact: Fact; event: Event; gone: boolean }) {
  const right = fact.judged.find((one) => one.counts && one.field === "event" && one.says === "right");
  if (gone) return <span class="badge bad">✗ {t("wrong")}</span>;
  if (right) return <span class="badge good" title={right.by}>✓ {t("right")}</span>;
  const sure = Math.round(event.confidence * 100);
  return <span class={`sure ${event.confidence < 0.6 ? "low" : ""}`}>{t("confidence", { n: sure })}</span>;
}

function Open({ fact, event, record, quote, history, onAccept, onReject, onComment, onEdit, onHistory }: CardProps) {
  return (
    <div class="inside">
      <Fields fields={fact.fields} quote={quote} onEdit={onEdit}>
        <More event={event} record={record} quote={quote} />
      </Fields>
      {fact.missing.length ? <p class="missing"><b>{t("missing")}</b> {fact.missing.map((code) => t(`missing.${code}` as "missing.place")).join(" · ")}</p> : null}
      {fact.tells ? (
        <p class="tells">
          {t("incident")}: <a href={href(`/incidents/${fact.tells.incident}`)}><Foreign text={fact.tells.label} /></a> <small class="soft"><Count reports={fact.tells.reports} independent={fact.tells.independent} /></small>
          {fact.tells.contested ? <span class="badge warn">{named("term", "contested")}</span> : null}
          {fact.tells.state ? <span class="badge">{named("state", fact.tells.state)}</span> : null}
        </p>
      ) : null}
      <p class="actions">
        <Button keys="a" onClick={onAccept}>{t("accept")}</Button>
        <Button keys="r" onClick={onReject}>{t("reject")}</Button>
        <Button keys="c" onClick={onComment}>{t("comment")}</Button>
        <Button keys="e" onClick={() => onEdit()}>{t("edit")}</Button>
        <Button kind="quiet" keys="h" aria-expanded={history} onClick={onHistory}>{t("history")}{fact.judged.length ? ` (${fact.judged.length})` : ""}</Button>
      </p>
      {history ? <History judged={fact.judged} /> : null}
    </div>
  );
}

/** What a card tells beside the fields that can be corrected. */
function More({ event, record, quote }: { event: Event; record: Record; quote: Quote }) {
  const claims = event.claims.flatMap((link) => {
    const claim = record.claims.find((each) => each.id === link.claim);
    return claim ? [[claim, link.stance] as const] : [];
  });
  return (
    <>
      {event.figures.filter((figure) => amount(figure.low, figure.high) && amount(figure.low, figure.high) !== quote(figure.text)).map((figure, at) => <Row key={at} name={figure.kind}>{amount(figure.low, figure.high)}</Row>)}
      {event.instrument.length ? <Row name={t("with")}>{event.instrument.map((each) => `${quote(each.text)} (${each.kind})`).join(", ")}</Row> : null}
      {event.condition ? <Row name={t("condition")}><Foreign text={quote(event.condition)} /></Row> : null}
      {event.deadline ? <Row name={t("deadline")}>{day(event.deadline)}</Row> : null}
      <Row name={t("says")}><span>
        {event.claim === null ? t("itself") : null}
        {claims.map(([claim, stance], at) => <span key={claim.id}>{at || event.claim === null ? "; " : ""}<Foreign text={who(record, claim, quote)} />{stance === "asserts" ? "" : <small class="soft"> {named("stance", stance)}</small>}</span>)}
      </span></Row>
    </>
  );
}

const Row = ({ name, children }: { name: string; children: preact.ComponentChildren }) => <div class="field"><dt>{name}</dt><dd>{children}</dd></div>;
