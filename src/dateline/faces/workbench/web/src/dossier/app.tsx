/* The dossier: what it is, filters, when things happened, and five lists that hang together. */
import { useEffect, useRef } from "preact/hooks";
import { country, named } from "../names";
import { Button, Chip } from "../parts";
import { day, moment, number } from "../strings";
import { Foreign } from "../facts";
import { choice, choose, counted, found, narrowed, NOTHING, parties, TABS, type Choice } from "./choosing";
import { held } from "./data";
import { Incidents } from "./incidents";
import { Claims, Commitments, Figures, Reports } from "./lists";
import { Ground } from "./map";
import { t } from "./strings";
import { Timeline } from "./timeline";

const ACTORS = 60; // in the list of who
const TYPES = counted(held.incidents.map((one) => one.type));
const COUNTRIES = counted(held.incidents.map((one) => one.country));
const WHO = counted(held.incidents.flatMap((one) => [...new Set(parties(one))])).slice(0, ACTORS);
const VIEWS = { incidents: Incidents, map: Ground, figures: Figures, claims: Claims, commitments: Commitments, reports: Reports } as const;

export function App() {
  const { tab } = choice.value;
  const View = VIEWS[tab];
  return (
    <div class="dossier">
      <Head />
      <Filters />
      <main>
        <Timeline />
        <nav class="tabs" aria-label={t("tabs")}>
          {TABS.map((each) => (
            <a key={each} href={`#tab=${each}`} aria-current={each === tab ? "page" : undefined}
              onClick={(event) => { event.preventDefault(); choose({ tab: each }); }}>{t(`tab.${each}`)}</a>
          ))}
        </nav>
        <View />
      </main>
    </div>
  );
}

function Head() {
  const { about, incidents, reports } = held;
  return (
    <header class="dossier-head">
      <p class="brand">Dateline<i aria-hidden="true" /></p>
      <h1>{t("title")}: {about.query ? <Foreign text={about.query} /> : t("everything")}</h1>
      <p>{t("holds", { incidents: incidents.length, reports: reports.length })}. {t("made", { version: about.version, at: about.at ? moment(about.at) : t("noTime") })}.</p>
      <p class="soft">{t("offline")} {about.with_text ? t("text") : t("noText")}{about.left ? ` ${t("left", { n: about.left })}` : ""}</p>
    </header>
  );
}

function Filters() {
  const words = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== "/" || (event.target as Element).matches("input, select, textarea")) return;
      event.preventDefault();
      words.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  const { value } = choice;
  const set = (changes: Partial<Choice>): void => choose({ ...changes, open: "" }, { quiet: true });
  return (
    <form class="dossier-filters" aria-label={t("filters")} onSubmit={(event) => event.preventDefault()}>
      <label class="words">{t("words")} <small>{t("wordsHint")}</small>
        <input ref={words} type="search" dir="auto" value={value.words} onInput={(event) => set({ words: event.currentTarget.value })} />
      </label>
      <Pick label={t("type")} name="type" options={TYPES} shown={(code) => named("type", code)} />
      <Pick label={t("country")} name="country" options={COUNTRIES} shown={country} />
      <Pick label={t("actor")} name="actor" options={WHO} shown={(name) => name} />
      <label>{t("from")}<input type="date" value={value.from} onInput={(event) => set({ from: event.currentTarget.value })} /></label>
      <label>{t("to")}<input type="date" value={value.to} onInput={(event) => set({ to: event.currentTarget.value })} /></label>
      <label class="check"><input type="checkbox" checked={value.two} onChange={(event) => set({ two: event.currentTarget.checked })} /> {t("two")}</label>
      <p class="count" role="status"><strong>{t("found", { n: found.value.length })}</strong> {narrowed.value ? t("of", { n: held.incidents.length }) : ""}</p>
      {narrowed.value ? <Button onClick={() => choose({ ...NOTHING, tab: value.tab })}>{t("reset")}</Button> : null}
      <Printed />
    </form>
  );
}

function Pick({ label, name, options, shown }: { label: string; name: "type" | "country" | "actor"; options: readonly (readonly [string, number])[]; shown: (value: string) => string }) {
  if (!options.length) return null;
  return (
    <label>{label}
      <select value={choice.value[name]} onChange={(event) => choose({ [name]: event.currentTarget.value, open: "" })}>
        <option value="">{t("any")}</option>
        {options.map(([value, many]) => <option key={value} value={value}>{`${shown(value)} (${number(many)})`}</option>)}
      </select>
    </label>
  );
}

/** On paper, what is chosen stands in words. */
function Printed() {
  const { words, type, country: land, actor, from, to, two } = choice.value;
  const said = [words, type && named("type", type), land && country(land), actor, from && `${t("from")} ${day(from)}`, to && `${t("to")} ${day(to)}`, two && t("two")].filter(Boolean) as string[];
  return said.length ? <p class="printed">{said.map((each) => <Chip key={each} label={each} />)}</p> : null;
}
