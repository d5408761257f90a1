/* "Copy as": the page at hand as a link, a command, SQL, Python and R, so that what was clicked becomes a script.

     forms(place.value, session.value)    [{ id: "link", label: "Link", text: "http://…" }, …]

   A row of FORMS a screen: the command of the command line and the method of a Chronicle that give the same rows. */
import { parts } from "./query";
import type { Place } from "./router";
import { rest, screenAt } from "./screens";
import { catalogue } from "./strings";

const t = catalogue({ "link": "Link", "command": "Command", "python": "Python", "r": "R" });

export interface Form {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

interface Ways {
  readonly command: string; // of dateline
  readonly method?: string; // of a Chronicle; gives a View
  readonly more?: string; // added to the query
  readonly options?: string;
  readonly csv?: boolean; // whether the command can write CSV, for R
}

/** The view and the query of which the server writes SQL; null where there is none. */
export function sqlOf(now: Place): { readonly view: string; readonly q: string } | null {
  const ways = rest() ? undefined : waysOf(now);
  const view = ways?.method ?? (ways?.command === "ask" ? "timeline" : null);
  return view ? { view, q: query(now, ways!) } : null;
}

const query = (now: Place, ways: Ways): string => [...parts(now.params.q ?? ""), ways.more].filter(Boolean).join(" ");

function waysOf(now: Place): Ways | undefined {
  const screen = screenAt(now.path)?.id ?? "";
  return rest() ? ONE[screen] : FORMS[screen === "claims" ? `claims/${now.params.tab ?? "figures"}` : screen];
}

const FORMS: Readonly<Record<string, Ways>> = {
  search: { command: "ask", csv: true },
  incidents: { command: "timeline", method: "timeline", csv: true },
  actors: { command: "network", method: "nodes", options: "--nodes", csv: true },
  network: { command: "network", method: "network", csv: true },
  map: { command: "places", method: "places", csv: true },
  "claims/figures": { command: "contested", method: "contested", csv: true },
  "claims/statements": { command: "claims", method: "claims", csv: true },
  "claims/denials": { command: "claims", method: "claims", more: "stance:denies", csv: true },
  "claims/commitments": { command: "commitments", method: "commitments", more: "kind:promise", csv: true },
  "claims/threats": { command: "commitments", method: "commitments", more: "kind:threat,ultimatum", csv: true },
  export: { command: "export", options: "--to tables/" },
  inbox: { command: "show" },
};
/** One thing rather than a list: its id or name goes where the query would. */
const ONE: Readonly<Record<string, Ways>> = {
  incidents: { command: "why", method: "why" },
  reader: { command: "show", method: "record" },
  actors: { command: "actor", method: "actor", csv: true },
};

export const shell = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const python = (word: string): string => JSON.stringify(word);

export function forms(now: Place, store = "dateline.duckdb"): readonly Form[] {
  const one = rest();
  const ways = waysOf(now);
  const link = { id: "link", label: t("link"), text: window.location.href };
  if (!ways) return [link];
  const asked = one || query(now, ways);
  const made = [link, { id: "command", label: t("command"), text: command(ways, asked, store) }];
  if (ways.method || ways.command === "ask") made.push({ id: "python", label: t("python"), text: inPython(ways, asked, store, Boolean(one)) });
  if (ways.csv) made.push({ id: "r", label: t("r"), text: inR(ways, asked, store) });
  return made;
}

const command = (ways: Ways, asked: string, store: string, more = ""): string =>
  ["dateline", ways.command, ways.options, more, "--store", shell(store), asked && (asked.startsWith("-") ? `-- ${shell(asked)}` : shell(asked))].filter(Boolean).join(" ");

function inPython(ways: Ways, asked: string, store: string, one: boolean): string {
  const call = ways.method === undefined ? `hits = chronicle.ask(${python(asked)}, limit=200)`
    : one && ways.method !== "actor" ? `${ways.method} = chronicle.${ways.method}(${python(asked)})`
      : `table = chronicle.${ways.method}(${asked ? python(asked) : ""}).df()`;
  return `import dateline\n\nwith dateline.Chronicle.open(${python(store)}, read_only=True) as chronicle:\n    ${call}`;
}

/** R reads what the command prints: it needs no package for that. */
function inR(ways: Ways, asked: string, store: string): string {
  const line = command(ways, asked, store, `${ways.command === "ask" ? "--limit 1000" : "--limit 0"} --format csv`);
  return `table <- read.csv(pipe(${JSON.stringify(line)}))`;
}
