/* What is true of the whole visit: /session.json and /fields.json, asked for once and again after every write.

     session.value?.read_only      fields.value?.find((field) => field.name === "type")
*/
import { effect, signal } from "@preact/signals";
import { epoch, fetched } from "./api";

export interface Session {
  readonly store: string;
  readonly version: string;
  readonly read_only: boolean;
  readonly reviewer: string | null;
  readonly newest: string | null; // day of the newest report
  readonly counts: Readonly<Record<string, number>>; // reports, incidents, …
  readonly since: Readonly<Record<string, number>> | null; // what has changed since last looked, by kind
  readonly change: number; // number of the newest change
  readonly looked: number | null; // the newest change when last looked
}

export interface Field {
  readonly name: string;
  readonly about: string; // what it asks for
  readonly kind: string;
  readonly written: string; // how its value is written
  readonly examples: readonly string[];
  readonly values: readonly string[]; // where there is a closed list
}

export const session = signal<Session | undefined>(undefined);
export const fields = signal<readonly Field[]>([]);

export function startSession(): void {
  effect(() => {
    void epoch.value;
    fetched("/session.json").then((data) => (session.value = data as Session), () => undefined);
  });
}

/** The fields are wanted only once somebody writes a query. */
export function wantFields(): void {
  fetched("/fields.json").then((data) => (fields.value = (data as { fields: Field[] }).fields), () => undefined);
}
