/* What /reports/ID.json gives (api/reader.py, facts.py; the record as docs/record.md has it). */

export type Span = readonly [start: number, end: number];

export interface Now {
  readonly shown: string | null;
  readonly by: string;
  readonly at: string;
  readonly judgement: string;
  readonly why: string | null;
}

export interface Field {
  readonly name: string;
  readonly shown: string | null;
  readonly words: readonly Span[];
  readonly basis: string | null;
  readonly now: Now | null;
  readonly was: { readonly shown: string | null; readonly reader: string } | null;
}

export interface Word {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly field: string;
  readonly says: string;
  readonly why: string | null;
  readonly counts: boolean;
}

export interface Tells {
  readonly incident: string;
  readonly label: string;
  readonly reports: number;
  readonly outlets: number;
  readonly independent: number;
  readonly contested: boolean;
  readonly state: string | null;
  readonly due: string | null;
}

export interface Fact {
  readonly event: string;
  readonly fields: readonly Field[];
  readonly missing: readonly string[];
  readonly tells: Tells | null;
  readonly now: Now | null;
  readonly judged: readonly Word[];
}

export interface Elsewhere {
  readonly incident: string;
  readonly report: string;
  readonly event: string;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly told: string | null;
  readonly copy: boolean;
}

export interface Copy {
  readonly report: string;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly told: string | null;
  readonly first: boolean;
}

interface Participant {
  readonly actor: string;
  readonly start: number;
  readonly end: number;
}

export interface Event {
  readonly id: string;
  readonly type: string;
  readonly modes: readonly string[];
  readonly contexts: readonly string[];
  readonly actors: readonly Participant[];
  readonly recipients: readonly Participant[];
  readonly trigger: Span;
  readonly evidence: readonly Span[];
  readonly status: string;
  readonly historical: boolean;
  readonly disputed: boolean;
  readonly condition: Span | null;
  readonly deadline: string | null;
  readonly time: { readonly start: string | null; readonly end: string | null; readonly grain: string | null; readonly text: Span | null; readonly basis: string } | null;
  readonly place: { readonly name: string; readonly country: string | null; readonly precision: string | null; readonly text: Span | null } | null;
  readonly instrument: readonly { readonly text: Span; readonly kind: string }[];
  readonly figures: readonly { readonly kind: string; readonly low: number | null; readonly high: number | null; readonly text: Span; readonly claim: string | null }[];
  readonly claims: readonly { readonly claim: string; readonly stance: string }[];
  readonly claim: string | null;
  readonly confidence: number;
}

export interface Claim {
  readonly id: string;
  readonly source: { readonly actor: string | null; readonly spans: readonly Span[] };
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly form: string;
  readonly stance: string;
  readonly within: string | null;
  readonly events: readonly string[];
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly country: string | null;
  readonly sector: string | null;
  readonly mentions: readonly Span[];
  readonly roles: readonly { readonly title: string; readonly organization: string | null; readonly holding: string; readonly basis: string }[];
  readonly candidates: readonly string[];
}

export interface Relation {
  readonly subject: string;
  readonly relation: string;
  readonly object: string;
  readonly holding: string | null;
  readonly evidence: readonly Span[];
  readonly claim: string | null;
}

export interface Record {
  readonly report: {
    readonly id: string; readonly title: string | null; readonly text: string; readonly url: string | null;
    readonly outlet: string | null; readonly language: string; readonly place: string | null; readonly dateline: Span | null;
    readonly published: { readonly start: string | null; readonly end: string | null; readonly basis: string | null };
  };
  readonly headings: readonly Span[];
  readonly actors: readonly Actor[];
  readonly events: readonly Event[];
  readonly claims: readonly Claim[];
  readonly relations: readonly Relation[];
  readonly made: { readonly dateline: string; readonly reader: string; readonly codebook: string };
}

export interface Read {
  readonly id: string;
  readonly record: Record;
  readonly rows: readonly Fact[];
  readonly missing: readonly string[];
  readonly elsewhere: readonly Elsewhere[];
  readonly copies: readonly Copy[];
  readonly versions: readonly { readonly record: string; readonly dateline: string; readonly reader: string; readonly codebook: string; readonly newest: boolean }[];
}
