/* The address is the state.

   `place` is where we are: {path, params, hash}. Links are plain <a href="/incidents?q=…">: a click on one inside the
   page is taken over here, so never write onClick for going somewhere.

     place.value.path                          "/incidents/3f9c"
     place.value.params.q                      "type:protest", or undefined
     go("/incidents", { q: "type:protest" })   another page (an entry in the history)
     go(href)                                  the same with a whole address
     put({ by: "country", page: null })        replaces parameters of this page; null takes one away (an entry too)
     put({ f: "e1" }, { quiet: true })         the same without an entry in the history: for what is only looked at
     href("/incidents", { q })                 the address as text, for <a href>
     put() forgets `page` unless it is given: another filter begins on the first page.
*/
import { signal } from "@preact/signals";

export type Params = Readonly<Record<string, string>>;
export type Changes = Readonly<Record<string, string | number | null | undefined>>;
export interface Place {
  readonly path: string;
  readonly params: Params;
  readonly hash: string; // without the #
}

function here(): Place {
  const { pathname, search, hash } = window.location;
  return { path: pathname, params: Object.fromEntries(new URLSearchParams(search)), hash: hash.slice(1) };
}

export const place = signal<Place>(here());
/** How far down the page was to which the browser's arrows have just led; null on the way forward. */
export let returning: number | null = null;
/** Counts the pages gone to, but not changes within a page: the shell moves the focus when it changes. */
export const visits = signal(0);

export function merged(params: Params, changes: Changes): Params {
  const all: Record<string, string> = { ...params };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") delete all[key];
    else all[key] = String(value);
  }
  return all;
}

export function href(path: string, params: Changes = {}, hash = ""): string {
  const query = new URLSearchParams(merged({}, params)).toString();
  return path + (query && `?${query}`) + (hash && `#${hash}`);
}

export function go(to: string, params?: Changes, { quiet = false } = {}): void {
  const next = params ? href(to, params) : to;
  const before = place.value.path;
  if (!quiet) window.history.replaceState({ y: window.scrollY }, "");
  if (quiet) window.history.replaceState(window.history.state, "", next);
  else window.history.pushState(null, "", next);
  returning = null;
  arrive(before);
}

export function put(changes: Changes, { quiet = false } = {}): void {
  const { path, params, hash } = place.value;
  go(href(path, merged(merged(params, { page: null }), changes), hash), undefined, { quiet });
}

function arrive(before: string): void {
  place.value = here();
  if (place.value.path !== before) visits.value += 1;
}

/** Takes over clicks on links of this site and the arrows of the browser; called once by main. */
export function startRouter(): void {
  window.history.scrollRestoration = "manual"; // what is shown comes later than the browser would scroll
  window.addEventListener("popstate", (event) => {
    returning = (event.state as { y?: number } | null)?.y ?? 0;
    arrive(place.value.path);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return;
    const to = new URL(link.href);
    if (to.origin !== window.location.origin || /\.(json|csv)$/.test(to.pathname) || to.pathname.startsWith("/export/")) return;
    if (link.getAttribute("href")!.startsWith("#")) return; // within the page: the browser does that well
    event.preventDefault();
    if (to.href !== window.location.href) go(to.pathname + to.search + to.hash);
  });
}
