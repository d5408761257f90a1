/* An incident in a few lines: what, who to whom, where, how many voices, which figures, and what keeps it from plain fact. */
import { amount, Count, Days, Parties, Status, Type } from "../../facts";
import { explained, named } from "../../names";
import { day } from "../../strings";
import { t } from "./strings";
import type { Bound, Card, Range } from "./types";

export function CardRow({ card, focusable = true, level = 3 }: { card: Card; focusable?: boolean; level?: 2 | 3 }) {
  const where = [card.place, card.country !== card.place ? card.country : null].filter(Boolean).join(", ");
  const Heading = `h${level}` as "h2";
  const row = focusable ? { "data-row": card.id, tabIndex: -1 } : {};
  return (
    <article class="card-row" {...row} data-peek={card.id}>
      <p class="card-head">
        <Type code={card.type} modes={card.modes} />
        <Days start={card.day} end={card.until} grain={card.grain} basis={card.basis} />
        <Status code={card.status} disputed={card.disputed} historical={card.historical} />
        {card.commitment ? <State bound={card.commitment} /> : null}
      </p>
      <Heading><a href={`/incidents/${card.id}`} tabIndex={focusable ? -1 : 0}><bdi dir="auto">{card.label ?? named("type", card.type)}</bdi></a></Heading>
      <p class="card-who">
        {card.actors.length || card.recipients.length ? <Sides card={card} /> : null}
        {where ? <span class="where">{where}</span> : null}
      </p>
      <p class="card-told">
        <Count reports={card.reports} independent={card.independent} />
        {card.first_told && card.first_told !== card.last_told ? <span> · {t("first", { day: day(card.first_told) })}, {t("latest", { day: day(card.last_told!) })}</span> : null}
        {card.figures.length ? <> · <Figures of={card.id} figures={card.figures} /></> : null}
      </p>
    </article>
  );
}

export function Sides({ card }: { card: Card }) {
  return (
    <span class="sides">
      {card.actors.length ? <Parties text={card.actors.slice(0, 3).join("; ")} /> : null}
      {card.actors.length > 3 ? <small class="soft"> +{card.actors.length - 3}</small> : null}
      {card.recipients.length ? <><span class="to" aria-label={t("col.whom")} role="img"> → </span><Parties text={card.recipients.slice(0, 3).join("; ")} /></> : null}
      {card.recipients.length > 3 ? <small class="soft"> +{card.recipients.length - 3}</small> : null}
    </span>
  );
}

/** The range of each kind of number; each leads to its words. */
export function Figures({ of, figures }: { of: string; figures: readonly Range[] }) {
  return (
    <>
      {figures.map((each, at) => (
        <span key={each.kind} class="range" data-peek={`${of}:${each.kind}`} tabIndex={0}>
          {at ? ", " : ""}{each.kind} <b>{range(each)}</b>
          {each.contested ? <span class="badge warn" title={explained("term", "contested")}>{named("term", "contested")}</span> : null}
        </span>
      ))}
    </>
  );
}

export const range = ({ low, high, most }: Range): string =>
  high === null && most !== null && low !== null && most > low ? `${amount(low, most)}+` : amount(low, high);

export function State({ bound }: { bound: Bound }) {
  return (
    <span class={`badge state-${bound.state}`} title={explained("state", bound.state)}>
      {t("state", { kind: named("kind", bound.kind), state: named("state", bound.state) })}
    </span>
  );
}
