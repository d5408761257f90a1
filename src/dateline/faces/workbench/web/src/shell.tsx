/* The frame around all screens: rail, search and filters above, state below; what opens over them. */
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { gone, refresh } from "./api";
import { depth, redo, undo } from "./judge";
import { useKeys, type Key } from "./keys";
import { Button, Empty, Kbd, Waiting } from "./parts";
import { Peek } from "./peek";
import { go, href, place, put, visits } from "./router";
import { screenAt, SCREENS, type Screen } from "./screens";
import { session } from "./session";
import { number, t } from "./strings";
import { Toasts } from "./toasts";

export function Shell() {
  useKeys(framed(), t("scope.everywhere"));
  useKeys(SCREENS.map((screen) => goes(screen)).filter((key) => key !== null), t("scope.go"));
  return (
    <>
      <a class="skip" href="#main">{t("app.skip")}</a>
      <div class="frame">
        <Rail />
        <div class="body">
          <header class="top" aria-label={t("app.top")}>
            <Search />
          </header>
          {gone.value ? <Gone /> : null}
          <Main />
          <Foot />
        </div>
      </div>
      <Peek />
      <Toasts />
    </>
  );
}

function framed(): readonly Key[] {
  return [
    { key: "/", does: t("screen.search"), run: () => document.querySelector<HTMLInputElement>("#q")?.focus() },
    { key: ["u", "Ctrl+z"], does: t("undo"), run: () => void undo() },
    { key: ["U", "Ctrl+Shift+z"], does: t("redo"), run: () => void redo() },
    { key: "Escape", does: t("key.back"), run: back },
  ];
}

const goes = (screen: Screen): Key | null =>
  screen.key ? { key: `g ${screen.key}`, does: screen.name, run: () => go(screen.path) } : null;

function back(): void {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) active.blur();
  else if (place.value.path.split("/").length > 2) window.history.back();
}

function Rail() {
  const now = screenAt(place.value.path);
  return (
    <nav class="rail" aria-label={t("app.sections")}>
      <a class="brand" href="/">{t("app.name")}</a>
      <ul>
        {SCREENS.filter((screen) => !screen.hidden).map((screen) => (
          <li key={screen.id}>
            <a href={screen.path} aria-current={screen === now ? "page" : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={screen.sign} /></svg>
              <span>{screen.name}</span>
              {screen.key ? <Kbd keys={`g ${screen.key}`} /> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Search() {
  const { q = "" } = place.value.params;
  const [text, write] = useState(q);
  useEffect(() => write(q), [q]);
  const ask = (event: Event): void => {
    event.preventDefault();
    put({ q: text });
  };
  return (
    <form role="search" onSubmit={ask}>
      <input id="q" type="search" aria-label={t("screen.search")} value={text} onInput={(event) => write(event.currentTarget.value)} />
    </form>
  );
}

/** The screen at this address, fetched when it is first wanted; its heading gets the focus when one goes there. */
function Main() {
  const screen = screenAt(place.value.path);
  const [loaded, keep] = useState<Readonly<Record<string, ComponentType>>>({});
  const main = useRef<HTMLElement>(null);
  const Here = screen ? loaded[screen.id] : undefined;
  useEffect(() => {
    if (place.value.path === "/") go("/incidents", place.value.params, { quiet: true });
    if (screen && !Here) void screen.load().then((part) => keep((had) => ({ ...had, [screen.id]: part.default })));
    document.title = `${screen?.name ?? t("lost.title")} · ${t("app.name")}`;
  }, [screen, Here]);
  useEffect(() => {
    if (!visits.value) return;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [visits.value]);
  return (
    <main id="main" ref={main} tabIndex={-1} class={`screen-${screen?.id ?? "lost"}`}>
      {screen ? Here ? <Here key={place.value.path} /> : <Waiting /> : <Lost />}
    </main>
  );
}

function Lost() {
  return (
    <Empty title={t("lost.title")} text={t("lost.text", { path: place.value.path })}>
      <a class="button main" href={href("/incidents")}>{t("lost.home")}</a>
    </Empty>
  );
}

function Gone() {
  return (
    <div class="gone" role="alert">
      <p>{t("gone.text")}</p>
      <Button onClick={refresh}>{t("gone.again")}</Button>
    </div>
  );
}

function Foot() {
  const now = session.value;
  return (
    <footer class="foot" aria-label={t("app.status")}>
      <span>{now?.store}</span>
      {now ? Object.entries(now.counts).map(([what, many]) => <span key={what}>{number(many)} {what}</span>) : null}
      <span>{depth.value}</span>
    </footer>
  );
}
