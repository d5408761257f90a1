/* As the dataclasses of api/inbox.py, jobs.py and chronicle/shelf.py. */
export type Mark = "new" | "seen" | "checked" | "disputed";
export const MARKS: readonly Mark[] = ["new", "seen", "checked", "disputed"];

export interface Line {
  readonly report: string;
  readonly day: string | null;
  readonly until: string | null;
  readonly basis: "stated" | "metadata" | "inferred" | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly opening: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly facts: number;
  readonly claims: number;
  readonly incidents: number;
  readonly flags: readonly string[];
  readonly copies: number;
  readonly mark: Mark;
  readonly arrived: number;
}

export interface Count {
  readonly name: string;
  readonly reports: number;
}

export interface Shelf {
  readonly rows: readonly Line[];
  readonly total: number;
  readonly reports: number;
  readonly marks: readonly Count[];
  readonly outlets: readonly Count[];
  readonly languages: readonly Count[];
  readonly months: readonly Count[];
  readonly flags: readonly Count[];
  readonly unread: number;
}

export interface Copy {
  readonly report: string;
  readonly day: string | null;
  readonly basis: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly why: "first" | "exact" | "near" | "part" | "linked";
  readonly share: number | null;
}

export interface Unread {
  readonly key: string;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  readonly error: string;
  readonly job: string | null;
  readonly number: number | null;
  readonly settled: "left" | "read" | null;
}

export interface Failures {
  readonly rows: readonly Unread[];
  readonly total: number;
  readonly left: number;
}

export interface Job {
  readonly id: string;
  readonly at: string;
  readonly state: "waiting" | "running" | "stopping" | "stopped" | "done";
  readonly name: string;
  readonly files: number;
  readonly awaited: number;
  readonly read: number;
  readonly expected: number;
  readonly done: number;
  readonly new: number;
  readonly again: number;
  readonly known: number;
  readonly refused: number;
  readonly events: number;
  readonly unread: number;
  readonly pace: number | null;
  readonly trouble: string | null;
}
