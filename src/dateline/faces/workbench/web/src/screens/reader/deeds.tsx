/* Judging one event by keyboard or mouse: accept, reject with a reason, correct its fields. Judgements are the chronicle's.

     accept({ report, event }, n)
     <Reject key={…} what={{ report, event }} onClose={…} onDone={…} />          keys 1–6
     <Edit what={…} fields={fact.fields} names={…} first="place" onClose={…} />    a form of all fields; what changed is kept */
import { useRef, useState } from "preact/hooks";
import { judge, type Deed, type Showing } from "../../judge";
import { Button, Dialog, Kbd } from "../../parts";
import { useModal } from "../../keys";
import { t as shared } from "../../strings";
import { toast } from "../../toasts";
import { Editor, type Draft } from "./editors";
import { label } from "./fields";
import { t } from "./strings";
import type { Field } from "./types";

export interface What {
  readonly report: string;
  readonly event: string;
}

export const verdict = (what: What, field: string | null, right: boolean | null): Deed => ({ what: "verdict", report: what.report, event: what.event, field, right });

export const accept = (what: What, number: number, how: Showing = {}) => judge([verdict(what, null, true)], t("accepted", { n: number }), how);

/** Reasons to reject, by their keys: which field is wrong. Null is the event itself. */
export const REASONS = [
  ["reject.event", null], ["reject.type", "type"], ["reject.actor", "actor"], ["reject.recipient", "recipient"],
  ["reject.place", "place"], ["reject.time", "time"],
] as const;

/** Does the rejecting: given the deeds, their name and the reason. */
export type Rejecting = (deeds: readonly Deed[], name: string, why: string) => void;

const plainly: Rejecting = (deeds, name, why) => void judge(deeds, name, why ? { why } : {});

export function Reject({ what, onClose, does = plainly }: { what: What; onClose: () => void; does?: Rejecting }) {
  const note = useRef<HTMLInputElement>(null);
  const choose = (at: number): void => {
    const [words, field] = REASONS[at]!;
    onClose();
    does([verdict(what, field, false)], t("rejected", { what: t(words) }), note.current?.value.trim() ?? "");
  };
  useModal(REASONS.map(([words], at) => ({ key: String(at + 1), does: t(words), run: () => choose(at), hidden: true })), t("reject.title"));
  return (
    <Dialog title={t("reject.title")} onClose={onClose} class="reject">
      <ol class="reasons">
        {REASONS.map(([words, field], at) => (
          <li key={words}>
            <button type="button" onClick={() => choose(at)}>
              <Kbd keys={String(at + 1)} />
              <span>{t(words)} <small class="soft">{t(field ? "reject.fieldNote" : "reject.eventNote")}</small></span>
            </button>
          </li>
        ))}
      </ol>
      <label class="line">{t("reject.note")} <input ref={note} type="text" maxLength={500} /></label>
    </Dialog>
  );
}

/** A comment stands with a judgement, as its reason: that all was read right, or that nobody can tell. */
export function Comment({ what, onClose, does = plainly }: { what: What; onClose: () => void; does?: Rejecting }) {
  const [text, write] = useState("");
  const keep = (right: true | null): void => {
    if (!text.trim()) return;
    onClose();
    does([verdict(what, null, right)], t(right ? "comment.right" : "comment.unsure"), text.trim());
  };
  return (
    <Dialog title={t("comment")} onClose={onClose} class="comment">
      <p class="soft">{t("comment.intro")}</p>
      <form onSubmit={(event) => { event.preventDefault(); keep(null); }}>
        <label class="line">{t("comment.text")} <input type="text" autofocus maxLength={500} value={text} onInput={(event) => write(event.currentTarget.value)} /></label>
        <p class="actions">
          <button type="submit" class="button main" disabled={!text.trim()}>{t("comment.unsure")}<Kbd keys="Enter" /></button>
          <Button disabled={!text.trim()} onClick={() => keep(true)}>{t("comment.right")}</Button>
        </p>
      </form>
    </Dialog>
  );
}

export interface EditProps {
  readonly what: What;
  readonly number?: number;
  readonly fields: readonly Field[];
  readonly names: readonly string[]; // of actors, to choose from
  readonly first?: string | undefined; // the field that was asked for
  readonly onClose: () => void;
  readonly onDone?: (deeds: readonly Deed[], why: string) => void;
}

export function Edit({ what, number, fields, names, first, onClose, onDone }: EditProps) {
  const [draft, write] = useState<Draft>(() => Object.fromEntries(fields.map((field) => [field.name, current(field)])));
  const why = useRef<HTMLInputElement>(null);
  const title = number ? t("edit.title", { n: number }) : t("edit.does");
  const save = (event?: Event): void => {
    event?.preventDefault();
    const changed = fields.filter((field) => draft[field.name] !== current(field));
    if (!changed.length) return toast(t("edit.nothing"));
    const deeds = changed.map((field) => deed(what, field, draft[field.name]!.trim()));
    const reason = why.current?.value.trim() ?? "";
    onClose();
    if (onDone) onDone(deeds, reason);
    else void judge(deeds, t("edit.done", { n: deeds.length }), reason ? { why: reason } : {});
  };
  useModal([{ key: "Ctrl+Enter", does: t("edit.save"), run: () => save() }], title);
  return (
    <Dialog title={title} onClose={onClose} class="edit">
      <p class="soft">{t("edit.intro")}</p>
      <form onSubmit={save}>
        {fields.map((field) => (
          <fieldset key={field.name} class={draft[field.name] === current(field) ? "" : "changed"}>
            <legend>{label(field.name)}</legend>
            <Editor field={field} value={draft[field.name]!} names={names} focus={field.name === (first ?? "type")}
              onChange={(value) => write((had) => ({ ...had, [field.name]: value }))} />
          </fieldset>
        ))}
        <label class="line">{t("edit.why")} <input ref={why} type="text" maxLength={500} /></label>
        <p class="actions"><button type="submit" class="button main">{t("edit.save")}<Kbd keys="Ctrl+Enter" /></button> <Button onClick={onClose}>{shared("close")}</Button></p>
      </form>
    </Dialog>
  );
}

/** The field as it stands, in the words in which it can be written again. */
export const current = (field: Field): string => (field.now ? field.now.shown : field.shown) ?? "";

/** What takes a value away is written "none"; what puts back what was read is said to be right. */
function deed(what: What, field: Field, value: string): Deed {
  if (value === (field.shown ?? "")) return verdict(what, field.name, true);
  return { what: "correct", id: what.event, field: field.name, text: value || "none" };
}
