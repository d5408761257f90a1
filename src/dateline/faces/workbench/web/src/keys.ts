/* Keys: one registry, which feeds the `?` overlay, the hints on buttons and the running itself.

     useKeys([{ key: "m", does: t("merge"), run: merge, when: () => chosen.size > 1 }], "Incidents");

   A key is one character ("m", "?", "M" for Shift+m), a name ("Enter", "Space", "Escape", "ArrowDown"), a chord ("Ctrl+k",
   "Alt+Enter") or two keys in a row ("g t"). Several for one deed: "j ArrowDown" is a row; write ["j", "ArrowDown"].
   The scope is the heading under which the overlay lists it. What was registered last is asked first, so a screen's
   own keys go before those of the frame; `when` false passes the key on.
   Keys never fire while somebody types, but for Escape and chords. While a dialog is open only its keys count
   (Dialog calls useModal). Single characters and rows of them can be switched off (`letters`); names and chords stay.
   Buttons show their key: <Button keys="m" onClick={merge}>. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface Key {
  readonly key: string | readonly string[];
  readonly does: string;
  readonly run: (event: KeyboardEvent) => void;
  readonly when?: () => boolean;
  readonly hidden?: boolean; // not listed in the overlay
}

interface Layer {
  readonly scope: string;
  readonly modal: boolean;
  keys: readonly Key[];
}

const layers: Layer[] = [];
/** Changes with the registry, so that the overlay shows what counts now. */
export const layered = signal(0);
/** Whether single letters do anything: some people speak to their machine, or hit keys by chance. */
export const letters = signal(stored() !== "off");

const WAIT = 1200; // ms between the two keys of a row
const STORED = "dateline.letters";

function stored(): string | null {
  try {
    return window.localStorage.getItem("dateline.letters");
  } catch {
    return null; // a page without storage still has keys
  }
}

export function setLetters(on: boolean): void {
  letters.value = on;
  try {
    window.localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    /* kept for this visit only */
  }
}

function useLayer(keys: readonly Key[], scope: string, modal: boolean): void {
  const layer = useRef<Layer>({ scope, modal, keys });
  layer.current.keys = keys;
  useLayoutEffect(() => {
    const own = layer.current;
    layers.push(own);
    layered.value += 1;
    return () => {
      layers.splice(layers.indexOf(own), 1);
      layered.value += 1;
    };
  }, []);
}

export function useKeys(keys: readonly Key[], scope: string): void {
  useLayer(keys, scope, false);
}

/** The keys of a dialog: while it is open, no others count. */
export function useModal(keys: readonly Key[], scope: string): void {
  useLayer(keys, scope, true);
}

/** All keys that count outside dialogs, by scope, the screen's own first. */
export function listed(): readonly { scope: string; keys: readonly Key[] }[] {
  const scopes = new Map<string, Key[]>();
  for (const layer of [...layers].reverse()) {
    if (layer.modal) continue;
    const keys = scopes.get(layer.scope) ?? [];
    for (const key of layer.keys) if (!key.hidden && !keys.some((other) => other.does === key.does)) keys.push(key);
    if (keys.length) scopes.set(layer.scope, keys);
  }
  return [...scopes].map(([scope, keys]) => ({ scope, keys }));
}

export const ways = (key: Key): readonly string[] => (typeof key.key === "string" ? [key.key] : key.key);

/** Whether a key is of single letters, which can be switched off. */
export const isLetter = (way: string): boolean => way.split(" ").every((part) => [...part].length === 1);

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range", "file"].includes(target.type);
}

/** Space and Enter are the browser's own on these. */
function native(target: EventTarget | null, way: string): boolean {
  if (!(target instanceof Element)) return false;
  if (way === "Enter") return target.closest("button, a[href], summary") !== null;
  return way === "Space" && target.closest("button:not([data-peek]), summary, input") !== null;
}

function spelled(event: KeyboardEvent): string {
  const key = event.key === " " ? "Space" : event.key;
  const chord = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""].filter(Boolean);
  if (chord.length) return [...chord, event.shiftKey && key.length > 1 ? "Shift" : "", key.length === 1 ? key.toLowerCase() : key].filter(Boolean).join("+");
  return event.shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

let first = ""; // of a row of two
let since = 0;

function find(way: string): Key | undefined {
  for (const layer of [...layers].reverse()) {
    for (const key of layer.keys) if (ways(key).includes(way) && (key.when?.() ?? true)) return key;
    if (layer.modal) return undefined;
  }
  return undefined;
}

function begins(way: string): boolean {
  const modal = layers.some((layer) => layer.modal);
  return !modal && layers.some((layer) => layer.keys.some((key) => ways(key).some((each) => each.startsWith(`${way} `))));
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const way = spelled(event);
  const chord = way.includes("+") && way.length > 1;
  if (typing(event.target) && way !== "Escape" && !(chord && !["Ctrl+z", "Ctrl+a"].includes(way))) return;
  if (native(event.target, way)) return;
  const row = first && Date.now() - since < WAIT ? `${first} ${way}` : "";
  first = "";
  const key = (row && allowed(row) ? find(row) : undefined) ?? (allowed(way) ? find(way) : undefined);
  if (key) {
    event.preventDefault();
    key.run(event);
  } else if (allowed(way) && begins(way)) {
    [first, since] = [way, Date.now()];
  }
}

const allowed = (way: string): boolean => letters.value || !isLetter(way);

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
}

/** A key as it is shown: "⇧M" stays readable where "Shift+M" would not fit a button. */
export function shown(way: string): string {
  const names: Record<string, string> = { Escape: "Esc", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Enter: "↵" };
  return way.split(" ").map((part) => part.split("+").map((bit) => names[bit] ?? (/^[A-Z]$/.test(bit) ? `⇧${bit}` : bit.length === 1 && part.includes("+") ? bit.toUpperCase() : bit)).join("+")).join(" ");
}
