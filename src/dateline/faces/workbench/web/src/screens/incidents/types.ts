/* As the dataclasses of api/incidents.py and api/incident.py. */

export interface Range {
  readonly kind: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly most: number | null;
  readonly contested: boolean;
  readonly updated: boolean;
  readonly told: number;
}
export interface Bound {
  readonly kind: string;
  readonly state: string;
  readonly deadline: string | null;
  readonly actor: string | null;
  readonly owed_to: string | null;
  readonly condition: string | null;
  readonly settled_on: string | null;
}
export interface Card {
  readonly id: string;
  readonly day: string | null;
  readonly until: string | null;
  readonly grain: string | null;
  readonly basis: string | null;
  readonly type: string;
  readonly modes: string | null;
  readonly label: string | null;
  readonly status: string;
  readonly historical: boolean;
  readonly disputed: boolean;
  readonly place: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly precision: string | null;
  readonly independent: number;
  readonly outlets: number;
  readonly reports: number;
  readonly first_told: string | null;
  readonly last_told: string | null;
  readonly confidence: number | null;
  readonly score: number | null;
  readonly quad: string;
  readonly actors: readonly string[];
  readonly recipients: readonly string[];
  readonly figures: readonly Range[];
  readonly commitment: Bound | null;
  readonly lane?: string | null;
}
export interface Deadline {
  readonly incident: string;
  readonly day: string;
  readonly kind: string;
  readonly state: string;
  readonly actor: string | null;
  readonly owed_to: string | null;
  readonly label: string | null;
  readonly lane: string | null;
}
export interface Spread {
  readonly total: number;
  readonly dated: number;
  readonly unit: "day" | "week" | "month" | "quarter" | "year" | "decade";
  readonly first: string | null;
  readonly last: string | null;
  readonly bars: readonly (readonly [day: string, many: number, conflict: number])[];
  readonly before: number;
  readonly after: number;
}
export interface Incidents {
  readonly query: string;
  readonly timeless: string;
  readonly newest: string | null;
  readonly total: number;
  readonly found: number;
  readonly undated: number;
  readonly page: number;
  readonly density: Spread;
  readonly window: { readonly start: string | null; readonly end: string | null; readonly asked: boolean; readonly later: number };
  readonly deadlines: readonly Deadline[];
  readonly rows: readonly Card[];
}

/** As Weighed of api/incident.py: what was weighed, told apart from the rest. */
export interface Weighed {
  readonly links: readonly Link[];
  readonly pairs: number;
  readonly apart: readonly Link[];
  readonly apart_pairs: number;
}

export interface Piece {
  readonly report: string;
  readonly event: string;
  readonly outlet: string | null;
  readonly told: string | null;
  readonly title: string | null;
  readonly pieces: readonly (readonly [start: number, text: string])[];
  readonly evidence: readonly (readonly [start: number, end: number])[];
  readonly trigger: readonly [start: number, end: number] | null;
}
export interface Telling extends Piece {
  readonly type: string;
  readonly modes: string | null;
  readonly status: string;
  readonly historical: boolean;
  readonly disputed: boolean;
  readonly confidence: number | null;
  readonly time_start: string | null;
  readonly time_end: string | null;
  readonly time_grain: string | null;
  readonly time_basis: string | null;
  readonly place: string | null;
  readonly country: string | null;
  readonly precision: string | null;
  readonly language: string | null;
  readonly speaker: string | null;
  readonly stance: string | null;
  readonly copy_of: string | null;
  readonly family: string | null;
  readonly url: string | null;
}
export interface Toll {
  readonly kind: string;
  readonly report: string;
  readonly event: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly by: string | null;
  readonly date: string | null;
  readonly words: string;
  readonly start_char: number;
  readonly contested: boolean;
  readonly updated: boolean;
  readonly outlet: string | null;
  readonly copy: boolean;
  readonly told: string | null;
}
export interface Claim {
  readonly said: string | null;
  readonly speaker: string | null;
  readonly country: string | null;
  readonly sector: string | null;
  readonly stance: string;
  readonly cue: string | null;
  readonly content: string | null;
  readonly outlet: string | null;
  readonly report: string;
  readonly claim: string;
}
export interface Link {
  readonly one: readonly [report: string, event: string];
  readonly other: readonly [report: string, event: string];
  readonly weight: number;
  readonly one_words: string;
  readonly other_words: string;
  readonly reasons: readonly { readonly name: string; readonly means: string; readonly weight: number }[];
  readonly other_incident: string | null;
  readonly other_label: string | null;
}
export interface Judged {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly active: boolean;
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly right: boolean | null;
  readonly why: string | null;
  readonly event: string | null;
}
export interface Change {
  readonly number: number;
  readonly at: string;
  readonly what: string;
  readonly others: string | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
}
export interface Party {
  readonly side: "actor" | "recipient";
  readonly name: string;
  readonly country: string | null;
  readonly sector: string | null;
  readonly tellings: number;
}
export interface Incident {
  readonly id: string;
  readonly card: Card;
  readonly parties: readonly Party[];
  readonly was: readonly string[];
  readonly spot: { readonly report: string; readonly words: string; readonly start_char: number; readonly end_char: number; readonly reason: string | null; readonly runner_up: string | null; readonly runner_up_country: string | null; readonly geonameid: number | null } | null;
  readonly tellings: readonly Telling[];
  readonly told: number;
  readonly figures: readonly Toll[];
  readonly claims: readonly Claim[];
  readonly commitment: (Bound & { readonly as_of: string | null; readonly settled_by: string | null; readonly settled_by_event: string | null; readonly open_until: string | null }) | null;
  readonly deadline: DeadlineWords | null;
  readonly settled: readonly Piece[];
  readonly judgements: readonly Judged[];
  readonly versions: readonly { readonly dateline: string; readonly reader: string; readonly codebook: string; readonly newest: boolean; readonly reports: number }[];
  readonly changes: readonly Change[];
}
export interface DeadlineWords {
  readonly report: string;
  readonly event: string;
  readonly words: string;
  readonly value: string;
  readonly start_char: number;
  readonly end_char: number;
  readonly hour: string | null;
  readonly told: string | null;
}
