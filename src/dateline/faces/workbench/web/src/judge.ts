/* Judgements: the chronicle's own, nothing is kept beside them.

     await judge([{ what: "join", ids: [a, b] }], "Joined 2 incidents")       a toast with Undo
     await judge(deeds, "Accepted", { show: () => { hide(card); return () => unhide(card); } })
                                      `show` changes the screen at once and gives back how to change it back on failure
     stepBack()   stepOn()            undo and redo; u or Ctrl+Z, Shift+U; `undoable` and `redoable` count the steps
     await whoJudges()                the name judgements are kept under; asks for one where none is known

   Deeds: Said of api/judging.py, by ids and words or as lines of decisions.jsonl. All deeds of one call are one step,
   undone and done again together; the steps are the chronicle's, so they outlive the tab.
   Where the server only shows (--read-only), `judge` says so and gives false. */
import { effect, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { Refused, send } from "./api";
import { session } from "./session";
import { catalogue, t as shared } from "./strings";
import { toast } from "./toasts";

const t = catalogue({
  "done": "Judged",
  "same": "That stood already",
  "undone": { one: "Taken back: {n} judgement", other: "Taken back: {n} judgements" },
  "redone": { one: "Done again: {n} judgement", other: "Done again: {n} judgements" },
  "nothing": "There is nothing to take back",
  "nothingMore": "There is nothing to do again",
  "readOnly": "This chronicle is only shown: nothing can be changed here",
});

export type Deed = { readonly what: string } & Readonly<Record<string, unknown>>;

/** As Judged of api/judging.py. */
export interface Judged {
  readonly judgements: readonly ({ readonly id: string } & Readonly<Record<string, unknown>>)[];
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly undo: number;
  readonly redo: number;
}

export const undoable = signal(0);
export const redoable = signal(0);

// ── who ─────────────────────────────────────────────────────────────────────────────────────────

const STORED = "dateline.reviewer";
/** The name given in this browser; without one, the server's setting holds. */
export const reviewer = signal(remembered());
/** Set while the name is asked for: the shell shows the dialog, and calls it with the name or null. */
export const asking = signal<((name: string | null) => void) | null>(null);

function remembered(): string {
  try {
    return window.localStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}

export function setReviewer(name: string): void {
  reviewer.value = name.trim();
  try {
    window.localStorage.setItem(STORED, reviewer.value);
  } catch {
    /* for this visit only */
  }
}

export async function whoJudges(): Promise<string | null> {
  const known = reviewer.value || session.value?.reviewer;
  if (known) return known;
  const name = await new Promise<string | null>((told) => { asking.value = told; });
  asking.value = null;
  if (name?.trim()) setReviewer(name);
  return name?.trim() || null;
}

// ── what ────────────────────────────────────────────────────────────────────────────────────────

export interface Showing {
  readonly show?: () => () => void;
  readonly quiet?: boolean; // no toast: a queue of cards would be all toasts
  readonly why?: string;
}

export async function judge(deeds: readonly Deed[], what: string = t("done"), { show, quiet, why }: Showing = {}): Promise<Judged | false> {
  const unshow = show?.();
  const judged = await asked("/judgements", { deeds, why });
  if (!judged) unshow?.();
  else if (!judged.judgements.length) toast(t("same"));
  else if (!quiet) toast(what, { label: shared("undo"), run: stepBack });
  return judged;
}

/** Whether the server counts the steps of whoever judges here: it does so for the name it was set to. */
const counted = (): boolean => !reviewer.value || reviewer.value === session.value?.reviewer;

/** How the screen at hand takes steps, where more than the store follows from them: the review moves its cards. */
interface Steps {
  readonly undo: () => void;
  readonly redo: () => void;
}
let own: Steps | null = null;

export function useSteps(steps: Steps): void {
  useLayoutEffect(() => {
    own = steps;
    return () => { if (own === steps) own = null; };
  });
}

/** What a button or a key anywhere does: `undo` and `redo` as the screen at hand takes them. */
export const stepBack = (): void => (own ? own.undo() : void undo());
export const stepOn = (): void => (own ? own.redo() : void redo());

export async function undo(): Promise<Judged | false> {
  if (counted() && !undoable.value) return nothing(t("nothing"));
  const judged = await asked("/judgements/undo", {});
  if (judged) toast(t("undone", { n: judged.judgements.length }), { label: shared("redo"), run: stepOn });
  return judged;
}

export async function redo(): Promise<Judged | false> {
  if (counted() && !redoable.value) return nothing(t("nothingMore"));
  const judged = await asked("/judgements/redo", {});
  if (judged) toast(t("redone", { n: judged.judgements.length }), { label: shared("undo"), run: stepBack });
  return judged;
}

async function asked(path: string, body: Readonly<Record<string, unknown>>): Promise<Judged | false> {
  if (session.value?.read_only) return nothing(t("readOnly"));
  const by = await whoJudges();
  if (!by) return false;
  try {
    const judged = await send<Judged>("POST", path, { ...body, by });
    [undoable.value, redoable.value] = [judged.undo, judged.redo];
    return judged;
  } catch (error) {
    toast(error instanceof Refused ? error.message : String(error), undefined, "bad");
    return false;
  }
}

function nothing(text: string): false {
  toast(text);
  return false;
}

export function startJudging(): void {
  effect(() => {
    const now = session.value;
    if (!counted()) return;
    if (now?.undo !== undefined) undoable.value = now.undo;
    if (now?.redo !== undefined) redoable.value = now.redo;
  });
}
