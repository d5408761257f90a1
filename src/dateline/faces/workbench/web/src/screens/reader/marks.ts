/* Which words of a report stand for what: the marks of all facts, and of the one that is looked at. */
import type { Mark } from "../../text";
import type { Record, Span } from "./types";

/** A fact by its name in the address: an event's id, "c:ID" of a claim, "a:ID" of an actor, "r:3" of a relation. */
export type Name = string;

const all = (spans: readonly Span[], kind: Mark["kind"], id?: Name): Mark[] =>
  spans.map(([start, end]) => ({ start, end, kind, ...(id ? { id } : {}) }));

/** What is marked while nothing is pointed at: the clauses that tell events, and their words. */
export function resting(record: Record): readonly Mark[] {
  return record.events.flatMap((event) => [...all(event.evidence, "evidence", event.id), ...all([event.trigger], "trigger", event.id)]);
}

/** The words of one fact, each as what it is to it; the first lies in view. */
export function lighting(record: Record, name: Name): readonly Mark[] {
  const event = record.events.find((each) => each.id === name);
  if (event) {
    return [
      ...all(event.evidence, "lit"),
      ...all([event.trigger], "trigger"),
      ...all(event.actors.map((each) => [each.start, each.end]), "actor"),
      ...all(event.recipients.map((each) => [each.start, each.end]), "recipient"),
      ...all(event.time?.text ? [event.time.text] : [], "time"),
      ...all(event.place?.text ? [event.place.text] : [], "place"),
      ...all(event.figures.map((each) => each.text), "figure"),
    ];
  }
  const [kind, id = ""] = name.split(/:(.*)/s);
  const claim = kind === "c" ? record.claims.find((each) => each.id === id) : undefined;
  if (claim) return [...all(claim.content, "lit"), ...all(claim.content, "content"), ...all(claim.source.spans, "source"), ...all(claim.cue, "cue")];
  const actor = kind === "a" ? record.actors.find((each) => each.id === id) : undefined;
  if (actor) return all(actor.mentions, "lit");
  const relation = kind === "r" ? record.relations[Number(id)] : undefined;
  return relation ? all(relation.evidence, "lit") : [];
}

/** Where a fact begins in the text. */
export const begin = (record: Record, name: Name): number | null => {
  const event = record.events.find((each) => each.id === name);
  if (event) return event.trigger[0];
  const spans = lighting(record, name).filter((mark) => mark.kind === "lit");
  return spans.length ? Math.min(...spans.map((mark) => mark.start)) : null;
};

/** The facts whose words are at a point, the narrowest first. */
export function under(record: Record, at: number): readonly Name[] {
  const spans = [
    ...record.events.flatMap((event) => [...event.evidence, event.trigger].map((span) => ({ name: event.id, span }))),
    ...record.claims.flatMap((claim) => [...claim.cue, ...claim.source.spans].map((span) => ({ name: `c:${claim.id}`, span }))),
  ];
  const over = spans.filter(({ span: [start, end] }) => start <= at && at < end);
  over.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
  return [...new Set(over.map(({ name }) => name))];
}
