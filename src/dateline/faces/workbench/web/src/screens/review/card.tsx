/* A card: why it is here, the sentences with what they stand for, what was read, what was judged before. */
import { useMemo } from "preact/hooks";
import { Foreign, Status, Type } from "../../facts";
import type { Deed } from "../../judge";
import { href } from "../../router";
import { day } from "../../strings";
import { KINDS, Passage, type Mark, type MarkKind } from "../../text";
import { verdict } from "../reader/deeds";
import { Fields, History, type Quote } from "../reader/fields";
import type { Word } from "../reader/types";
import { named } from "../../names";
import { t } from "./strings";
import type { Card } from "./types";

export function CardView({ card, of, before, onBefore }: { card: Card; of: string; before: boolean; onBefore: () => void }) {
  const quote = useMemo(() => quoted(card), [card]);
  return (
    <article class="card" data-peek={card.event} data-event={card.event} aria-label={t("title")}>
      <p class="why"><Foreign text={why(card, of)} /></p>
      <div class="words">{card.pieces.map((piece) => <Piece key={piece.start} card={card} piece={piece} />)}</div>
      <p class="from soft">
        {card.outlet ? <><b><Foreign text={card.outlet} /></b> · </> : null}{card.told ? <>{day(card.told)} · </> : null}
        <Foreign text={card.speaker ? t("says", { who: card.speaker }) : t("itself")} /> · <a href={href(`/reports/${card.report}`, { f: card.event })}>{t("whole")}</a>
      </p>
      <p class="read">
        <Type code={card.type} modes={card.modes} /> <Status code={card.status} disputed={card.disputed} historical={card.historical} />
        <span class={`sure ${card.confidence < 0.6 ? "low" : ""}`}>{t("sure", { n: Math.round(card.confidence * 100) })}</span>
      </p>
      <Fields fields={card.fields.filter((field) => field.name !== "type" || field.now)} quote={quote} />
      {card.incident ? <p class="tells">{t("incident")}: <a href={href(`/incidents/${card.incident}`)}><Foreign text={card.label ?? card.incident} /></a></p> : null}
      {card.judged.length ? (
        <details open={before} onToggle={(event) => { if (event.currentTarget.open !== before) onBefore(); }}>
          <summary>{t("history")} ({card.judged.length})</summary>
          <History judged={card.judged} />
        </details>
      ) : null}
    </article>
  );
}

function Piece({ card, piece }: { card: Card; piece: Card["pieces"][number] }) {
  const marks = useMemo<readonly Mark[]>(() => {
    const end = piece.start + [...piece.text].length;
    return card.marks.filter((mark) => mark.start < end && mark.end > piece.start && KINDS.includes(mark.kind as MarkKind))
      .map((mark) => ({ start: Math.max(mark.start, piece.start), end: Math.min(mark.end, end), kind: mark.kind as MarkKind }));
  }, [card, piece]);
  return <Passage class="quote" text={piece.text} from={piece.start} marks={marks} lang={card.language} />;
}

/** Words of the report, as far as its pieces are here. */
function quoted(card: Card): Quote {
  const pieces = card.pieces.map((piece) => ({ start: piece.start, points: [...piece.text] }));
  return ([start, end]) => {
    const piece = pieces.find((each) => each.start <= start && end <= each.start + each.points.length);
    return piece ? piece.points.slice(start - piece.start, end - piece.start).join("") : "";
  };
}

function why(card: Card, of: string): string {
  const detail = card.detail ?? "";
  switch (card.why) {
    case "doubt": return t("why.doubt", { detail: String(Math.round(Number(detail) * 100)) });
    case "due": return t("why.due", { detail: day(detail) });
    case "sample": return t("why.sample", { detail: named("type", detail) });
    case "coders": return t("why.coders", { detail });
    case "second": return t("why.second", { of });
    default: return t(`why.${card.why}` as "why.harm", { detail });
  }
}

/** To decide as somebody did: the same judgement of one's own. */
export function side(card: Card, word: Word): readonly Deed[] {
  const what = { report: card.report, event: card.event };
  if (word.what === "correct") return [{ what: "correct", id: card.event, field: word.field, text: word.says === "nothing" ? "none" : word.says }];
  return [verdict(what, word.field === "event" ? null : word.field, word.says === "right" ? true : word.says === "wrong" ? false : null)];
}
