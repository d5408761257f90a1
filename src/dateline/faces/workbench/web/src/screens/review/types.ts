/* What /review.json, /review/like.json and /review/agreement.json give (api/review.py). */
import type { Field, Now, Word } from "../reader/types";

export interface Card {
  readonly report: string;
  readonly event: string;
  readonly why: string;
  readonly detail: string | null;
  readonly type: string;
  readonly modes: readonly string[];
  readonly status: string;
  readonly disputed: boolean;
  readonly historical: boolean;
  readonly confidence: number;
  readonly incident: string | null;
  readonly label: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly told: string | null;
  readonly language: string;
  readonly speaker: string | null;
  readonly pieces: readonly { readonly start: number; readonly text: string }[];
  readonly marks: readonly { readonly start: number; readonly end: number; readonly kind: string }[];
  readonly fields: readonly Field[];
  readonly now: Now | null;
  readonly judged: readonly Word[];
  readonly sides: readonly { readonly by: string; readonly word: Word }[];
  readonly reader: string;
}

export interface Agreed {
  readonly question: string;
  readonly people: readonly string[];
  readonly units: number;
  readonly kappa: number | null;
  readonly alpha: number | null;
}

export interface Review {
  readonly by: string;
  readonly queue: string;
  readonly rows: readonly Card[];
  readonly left: number;
  readonly done: number;
  readonly today: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<string, number>>;
  readonly agreed: readonly Agreed[];
}

export interface Alikes {
  readonly rows: readonly { readonly report: string; readonly event: string; readonly words: string }[];
  readonly total: number;
}

interface Coefficient {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Questions {
  readonly rows: readonly {
    readonly question: string; readonly people: readonly string[]; readonly units: number; readonly observed: number | null;
    readonly kappa: Coefficient | null; readonly alpha: Coefficient;
  }[];
}
