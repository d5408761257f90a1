/* The search box: the one query language, with what may be meant while one types, and with what was wrong.
   Below it the parts of the query as chips, each of which can be taken out. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fault } from "./api";
import { applied, suggestions, type Suggestion } from "./completing";
import { useKeys } from "./keys";
import { Button, Chip, Kbd } from "./parts";
import { parts, without } from "./query";
import { go, place, put } from "./router";
import { filtered } from "./screens";
import { fields } from "./session";
import { catalogue, t as shared } from "./strings";

const t = catalogue({
  "label": "Search and filter",
  "hint": "Words, or fields like type:protest",
  "options": "What you may mean",
  "everywhere": "Search incidents and reports",
  "filter": "Filter this screen",
  "clear": "Take all filters away",
  "chips": "Filters",
  "focus": "Search and filter",
  "help": "How to ask",
});

type Option = Suggestion & { readonly run?: () => void };

export function QueryBox() {
  const { q = "" } = place.value.params;
  const input = useRef<HTMLInputElement>(null);
  const [text, write] = useState(q);
  const [caret, setCaret] = useState(q.length);
  const [open, setOpen] = useState(false);
  const [at, point] = useState(-1);
  const list = useId();
  useLayoutEffect(() => { write(q); setOpen(false); }, [q, place.value.path]); // at once: later it would undo what is typed next
  useKeys([{ key: "/", does: t("focus"), run: () => input.current?.select() }], shared("scope.everywhere"));

  const here = filtered(place.value.path);
  const ask = (what: string, everywhere = !here): void => {
    setOpen(false);
    fault.value = null;
    if (everywhere) go("/search", { q: what.trim() });
    else put({ q: what.trim() });
  };
  const take = (suggestion: Suggestion): void => {
    const next = applied(text, caret, suggestion.text);
    write(next.text);
    setCaret(next.caret);
    point(-1);
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  };
  const options: readonly Option[] = open ? [
    ...suggestions(text, caret, fields.value),
    ...(here && text.trim() && place.value.path !== "/search" ? [{ text: "", shown: t("everywhere"), note: text.trim(), run: () => ask(text, true) }] : []),
  ] : [];
  const choose = (option: Option): void => (option.run ?? (() => take(option)))();
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && !options.length) setOpen(true);
    else if (step) point((at + step + options.length + 1) % (options.length + 1) === options.length ? -1 : (at + step + options.length + 1) % (options.length + 1));
    else if (event.key === "Enter" && options[at]) choose(options[at]);
    else if (event.key === "Escape" && open && options.length) setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <form role="search" class="query" onSubmit={(event) => { event.preventDefault(); ask(text); }}>
      <div class="query-line">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5" /></svg>
        <input ref={input} id="q" type="text" dir="auto" role="combobox" aria-label={t("label")} aria-expanded={options.length > 0} aria-controls={list}
          aria-autocomplete="list" aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined} aria-invalid={fault.value?.q === q} autocomplete="off"
          spellcheck={false} placeholder={t("hint")} value={text}
          onInput={(event) => { write(event.currentTarget.value); setCaret(event.currentTarget.selectionStart ?? 0); setOpen(true); point(-1); }}
          onClick={(event) => { setCaret(event.currentTarget.selectionStart ?? 0); setOpen(true); }}
          onKeyDown={onKeyDown} onBlur={() => setOpen(false)} />
        <Kbd keys="/" />
      </div>
      <ul id={list} role="listbox" aria-label={t("options")} class="options" hidden={!options.length}>
        {options.map((option, n) => (
          <li key={option.shown} id={`${list}-${n}`} role="option" aria-selected={n === at}
            onPointerDown={(event) => { event.preventDefault(); choose(option); }}>
            <b>{option.shown}</b> <span>{option.note}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** What is wrong with the query, pointing at the place. */
export function Fault() {
  const wrong = fault.value;
  const { q = "" } = place.value.params;
  if (!wrong || wrong.q !== q) return null;
  const points = [...q];
  const column = Math.max(0, Math.min((wrong.error.column ?? 1) - 1, points.length));
  return (
    <div class="fault" role="alert">
      <code dir="auto">{points.slice(0, column).join("")}<mark>{points.slice(column, column + 1).join("") || " "}</mark>{points.slice(column + 1).join("")}</code>
      <p>{said(wrong.error.message)}</p>
    </div>
  );
}

/** The message without the drawing for a terminal, and without the column, to which we point ourselves. */
const said = (message: string): string => message.split("\n")[0]!.replace(/^in the query, column \d+: /, "");

/** The parts of the query, each to be taken out. */
export function Chips() {
  const { q = "" } = place.value.params;
  const all = parts(q);
  if (!all.length) return null;
  return (
    <div class="chips filters" role="group" aria-label={t("chips")}>
      {all.map((each) => <Chip key={each} label={each} onRemove={() => put({ q: all.length === 1 ? null : without(q, each) })} />)}
      {all.length > 1 ? <Button kind="quiet" onClick={() => put({ q: null })}>{t("clear")}</Button> : null}
    </div>
  );
}
