/* As Claims of api/claims.py; the rows are of the tab that was asked for. */
import type { Card, Claim, DeadlineWords } from "../incidents/types";
import type { Dot } from "./strip";

export type Count = readonly [value: string, many: number];
export type TabId = "figures" | "statements" | "commitments" | "threats" | "denials";

export interface Ledger<R> {
  readonly query: string;
  readonly tab: TabId;
  readonly newest: string | null;
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly counts: Readonly<Record<string, readonly Count[]>>;
  readonly rows: readonly R[];
}
export interface FigureRow {
  readonly incident: string;
  readonly kind: string;
  readonly label: string | null;
  readonly type: string;
  readonly day: string | null;
  readonly until: string | null;
  readonly basis: string | null;
  readonly contested: boolean;
  readonly updated: boolean;
  readonly values: readonly Dot[];
}
export interface StatementRow extends Claim {
  readonly day: string | null;
  readonly type: string;
  readonly label: string | null;
  readonly incident: string;
}
export interface BoundRow {
  readonly state: string;
  readonly deadline: string | null;
  readonly due_in: number | null;
  readonly kind: string;
  readonly actor: string | null;
  readonly owed_to: string | null;
  readonly condition: string | null;
  readonly label: string | null;
  readonly told: string | null;
  readonly settled_on: string | null;
  readonly as_of: string | null;
  readonly incident: string;
  readonly how: DeadlineWords | null;
  readonly settled: { readonly report: string; readonly event: string; readonly outlet: string | null; readonly told: string | null; readonly text: string } | null;
}
export interface DenialRow extends Card {
  readonly said: readonly Claim[];
  readonly denied: readonly Claim[];
}
