/* What is true of the whole visit: /session.json, asked for once and again after every write, and /fields.json.

     session.value?.read_only      fields.value.find((field) => field.name === "type")
*/
import { effect, signal } from "@preact/signals";
import { epoch, fetched } from "./api";
import { setCountries } from "./names";

/** As Session of api/session.py. `change` is the newest batch of changes, `looked` the last that was looked at. */
export interface Session {
  readonly store: string;
  readonly version: string;
  readonly read_only: boolean;
  readonly reviewer: string | null;
  readonly reports: number;
  readonly incidents: number;
  readonly failures: number;
  readonly judgements: number;
  readonly newest: string | null;
  readonly change: number;
  readonly looked: number | null;
  readonly since: Readonly<Record<string, number>>;
  readonly undo: number;
  readonly redo: number;
}

export interface Field {
  readonly name: string;
  readonly means: string;
  readonly kind: string;
  readonly examples: readonly string[];
  readonly values: readonly string[]; // the codes, where there is a list of them
}

interface Fields {
  readonly rows: readonly Field[];
  readonly countries: Readonly<Record<string, string>>;
}

export const session = signal<Session | undefined>(undefined);
export const fields = signal<readonly Field[]>([]);

export function startSession(): void {
  effect(() => {
    void epoch.value;
    fetched("/session.json").then((data) => (session.value = data as Session), () => undefined);
  });
  fetched("/fields.json").then((data) => {
    const { rows, countries } = data as Fields;
    fields.value = rows;
    setCountries(countries);
  }, () => undefined);
}
