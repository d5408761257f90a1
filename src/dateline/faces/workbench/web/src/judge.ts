/* Judgements: the chronicle's own, nothing is kept beside them.

     await judge([{ what: "join", one: […], other: [[…]] }], "Merged 2 incidents")      a toast with Undo
     await judge(deeds, "Accepted", { show: () => { hide(card); return () => unhide(card); } })
                                      `show` changes the screen at once and gives back how to change it back on failure
     undo()   redo()   depth.value    u or Ctrl+Z, Shift+U; how many can be taken back in this visit

   Deeds are written as in decisions.jsonl, without id, at and by. All deeds of one call are undone together.
   Where the server shows only (--read-only), `judge` says so and gives false. */
import { computed, signal } from "@preact/signals";
import { Refused, send } from "./api";
import { session } from "./session";
import { catalogue, t as shared } from "./strings";
import { toast } from "./toasts";

const t = catalogue({
  "done": "Judged",
  "undone": "Taken back: {what}",
  "redone": "Done again: {what}",
  "nothing": "Nothing of this visit to take back",
  "nothingMore": "Nothing to do again",
  "readOnly": "This chronicle is only shown: nothing can be changed here",
});

export type Deed = { readonly what: string } & Readonly<Record<string, unknown>>;
export interface Judged {
  readonly judgements: readonly { readonly id: string }[];
  readonly [more: string]: unknown;
}

interface Step {
  readonly deeds: readonly Deed[];
  readonly what: string;
  readonly ids: readonly string[];
}

const done = signal<readonly Step[]>([]);
const back = signal<readonly Step[]>([]);
export const depth = computed(() => done.value.length);
export const ahead = computed(() => back.value.length);

export interface Showing {
  readonly show?: () => () => void;
  readonly quiet?: boolean; // no toast: a queue of cards would be all toasts
}

export async function judge(deeds: readonly Deed[], what: string = t("done"), { show, quiet }: Showing = {}): Promise<Judged | false> {
  if (session.value?.read_only) {
    toast(t("readOnly"), undefined, "bad");
    return false;
  }
  const unshow = show?.();
  try {
    const judged = await send<Judged>("POST", "/judgements", { deeds });
    done.value = [...done.value, { deeds, what, ids: judged.judgements.map((each) => each.id) }];
    back.value = [];
    if (!quiet) toast(what, { label: shared("undo"), run: () => void undo() });
    return judged;
  } catch (error) {
    unshow?.();
    complain(error);
    return false;
  }
}

export async function undo(): Promise<void> {
  const step = done.value.at(-1);
  if (!step) return toast(t("nothing"));
  try {
    for (const id of [...step.ids].reverse()) await send("POST", "/judgements/undo", { id });
    done.value = done.value.slice(0, -1);
    back.value = [...back.value, step];
    toast(t("undone", { what: step.what }), { label: shared("redo"), run: () => void redo() });
  } catch (error) {
    complain(error);
  }
}

export async function redo(): Promise<void> {
  const step = back.value.at(-1);
  if (!step) return toast(t("nothingMore"));
  try {
    const judged = await send<Judged>("POST", "/judgements", { deeds: step.deeds });
    back.value = back.value.slice(0, -1);
    done.value = [...done.value, { ...step, ids: judged.judgements.map((each) => each.id) }];
    toast(t("redone", { what: step.what }), { label: shared("undo"), run: () => void undo() });
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  toast(error instanceof Refused ? error.message : String(error), undefined, "bad");
}
