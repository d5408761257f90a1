/* What the file holds, as export/dossier.py writes it. */
import type { Quote } from "../quote";

export interface Incident {
  readonly day: string | null;
  readonly until: string | null;
  readonly grain: string | null;
  readonly basis: string | null;
  readonly type: string;
  readonly modes: string | null;
  readonly label: string;
  readonly actors: string | null;
  readonly recipients: string | null;
  readonly place: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly status: string;
  readonly disputed: boolean;
  readonly independent: number;
  readonly outlets: number;
  readonly reports: number;
  readonly figures: string | null;
  readonly incident: string;
  readonly lat: number | null; // of the point at which it is drawn; without one it is only counted
  readonly lon: number | null;
  readonly precision: string | null; // null: no report tells where
}

export interface Figure {
  readonly incident: string;
  readonly kind: string;
  readonly report: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly by: string | null;
  readonly date: string | null;
  readonly words: string;
  readonly contested: boolean;
  readonly updated: boolean;
  readonly outlet: string | null;
  readonly published: string | null;
}

export interface Claim {
  readonly label: string;
  readonly said: string | null;
  readonly speaker: string | null;
  readonly country: string | null;
  readonly stance: string;
  readonly content: string | null;
  readonly outlet: string | null;
  readonly incident: string;
  readonly report: string;
}

export interface Commitment {
  readonly state: string;
  readonly deadline: string | null;
  readonly due_in: number | null;
  readonly kind: string;
  readonly actor: string | null;
  readonly owed_to: string | null;
  readonly condition: string | null;
  readonly label: string;
  readonly told: string | null;
  readonly settled_on: string | null;
  readonly as_of: string | null;
  readonly incident: string;
}

export interface Report {
  readonly report: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly language: string | null;
  readonly published_start: string | null;
  readonly published_end: string | null;
  readonly family: string;
  readonly text?: string;
}

export interface Dossier {
  readonly about: {
    readonly query: string;
    readonly version: string;
    readonly at: string | null;
    readonly counts: Readonly<Record<string, number>>;
    readonly with_text: boolean;
    readonly left: number;
    readonly coded: readonly (readonly string[])[];
  };
  readonly countries: Readonly<Record<string, string>>;
  readonly incidents: readonly Incident[];
  readonly quotes: readonly Quote[];
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
  readonly commitments: readonly Commitment[];
  readonly reports: readonly Report[];
}

export const held = JSON.parse(document.getElementById("dossier")!.textContent!) as Dossier;

function grouped<R>(rows: readonly R[], by: (row: R) => string | null): ReadonlyMap<string, readonly R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const key = by(row);
    if (key === null) continue;
    const there = found.get(key);
    if (there) there.push(row);
    else found.set(key, [row]);
  }
  return found;
}

export const quotesOf = grouped(held.quotes, (quote) => quote.incident);
export const figuresOf = grouped(held.figures, (figure) => figure.incident);
export const commitmentOf = new Map(held.commitments.map((one) => [one.incident, one]));
export const incidentOf = new Map(held.incidents.map((one) => [one.incident, one]));

/** Which reports are copies of which: the family is named by one of them. */
export const outletOf = new Map(held.reports.map((report) => [report.report, report.outlet ?? report.title ?? report.report]));
