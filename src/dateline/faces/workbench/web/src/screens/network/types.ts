/* What /network.json and /network/words.json say, as api/network.py has it. */
export type Quad = "vc" | "mc" | "vx" | "mx";
export const QUADS: readonly Quad[] = ["vc", "mc", "vx", "mx"];

export interface Node {
  readonly name: string;
  readonly country: string | null;
  readonly sector: string | null;
  readonly kind: string | null;
  readonly incidents: number;
  readonly hop: number;
}
export interface Edge {
  readonly source: string;
  readonly target: string;
  readonly quad: string; // "verbal conflict"
  readonly incidents: number;
  readonly reports: number;
  readonly score: number | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly incident: string;
}
export interface Network {
  readonly query: string;
  readonly ego: string | null;
  readonly private: boolean;
  readonly hops: number;
  readonly top: number;
  readonly parties: number;
  readonly ties: number;
  readonly months: readonly (readonly [month: string, incidents: number])[];
  readonly nodes: readonly Node[];
  readonly rows: readonly Edge[];
}

/** One report's sentences, as views/quoted.py has them. */
export interface Quote {
  readonly report: string;
  readonly id: string;
  readonly incident: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly told: string | null;
  readonly pieces: readonly (readonly [start: number, text: string])[];
  readonly evidence: readonly (readonly [start: number, end: number])[];
  readonly trigger: readonly [start: number, end: number] | null;
  readonly voices: readonly { source: string | null; stance: string }[];
  readonly citation: string;
}
export interface Words { readonly total: number; readonly incidents: readonly string[]; readonly quotes: readonly Quote[] }

const CODES: Readonly<Record<string, Quad>> = { "verbal cooperation": "vc", "material cooperation": "mc", "verbal conflict": "vx", "material conflict": "mx" };
export const codeOf = (quad: string): Quad => CODES[quad] ?? "mx";
export const edgeId = (edge: { source: string; target: string; quad: string }): string => `${edge.source}|${edge.target}|${codeOf(edge.quad)}`;
