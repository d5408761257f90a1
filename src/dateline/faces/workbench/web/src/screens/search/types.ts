/* As Hits of api/search.py, with Found and Passage of chronicle/asking.py. */
export interface Words {
  readonly report: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly published: string | null;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly marks: readonly (readonly [start: number, end: number])[];
}

export interface Found {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly status: string;
  readonly time_start: string | null;
  readonly time_end: string | null;
  readonly place: string | null;
  readonly country: string | null;
  readonly reports: number;
  readonly independent: number;
  readonly words: Words | null;
}

type Counts = readonly (readonly [value: string, many: number])[];

export interface Hits {
  readonly query: string;
  readonly as_of: string | null;
  readonly rows: readonly Found[];
  readonly total: number;
  readonly passages: readonly Words[];
  readonly passage_count: number;
  readonly ranked: boolean;
  readonly by_type: Counts;
  readonly by_country: Counts;
  readonly by_month: Counts;
  readonly instead: Counts;
  readonly shown: number;
}
