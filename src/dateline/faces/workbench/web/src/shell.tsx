/* The frame around all screens: rail, search and filters above, state below; what opens over them. */
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { gone, refresh } from "./api";
import { redoable, stepBack, stepOn, undoable } from "./judge";
import { useKeys, type Key } from "./keys";
import { Looked } from "./looked";
import { CopyMenu, ThemeMenu, ViewsMenu } from "./menus";
import { overlay, Overlays } from "./overlays";
import { Button, Empty, Failed, Kbd, Waiting } from "./parts";
import { Peek } from "./peek";
import { Chips, Fault, QueryBox } from "./querybox";
import { go, place, returning, visits } from "./router";
import { at, screenAt, SCREENS, type Screen } from "./screens";
import { session } from "./session";
import { catalogue, day, t as shared } from "./strings";
import { Toasts } from "./toasts";
import { Refused } from "./api";

const t = catalogue({
  "help": "Keys and help",
  "palette": "Go to, or do",
  "more": "More",
  "reports": { one: "{n} report", other: "{n} reports" },
  "incidents": { one: "{n} incident", other: "{n} incidents" },
  "failures": { one: "{n} could not be read", other: "{n} could not be read" },
  "newest": "newest {day}",
  "undoable": { one: "{n} judgement to take back", other: "{n} steps to take back" },
  "readOnly": "shown only",
  "offline": "nothing leaves this machine",
  "version": "Dateline {version}",
  "part": "This part of the page could not be loaded.",
});

export function Shell() {
  useKeys(FRAME, shared("scope.everywhere"));
  useKeys(SCREENS.map(goes).filter((key) => key !== null), shared("scope.go"));
  return (
    <>
      <a class="skip" href="#main">{shared("app.skip")}</a>
      <div class="frame">
        <Rail />
        <div class="body">
          <header class="top">
            <div class="bar">
              <QueryBox />
              <div class="tools">
                <ViewsMenu />
                <CopyMenu />
                <ThemeMenu />
                <Button kind="quiet" keys="?" aria-label={t("help")} title={t("help")} onClick={() => { overlay.value = "keys"; }}>
                  <svg viewBox="0 0 24 24" aria-hidden="true" class="sign"><path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10" /></svg>
                </Button>
              </div>
            </div>
            <Fault />
            <Chips />
          </header>
          {gone.value ? <Gone /> : null}
          <Looked />
          <Main />
          <Foot />
        </div>
      </div>
      <Overlays />
      <Peek />
      <Toasts />
    </>
  );
}

const FRAME: readonly Key[] = [
  { key: "Ctrl+k", does: t("palette"), run: () => { overlay.value = "palette"; } },
  { key: ".", does: t("palette"), run: () => { overlay.value = "palette"; }, hidden: true },
  { key: "?", does: t("help"), run: () => { overlay.value = "keys"; } },
  { key: ["u", "Ctrl+z"], does: shared("undo"), run: stepBack },
  { key: ["U", "Ctrl+Shift+z", "Ctrl+y"], does: shared("redo"), run: stepOn },
  { key: "Escape", does: shared("key.back"), run: back },
];

const goes = (screen: Screen): Key | null =>
  screen.key ? { key: `g ${screen.key}`, does: screen.name, run: () => go(at(screen)) } : null;

function back(): void {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) active.blur();
  else if (place.value.path.split("/").length > 2 && window.history.length > 1) window.history.back();
}

function Rail() {
  const now = screenAt(place.value.path);
  return (
    <nav class="rail" aria-label={shared("app.sections")}>
      <a class="brand" href="/incidents">{shared("app.name")}</a>
      <ul>
        {SCREENS.filter((screen) => !screen.hidden).map((screen) => (
          <li key={screen.id} class={screen.bar ? "" : "further"}>
            <a href={at(screen)} aria-current={screen === now ? "page" : undefined} title={screen.name}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={screen.sign} /></svg>
              <span>{screen.name}</span>
              {screen.key ? <Kbd keys={`g ${screen.key}`} /> : null}
            </a>
          </li>
        ))}
        <li class="more">
          <button type="button" aria-haspopup="dialog" class={now && !now.bar ? "here" : ""} onClick={() => { overlay.value = "screens"; }}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.01M12 12h.01M19 12h.01" /></svg>
            <span>{t("more")}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

/** The screen at this address, fetched when it is first wanted; it gets the focus when one goes there. */
function Main() {
  const { path } = place.value;
  const screen = screenAt(path);
  const [loaded, keep] = useState<Readonly<Record<string, ComponentType>>>({});
  const [failed, fail] = useState(0);
  const main = useRef<HTMLElement>(null);
  const Here = screen ? loaded[screen.id] : undefined;
  useEffect(() => {
    if (path === "/") return go("/incidents", place.value.params, { quiet: true });
    document.title = `${screen?.name ?? shared("lost.title")} · ${shared("app.name")}`;
    if (!screen || Here) return;
    screen.load().then((part) => { fail(0); keep((had) => ({ ...had, [screen.id]: part.default })); }, () => fail((n) => n + 1));
  }, [screen, Here, path, gone.value]);
  useEffect(() => {
    if (!visits.value) return;
    if (returning === null) window.scrollTo(0, 0);
    else scrollBack(returning);
    main.current?.focus({ preventScroll: true });
  }, [visits.value]);
  const waiting = failed ? <Failed error={new Refused(0, "part", t("part"))} retry={() => window.location.reload()} /> : <Waiting />;
  return (
    <main id="main" ref={main} tabIndex={-1} class={`screen-${screen?.id ?? "lost"}`}>
      {screen ? Here ? <Here key={path} /> : waiting : path === "/" ? null : <Lost />}
    </main>
  );
}

/** Down to where one was, as soon as the page is long enough again. */
function scrollBack(y: number, tries = 30): void {
  if (document.documentElement.scrollHeight >= y + window.innerHeight || !tries) window.scrollTo(0, y);
  else requestAnimationFrame(() => scrollBack(y, tries - 1));
}

function Lost() {
  return (
    <Empty title={shared("lost.title")} text={shared("lost.text", { path: place.value.path })}>
      <a class="button main" href="/incidents">{shared("lost.home")}</a>
    </Empty>
  );
}

const TRY = 3000; // ms between attempts to reach the server

function Gone() {
  useEffect(() => {
    const timer = window.setInterval(refresh, TRY);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <div class="gone" role="alert">
      <p>{shared("gone.text")} <span class="soft">{shared("gone.trying")}</span></p>
      <Button onClick={refresh}>{shared("gone.again")}</Button>
    </div>
  );
}

function Foot() {
  const now = session.value;
  return (
    <footer class="foot" aria-label={shared("app.status")}>
      {now ? (
        <>
          <span><bdi>{now.store}</bdi></span>
          <span>{t("reports", { n: now.reports })}, {t("incidents", { n: now.incidents })}</span>
          {now.newest ? <span>{t("newest", { day: day(now.newest) })}</span> : null}
          {now.failures ? <a href="/inbox?status=failed">{t("failures", { n: now.failures })}</a> : null}
          {now.read_only ? <span class="badge">{t("readOnly")}</span> : null}
        </>
      ) : null}
      {undoable.value ? <Button kind="quiet" keys="u" onClick={stepBack}>{t("undoable", { n: undoable.value })}</Button> : null}
      {redoable.value ? <Button kind="quiet" keys="U" onClick={stepOn}>{shared("redo")}</Button> : null}
      <span class="end">{t("offline")} ✓</span>
    </footer>
  );
}
