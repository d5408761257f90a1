/* What the server says. Every page has a JSON twin at its own address; that twin is the API.

     const { data, error, loading } = useTwin<Incidents>("/incidents", { q, page })   // GET /incidents.json?q=…&page=…
     const one = useTwin<Incident>(id ? `/incidents/${id}` : null)                    // null: nothing is asked
     forget("/inbox")                              its answers are old: it is asked for again when it is next shown
     prefetch("/reports/9a41")                     // before it is needed: on hover, or the next card
     await send("POST", "/judgements", { deeds })  // a write, with the token; throws Refused

   While another answer is on its way `data` stays what it was and `loading` is true. Answers are kept by address (the
   last 80). A write empties what is kept, and everything on the screen is asked for again without flicker.
   The types of answers are written by hand beside the screen that reads them (screens/x/types.ts), field for field as
   the dataclasses in api/x.py: a test of the screen in a real browser is what keeps them true.
   `error` is a Refused: `message` is fit to be shown; `column` says where a query went wrong; status 0: no server. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { href, type Changes } from "./router";

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly column: number | null = null,
  ) {
    super(message);
  }
}

export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: Refused | undefined;
  readonly loading: boolean;
}

/** The server does not answer. The shell says so and tries again. */
export const gone = signal(false);
/** The query that the server could not read, and why: the search box points at the column. */
export const fault = signal<{ readonly q: string; readonly error: Refused } | null>(null);
/** Goes up by one when all that is shown must be asked for anew. */
export const epoch = signal(0);

const KEPT = 80;
const kept = new Map<string, Promise<unknown>>();
const known = new Map<string, unknown>();

export type Source = (address: string) => Promise<unknown>;
let source: Source = overHttp;
/** Takes answers from elsewhere: the one-file dossier has them inside. */
export function readFrom(other: Source): void {
  source = other;
}

export const twin = (path: string, params: Changes = {}): string => href(`${path}.json`, params);

async function overHttp(address: string): Promise<unknown> {
  return read(await reach(address, {}));
}

const asked = (address: string): string => new URLSearchParams(address.split("?")[1]).get("q") ?? "";
const isBadQuery = (error: Refused): boolean => error.code === "BadQuery";

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(address, { ...request, credentials: "same-origin" });
    gone.value = false;
    return answer;
  } catch {
    gone.value = true;
    throw new Refused(0, "gone", "Dateline does not answer. Is `dateline serve` still running?");
  }
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  const data: unknown = text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : undefined;
  if (answer.ok) return data;
  const told = (data ?? {}) as { error?: string; message?: string; column?: number };
  throw new Refused(answer.status, told.error ?? "error", told.message ?? `The server answered ${answer.status}.`, told.column ?? null);
}

/** An answer from what is kept, or from the server. */
export function fetched(address: string): Promise<unknown> {
  const before = kept.get(address);
  if (before) {
    kept.delete(address); // to the end: what was used last goes last
    kept.set(address, before);
    return before;
  }
  const asked = source(address);
  kept.set(address, asked);
  asked.then(
    (data) => kept.get(address) === asked && known.set(address, data),
    () => kept.get(address) === asked && kept.delete(address),
  );
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
    known.delete(old);
  }
  return asked;
}

export function prefetch(path: string, params: Changes = {}): void {
  void fetched(twin(path, params)).catch(() => undefined);
}

/** Forgets all answers; `epoch` makes what is on the screen ask again. */
export function refresh(): void {
  kept.clear();
  known.clear();
  epoch.value += 1;
}

/** Forgets the answers of one address only: what is on the screen is not of it. */
export function forget(path: string): void {
  const of = (address: string): boolean => address.split("?")[0] === `${path}.json`;
  for (const address of [...kept.keys()].filter(of)) {
    kept.delete(address);
    known.delete(address);
  }
}

export function useTwin<T>(path: string | null, params: Changes = {}): Answer<T> {
  return useAnswer<T>(path === null ? null : twin(path, params));
}

/** The same for a whole address: where a parameter is given several times. */
export function useAnswer<T>(address: string | null): Answer<T> {
  const [, again] = useState(0);
  const shown = useRef<{ data?: T; error?: Refused; of: string | null; at: number }>({ of: null, at: -1 });
  const now = epoch.value;
  const current = shown.current;
  if (address !== null && known.has(address) && (current.of !== address || current.at !== now)) {
    shown.current = { data: known.get(address) as T, of: address, at: now };
  }
  useEffect(() => {
    if (address === null) return;
    let wanted = true;
    fetched(address).then(
      (data) => {
        const q = asked(address); // what is asked without a query says nothing of one
        if (wanted && q && fault.value && q !== fault.value.q) fault.value = null;
        if (!wanted || (shown.current.of === address && shown.current.at === now && shown.current.data === data)) return;
        shown.current = { data: data as T, of: address, at: now };
        again((n) => n + 1);
      },
      (error: unknown) => {
        if (!wanted) return;
        const why = error instanceof Refused ? error : new Refused(-1, "error", String(error));
        if (isBadQuery(why)) fault.value = { q: asked(address), error: why };
        shown.current = { data: shown.current.data, error: why, of: address, at: now };
        again((n) => n + 1);
      },
    );
    return () => {
      wanted = false;
    };
  }, [address, now]);
  if (address === null) return { data: undefined, error: undefined, loading: false };
  const { data, error, of, at } = shown.current;
  return { data, error: of === address ? error : undefined, loading: of !== address || at !== now };
}

export const token = (): string => document.querySelector<HTMLMetaElement>('meta[name="dateline-token"]')?.content ?? "";

/** A write. `body` is sent as JSON, a File or Blob as it is. Keeps no answer that was had before, unless it is `quiet`:
    a write that changes nothing shown. */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown, { quiet = false } = {}): Promise<T> {
  const raw = body instanceof Blob;
  const answer = await reach(path, {
    method,
    headers: { "X-Dateline-Token": token(), ...(body === undefined ? {} : { "Content-Type": raw ? body.type || "application/octet-stream" : "application/json" }) },
    body: body === undefined ? null : raw ? body : JSON.stringify(body),
  });
  const data = (await read(answer)) as T;
  if (!quiet) refresh();
  return data;
}
