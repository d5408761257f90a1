/* The line of cards: what is shown now, what comes next (loaded before it is wanted), what was done last.

   A card leaves at once when it is judged; the judgement is sent behind it, one after the other. If it is refused, the
   card comes back. Undo takes back the last step and shows its card again. */
import { useEffect, useReducer, useRef } from "preact/hooks";
import { fetched, Refused, twin } from "../../api";
import { judge, redo, undo, type Deed } from "../../judge";
import type { Changes } from "../../router";
import type { Card, Review } from "./types";

const AHEAD = 5; // cards that are always loaded
const AT_ONCE = 12;
const MOST = 100;

export interface Step {
  readonly cards: readonly Card[];
  readonly did: string;
  readonly judged: boolean; // false: skipped
  readonly made: number; // how many cards got a judgement, loaded or not
}

export interface Line {
  readonly card: Card | undefined;
  readonly next: Card | undefined;
  readonly about: Review | undefined; // counts as the server last gave them
  readonly error: Refused | undefined;
  readonly loading: boolean;
  readonly made: number; // judgements made since then, taken back ones off
  readonly last: Step | undefined;
  readonly skipped: number;
  readonly judge: (deeds: readonly Deed[], did: string, why?: string, cards?: readonly string[]) => void;
  readonly skip: (did: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly again: () => void;
}

const key = (card: { readonly report: string; readonly event: string }): string => `${card.report}/${card.event}`;

class Queue {
  cards: Card[] = [];
  steps: Step[] = [];
  readonly seen = new Set<string>();
  readonly gone = new Set<string>(); // judged as one of many alike
  about: Review | undefined;
  error: Refused | undefined;
  loading = false;
  ended = false;
  made = 0;
  private undone: Step | null = null;
  private sent: Promise<unknown> = Promise.resolve();

  constructor(readonly params: Changes, readonly changed: () => void) {}

  get skipped(): number {
    return this.steps.filter((step) => !step.judged).length;
  }

  async more(): Promise<void> {
    if (this.loading || this.ended || this.cards.length >= AHEAD) return;
    this.loading = true;
    const most = Math.min(MOST, this.cards.length + AT_ONCE);
    try {
      await this.sent; // what is judged must have left the line before it is counted
      const found = (await fetched(twin("/review", { ...this.params, skip: this.skipped || null, most }))) as Review;
      const fresh = found.rows.filter((card) => !this.seen.has(key(card)) && !this.gone.has(key(card)));
      fresh.forEach((card) => this.seen.add(key(card)));
      this.cards.push(...fresh);
      this.ended = found.rows.length < most;
      [this.about, this.made, this.error] = [found, 0, undefined];
    } catch (error) {
      this.error = error instanceof Refused ? error : new Refused(-1, "error", String(error));
    }
    this.loading = false;
    this.changed();
  }

  judge(deeds: readonly Deed[], did: string, why = "", others: readonly string[] = []): void {
    const card = this.cards.shift();
    if (!card) return;
    const all = new Set(others);
    const taken = this.cards.filter((one) => all.has(key(one)));
    this.cards = this.cards.filter((one) => !all.has(key(one)));
    others.forEach((one) => this.gone.add(one));
    const step = { cards: [card, ...taken], did, judged: true, made: Math.max(1, others.length) };
    this.step(step);
    this.later(() => judge(deeds, did, { quiet: true, ...(why ? { why } : {}) }), () => this.back(step));
  }

  skip(did: string): void {
    const card = this.cards.shift();
    if (card) this.step({ cards: [card], did, judged: false, made: 0 });
  }

  undo(): void {
    const step = this.steps.at(-1);
    if (step && !step.judged) return this.back(step);
    this.later(undo, () => undefined, () => step && this.back(step));
  }

  /** Redone by its key: the card that undoing brought back is judged again. */
  redo(): void {
    const card = this.cards[0];
    this.later(redo, () => undefined, () => {
      if (!card || this.cards[0] !== card || this.undone?.cards[0] !== card) return;
      const step = this.undone;
      this.cards = this.cards.filter((one) => !step.cards.includes(one));
      this.step(step);
    });
  }

  private step(step: Step): void {
    this.steps.push(step);
    this.made += step.made;
    this.changed();
    void this.more();
  }

  private back(step: Step): void {
    this.undone = step.judged ? step : null;
    this.steps = this.steps.filter((one) => one !== step);
    step.cards.forEach((card) => this.gone.delete(key(card)));
    this.cards.unshift(...step.cards);
    this.made -= step.made;
    this.changed();
  }

  private later(send: () => Promise<unknown>, refused: () => void, done: () => void = () => undefined): void {
    this.sent = this.sent.then(send).then((answer) => (answer ? done() : refused()));
  }
}

/** The line of these parameters; another one begins anew. */
export function useLine(params: Changes): Line {
  const [, changed] = useReducer((n: number, _: null) => n + 1, 0);
  const name = JSON.stringify(params);
  const own = useRef<{ name: string; queue: Queue } | null>(null);
  if (own.current?.name !== name) own.current = { name, queue: new Queue(params, () => changed(null)) };
  const queue = own.current.queue;
  useEffect(() => void queue.more(), [queue]);
  return {
    card: queue.cards[0], next: queue.cards[1], about: queue.about, error: queue.error, loading: queue.loading || !queue.about,
    made: queue.made, last: queue.steps.at(-1), skipped: queue.skipped,
    judge: (deeds, did, why, cards) => queue.judge(deeds, did, why, cards),
    skip: (did) => queue.skip(did),
    undo: () => queue.undo(),
    redo: () => queue.redo(),
    again: () => { own.current = null; changed(null); },
  };
}
