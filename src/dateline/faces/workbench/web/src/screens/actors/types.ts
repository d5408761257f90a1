/* What /actors.json and /actors/NAME.json say, as api/actors.py has it. */
export interface Stretch { readonly unit: string; readonly starts: readonly string[] }

export interface PartyRow {
  readonly name: string;
  readonly country: string | null;
  readonly countries: number;
  readonly sector: string | null;
  readonly kind: string | null;
  readonly did: number;
  readonly received: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly bars: readonly (readonly [did: number, received: number])[];
  readonly private: boolean;
  readonly incident: string;
}
export interface Parties { readonly total: number; readonly page: number; readonly over: Stretch; readonly rows: readonly PartyRow[] }

export interface Office {
  readonly title: string | null;
  readonly organization: string | null;
  readonly holding: string | null;
  readonly start: string | null;
  readonly until: string | null;
  readonly basis: string;
  readonly reports: number;
  readonly first_told: string | null;
  readonly last_told: string | null;
  readonly report: string;
  readonly evidence: string | null;
}
export interface Deal { readonly name: string; readonly incidents: number; readonly how: readonly { side: "actor" | "recipient"; quad: string; incidents: number }[] }
export interface Kin { readonly name: string; readonly kind: string; readonly country: string | null; readonly incidents: number; readonly reasons: readonly string[] }
export interface Ribbon { readonly over: Stretch; readonly says: readonly number[]; readonly acts: readonly number[]; readonly suffers: readonly number[] }

/** A row of any tab: each has some of these. */
export interface Row {
  readonly day: string | null;
  readonly until: string | null;
  readonly kind: string;
  readonly words: string | null;
  readonly other: string | null;
  readonly status: string | null;
  readonly basis: string | null;
  readonly evidence: string | null;
  readonly outlet: string | null;
  readonly incident: string | null;
  readonly report: string;
  readonly event: string | null;
  readonly claim: string | null;
  readonly state: string;
  readonly owed_to: string | null;
  readonly deadline: string | null;
  readonly settled_on: string | null;
  readonly label: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly contested: boolean;
}
export type Tab = "acts" | "received" | "statements" | "denials" | "commitments" | "figures" | "relations";
export const TABS: readonly Tab[] = ["acts", "received", "statements", "denials", "commitments", "figures", "relations"];

export interface Actor {
  readonly name: string;
  readonly also: readonly string[];
  readonly kind: string | null;
  readonly country: string | null;
  readonly sector: string | null;
  readonly private: boolean;
  readonly countries: readonly (readonly [country: string, incidents: number])[];
  readonly names: readonly { name: string; times: number; reports: number }[];
  readonly offices: readonly Office[];
  readonly ribbon: Ribbon | null;
  readonly deals: readonly Deal[];
  readonly kin: readonly Kin[];
  readonly counts: Readonly<Record<Tab, number>>;
  readonly states: Readonly<Record<string, number>>;
  readonly tab: Tab;
  readonly total: number;
  readonly page: number;
  readonly rows: readonly Row[];
}
