/* What opens over the screen: the sheet of keys (?), the palette (Ctrl+K), and the question who judges. */
import { signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { asking } from "./judge";
import { isLetter, layered, letters, listed, setLetters, shown, ways, type Key } from "./keys";
import { address, useViews } from "./menus";
import { Button, Dialog } from "./parts";
import { go, place } from "./router";
import { at, screenAt, SCREENS } from "./screens";
import { catalogue, t as shared } from "./strings";
import { theme, THEMES } from "./theme";

const t = catalogue({
  "keys": "Keys",
  "keys.find": "Find a key",
  "keys.letters": "Single letters are keys",
  "keys.note": "Switch this off if you speak to your machine or hit keys by chance; keys with Ctrl, Escape, Enter and the arrows go on working.",
  "keys.none": "No key does that.",
  "or": "or",
  "palette": "Go to, or do",
  "palette.find": "A screen, a view, a deed, or words to search for",
  "palette.search": "Search for “{text}”",
  "palette.screen": "screen",
  "palette.view": "saved view",
  "palette.key": "key",
  "palette.theme": "theme",
  "theme.system": "Theme: as the system has it",
  "theme.light": "Theme: light",
  "theme.dark": "Theme: dark",
  "screens": "All screens",
  "who": "Who judges?",
  "who.text": "Judgements are kept with the name of whoever made them. Yours is asked for once, and stays in this browser.",
  "who.name": "Your name",
  "who.do": "Judge as this",
});

export const overlay = signal<"keys" | "palette" | "screens" | null>(null);
const close = (): void => { overlay.value = null; };

export function Overlays() {
  const now = overlay.value;
  return (
    <>
      {now === "keys" ? <Keys /> : null}
      {now === "palette" ? <Palette /> : null}
      {now === "screens" ? <Screens /> : null}
      {asking.value ? <Who told={asking.value} /> : null}
    </>
  );
}

// ── keys ────────────────────────────────────────────────────────────────────────────────────────

function Keys() {
  const [text, write] = useState("");
  void layered.value;
  const groups = listed()
    .map(({ scope, keys }) => ({ scope, keys: keys.filter((key) => fits(key, text)) }))
    .filter(({ keys }) => keys.length);
  return (
    <Dialog title={t("keys")} onClose={close} class="keysheet">
      <input type="search" aria-label={t("keys.find")} placeholder={t("keys.find")} value={text} autofocus onInput={(event) => write(event.currentTarget.value)} />
      <div class="keygroups" role="status">
        {groups.length ? groups.map(({ scope, keys }) => (
          <section key={scope}>
            <h3>{scope}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key.does} class={letters.value || !ways(key).every(isLetter) ? "" : "off"}>
                  <dt>{ways(key).slice(0, 2).map((way, at) => <>{at ? ` ${t("or")} ` : ""}<kbd>{shown(way)}</kbd></>)}</dt>
                  <dd>{key.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        )) : <p class="soft">{t("keys.none")}</p>}
      </div>
      <label class="switch">
        <input type="checkbox" checked={letters.value} onChange={(event) => setLetters(event.currentTarget.checked)} /> {t("keys.letters")}
      </label>
      <p class="soft">{t("keys.note")}</p>
    </Dialog>
  );
}

function fits(key: Key, text: string): boolean {
  const low = text.trim().toLowerCase();
  return !low || key.does.toLowerCase().includes(low) || ways(key).some((way) => way.toLowerCase() === low || shown(way).toLowerCase() === low);
}

// ── palette ─────────────────────────────────────────────────────────────────────────────────────

interface Deed {
  readonly label: string;
  readonly note: string;
  readonly run: (event: Event) => void;
}

const called = (deed: Deed | undefined): string | null => (deed ? `${deed.label} (${deed.note})` : null);

function Palette() {
  const views = useViews();
  const [text, write] = useState("");
  const [chosen, choose] = useState<string | null>(null); // by name, for saved views come in between once the server tells them
  const id = useId();
  const all: Deed[] = [
    ...SCREENS.filter((screen) => !screen.hidden).map((screen) => ({ label: screen.name, note: t("palette.screen"), run: () => go(at(screen)) })),
    ...views.map((view) => ({ label: view.name, note: t("palette.view"), run: () => go(address(view)) })),
    ...listed().flatMap(({ scope, keys }) => keys.filter((key) => scope !== shared("scope.go") && (key.when?.() ?? true)).map((key) => ({
      label: key.does, note: `${t("palette.key")} ${shown(ways(key)[0]!)}`, run: (event: Event) => key.run(event as KeyboardEvent),
    }))),
    ...THEMES.map((each) => ({ label: t(`theme.${each}`), note: t("palette.theme"), run: () => { theme.value = each; } })),
  ];
  const low = text.trim().toLowerCase();
  const found = all.filter((deed) => low.split(/\s+/).every((word) => deed.label.toLowerCase().includes(word))).slice(0, 12);
  if (low) found.push({ label: t("palette.search", { text: text.trim() }), note: "", run: () => go("/search", { q: text.trim() }) });
  const now = Math.max(0, found.findIndex((deed) => called(deed) === chosen));
  const run = (deed: Deed | undefined, event: Event): void => {
    if (!deed) return;
    close();
    queueMicrotask(() => deed.run(event)); // once the dialog is gone and the focus is back, but before the next key
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) choose(called(found[(now + step + found.length) % found.length]));
    else if (event.key === "Enter") run(found[now], event);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t("palette")} onClose={close} class="palette">
      <input type="text" role="combobox" aria-label={t("palette")} aria-expanded="true" aria-controls={id} aria-activedescendant={`${id}-${now}`} autofocus
        autocomplete="off" spellcheck={false} placeholder={t("palette.find")} value={text} onInput={(event) => { write(event.currentTarget.value); choose(null); }} onKeyDown={onKeyDown} />
      <ul id={id} role="listbox" aria-label={t("palette")}>
        {found.map((deed, n) => (
          <li key={called(deed)} id={`${id}-${n}`} role="option" aria-selected={n === now} onPointerDown={(event) => { event.preventDefault(); run(deed, event); }}>
            <span>{deed.label}</span> <small>{deed.note}</small>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

// ── all screens, on a phone ─────────────────────────────────────────────────────────────────────

function Screens() {
  const now = screenAt(place.value.path);
  return (
    <Dialog title={t("screens")} onClose={close} class="sheet">
      <nav aria-label={t("screens")}>
        <ul>
          {SCREENS.filter((screen) => !screen.hidden).map((screen) => (
            <li key={screen.id}>
              <a href={at(screen)} aria-current={screen === now ? "page" : undefined} onClick={close}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={screen.sign} /></svg>
                <span>{screen.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </Dialog>
  );
}

// ── who judges ──────────────────────────────────────────────────────────────────────────────────

function Who({ told }: { told: (name: string | null) => void }) {
  const [name, write] = useState("");
  return (
    <Dialog title={t("who")} onClose={() => told(null)}>
      <p>{t("who.text")}</p>
      <form class="menu-form" onSubmit={(event) => { event.preventDefault(); if (name.trim()) told(name); }}>
        <label>{t("who.name")} <input value={name} autofocus maxLength={100} autocomplete="name" onInput={(event) => write(event.currentTarget.value)} /></label>
        <Button type="submit" kind="main" disabled={!name.trim()}>{t("who.do")}</Button>
        <Button onClick={() => told(null)}>{shared("cancel")}</Button>
      </form>
    </Dialog>
  );
}
