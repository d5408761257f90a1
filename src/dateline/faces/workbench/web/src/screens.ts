/* The screens, a row each: address, name, the key after `g`, and its file, fetched when it is first opened.
   `path` is a beginning: /incidents and /incidents/3f9c are the same screen, which reads the rest by `rest()`.

   `asks` is what it asks the server first: mostly its own twin, with those of its parameters that the server knows. It
   stands here and not in the screen, so that the answer is on its way while the screen's file is, or is being drawn:

     const { data, error, loading } = useOwn<Incidents>()     // in the screen
*/
import type { ComponentType } from "preact";
import { fetched, twin, useAnswer, type Answer } from "./api";
import { href, place, type Params } from "./router";
import { t } from "./strings";

export interface Screen {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly key: string | null;
  readonly sign: string; // the path of its sign, 24 by 24
  readonly filters?: boolean; // `q` filters what it shows; elsewhere a query goes to the search screen
  readonly hidden?: boolean; // not in the rail
  readonly bar?: boolean; // on a phone it stands in the bar below, the others behind "More"
  readonly asks?: (of: string, given: Params) => string | null; // `of`: what stands after its path
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** Of the parameters those named; the first page is what is meant without one. */
const only = (given: Params, names: string): Params =>
  Object.fromEntries(names.split(" ").flatMap((name) => (given[name] && !(name === "page" && given.page === "1") ? [[name, given[name]]] : [])));

const list = (path: string, names: string) => (_of: string, given: Params): string => twin(path, only(given, names));

export const SCREENS: readonly Screen[] = [
  { id: "search", path: "/search", name: t("screen.search"), filters: true, key: "s", sign: "M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5", asks: (_of, given) => (given.q ? twin("/search", only(given, "q page")) : null), load: () => import("./screens/search") },
  { id: "inbox", path: "/inbox", name: t("screen.inbox"), filters: true, key: "i", bar: true, sign: "M4 13h4l2 3h4l2-3h4M4 13l3-8h10l3 8v6H4z", asks: list("/inbox", "q mark outlet language month flag sort page"), load: () => import("./screens/inbox") },
  { id: "reader", path: "/reports", name: t("screen.reader"), key: "r", sign: "M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14", asks: (of) => (of ? twin(`/reports/${encodeURIComponent(of)}`) : null), load: () => import("./screens/reader") },
  { id: "incidents", path: "/incidents", name: t("screen.incidents"), filters: true, key: "t", bar: true, sign: "M3 7h18M3 12h18M3 17h18M8 5v4M15 10v4M11 15v4", asks: (of, given) => (of ? twin(`/incidents/${of}`, { links: "no" }) : twin("/incidents", only(given, "q view by sort page"))), load: () => import("./screens/incidents") },
  { id: "actors", path: "/actors", name: t("screen.actors"), filters: true, key: "a", bar: true, sign: "M9 11a4 4 0 100-8 4 4 0 000 8zM2 20c0-4 3-6 7-6s7 2 7 6M16 4a4 4 0 010 7M18 14c2.5.800 4 2.7 4 6", asks: (of, given) => (of ? twin(`/actors/${encodeURIComponent(of)}`, only(given, "q tab page")) : twin("/actors", only(given, "q name sort page"))), load: () => import("./screens/actors") },
  { id: "network", path: "/network", name: t("screen.network"), filters: true, key: "n", sign: "M6 8a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM18 11a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM9 21a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM8.4 6.1l7.2 1.8M6.6 8l1.8 8M16.5 10.5l-5.8 6.2", asks: list("/network", "q ego hops from to edge top"), load: () => import("./screens/network") },
  { id: "map", path: "/map", name: t("screen.map"), filters: true, key: "m", sign: "M12 21s7-6.5 7-12a7 7 0 10-14 0c0 5.5 7 12 7 12zM12 11.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z", asks: list("/map", "q bbox month view page"), load: () => import("./screens/map") },
  { id: "claims", path: "/claims", name: t("screen.claims"), filters: true, key: "c", bar: true, sign: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5", asks: list("/claims", "q tab every by stance state page"), load: () => import("./screens/claims") },
  { id: "review", path: "/review", name: t("screen.review"), key: "q", sign: "M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5", load: () => import("./screens/review") },
  { id: "export", path: "/export", name: t("screen.export"), filters: true, key: "x", sign: "M12 3v11M8 10l4 4 4-4M4 15v5h16v-5", asks: list("/export", "q format what as text bundle"), load: () => import("./screens/export") },
  { id: "changes", path: "/changes", name: t("screen.changes"), key: null, sign: "", hidden: true, asks: list("/changes", "since what page"), load: () => import("./screens/changes") },
];

/** Whether a query filters the page at this path: a list does, one incident or report does not. */
export const filtered = (path: string): boolean => {
  const screen = screenAt(path);
  return screen?.filters === true && (path === screen.path || screen.id === "actors");
};

const under = (path: string, screen: Screen): boolean => path === screen.path || path.startsWith(`${screen.path}/`);

export const screenAt = (path: string): Screen | undefined => SCREENS.find((screen) => under(path, screen));

/** What stands after the screen's own path: "3f9c" of /incidents/3f9c, "" of /incidents. Decoded. */
export function rest(): string {
  const { path } = place.value;
  const screen = screenAt(path);
  const tail = screen ? path.slice(screen.path.length + 1) : "";
  try {
    return decodeURIComponent(tail);
  } catch {
    return tail;
  }
}

const question = (): string | null => screenAt(place.value.path)?.asks?.(rest(), place.value.params) ?? null;

/** What this page asks first. */
export const useOwn = <T>(): Answer<T> => useAnswer<T>(question());

/** Sends for it, before the page that will show it is there. */
export function askAhead(): void {
  const address = question();
  if (address !== null) void fetched(address).catch(() => undefined);
}

/** Going to another screen takes the filters along where that screen has any. */
export const at = (screen: Screen): string => href(screen.path, screen.filters ? { q: place.value.params.q } : {});
