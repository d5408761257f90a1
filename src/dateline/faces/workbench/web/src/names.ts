/* Codes by their plain names, with a sentence where a newcomer needs one.

     named("type", "ASSAULT")        "attack"
     explained("type", "ASSAULT")    "Physical violence against people or property."
     explained("term", "independent")
     country("PER")                  "Peru"

   One table a kind of code. A code without a row (of somebody's own codebook) is shown in small letters. */

import { signal } from "@preact/signals";

type Row = readonly [name: string, sentence?: string];
type Table = Readonly<Record<string, Row>>;

const TYPES: Table = {
  AGREE: ["agreement", "Somebody agrees to do something, or promises it."],
  CONSULT: ["consultation", "Meetings, visits, talks, mediation."],
  SUPPORT: ["support", "Words or acts of support, without goods or money."],
  CONCEDE: ["concession", "Somebody gives way to a demand, in words."],
  COOPERATE: ["cooperation", "Working together in deeds: trade, exchange, joint operations."],
  AID: ["aid", "Goods, money, people or shelter given to help."],
  RETREAT: ["retreat", "Giving way in deeds: withdrawal, release, ceasefire, resignation."],
  REQUEST: ["request or demand", "Somebody asks for or demands something."],
  ACCUSE: ["accusation", "Disapproval, blame, charges, an investigation."],
  REJECT: ["refusal", "Somebody refuses or rejects what was asked or proposed."],
  THREATEN: ["threat", "Somebody threatens to act."],
  PROTEST: ["protest", "Demonstrations, strikes, boycotts and other protest of civilians."],
  SANCTION: ["sanction", "Cutting or lowering what was normal: embargo, expulsion, breaking off."],
  MOBILIZE: ["mobilization", "Moving or readying forces, without using them."],
  COERCE: ["coercion", "Arrests, bans, seizures, repression and other force short of attack."],
  ASSAULT: ["attack", "Physical violence against people or property."],
};

const QUADS: Table = {
  verbal_cooperation: ["words of cooperation", "Cooperation in words: agreements, talks, support."],
  material_cooperation: ["deeds of cooperation", "Cooperation in deeds: aid, trade, withdrawal."],
  verbal_conflict: ["words of conflict", "Conflict in words: accusations, demands, threats."],
  material_conflict: ["deeds of conflict", "Conflict in deeds: protest, sanctions, coercion, attacks."],
};

const STATUSES: Table = {
  occurred: ["happened"],
  ongoing: ["going on"],
  future: ["planned or announced", "It is told of the future; it has not happened yet."],
  conditional: ["if something else happens", "Told to happen only if something else does."],
  hypothetical: ["imagined", "Spoken of as a possibility, not as something that happened."],
  negated: ["did not happen", "The report says that it did NOT happen."],
};

const STANCES: Table = {
  asserts: ["says so"],
  denies: ["denies it"],
  doubts: ["doubts it"],
  believes: ["believes it"],
  promises: ["promises it"],
  threatens: ["threatens it"],
  asks: ["asks for it"],
};

const STATES: Table = {
  open: ["open", "Not yet due, and nothing is reported of how it ended."],
  met: ["kept", "A report tells that it was done."],
  broken: ["broken", "A report tells that it was not done, or that the opposite was."],
  lapsed: ["lapsed", "Put off, withdrawn, or more time was given: nobody waits for it any more."],
  unknown: ["not known", "No report found; that does not mean it was broken."],
};

const COMMITMENTS: Table = {
  promise: ["promise"],
  threat: ["threat"],
  demand: ["demand"],
  ultimatum: ["ultimatum", "A demand together with a threat, mostly with a deadline."],
};

const BASES: Table = {
  stated: ["stated", "The report gives this day."],
  relative: ["worked out", "Worked out from words like “on Tuesday” and the day of the report."],
  assumed: ["assumed", "No day is told: the day of publication is taken."],
  inferred: ["inferred", "Worked out from other reports or from the text."],
  metadata: ["from the file", "Given with the file, not in its text."],
  judged: ["judged", "Somebody has set this by hand."],
};

const PRECISIONS: Table = {
  site: ["exact place"],
  city: ["town or city"],
  region: ["region", "Known to the region only."],
  country: ["country", "Known to the country only; it is never put on a point."],
  area: ["area", "A wide area, such as a sea or a border."],
};

const SECTORS: Table = {
  COP: ["police"], GOV: ["government"], JUD: ["courts"], LEG: ["parliament"], MIL: ["military"], PRM: ["paramilitary"],
  PTY: ["party"], REB: ["rebels"], SPY: ["intelligence"], UAF: ["armed group"], AGR: ["farmers"], BUS: ["business"],
  CRM: ["criminals"], CVL: ["civilians"], EDU: ["education"], ELI: ["elites"], JRN: ["journalists"], LAB: ["labour"],
  MED: ["medical"], OPP: ["opposition"], PRE: ["separatists"], REF: ["refugees"], REL: ["religious"], SOC: ["civil society"],
};

const GRAINS: Table = {
  minute: ["to the minute"], hour: ["to the hour"], day: ["to the day"], week: ["to the week"], month: ["to the month"],
  quarter: ["to the quarter"], year: ["to the year"], decade: ["to the decade"],
};

const TERMS: Table = {
  independent: ["independent", "Voices that tell it, where copies of one report and several reports of one outlet count once."],
  contested: ["contested", "Two speakers stand by numbers that cannot both be right. No total is computed."],
  disputed: ["disputed", "Somebody denies or doubts that it happened."],
  confidence: ["confidence", "Of the facts that get this number, so large a share is right."],
  incident: ["incident", "One happening, as several reports together tell it."],
  background: ["background", "Told as history, not as the news of this report."],
  type: ["type", "One of the sixteen kinds of event of PLOVER, a codebook of political science."],
  copy: ["copy", "The same text in another outlet. It is kept, but does not count as another voice."],
};

export const TABLES = {
  type: TYPES, quad: QUADS, status: STATUSES, stance: STANCES, state: STATES, kind: COMMITMENTS, basis: BASES,
  precision: PRECISIONS, sector: SECTORS, grain: GRAINS, term: TERMS,
} as const satisfies Record<string, Table>;
export type CodeKind = keyof typeof TABLES;

const row = (kind: CodeKind, code: string): Row | undefined => {
  const table: Table = TABLES[kind];
  return table[code] ?? table[code.replaceAll(/[ -]/g, "_")];
};

export const named = (kind: CodeKind, code: string): string => row(kind, code)?.[0] ?? code.toLowerCase().replaceAll("_", " ");
export const explained = (kind: CodeKind, code: string): string | undefined => row(kind, code)?.[1];

/** The quad class of a PLOVER type as two letters, the mark beside every colour: VC, MC, VX (conflict), MX. */
const QUAD_OF: Readonly<Record<string, string>> = {
  AGREE: "VC", CONSULT: "VC", SUPPORT: "VC", CONCEDE: "VC", COOPERATE: "MC", AID: "MC", RETREAT: "MC", REQUEST: "VX",
  ACCUSE: "VX", REJECT: "VX", THREATEN: "VX", PROTEST: "MX", SANCTION: "MX", MOBILIZE: "MX", COERCE: "MX", ASSAULT: "MX",
};
export const quadOf = (type: string): "vc" | "mc" | "vx" | "mx" | "none" =>
  (QUAD_OF[type]?.toLowerCase() as "vc" | undefined) ?? "none";

/** What stands where a country would and is none. */
const SPECIAL: Readonly<Record<string, string>> = {
  UNO: "United Nations", EUR: "European Union", IGO: "international organization", NGO: "non-governmental organization",
  IMG: "international armed group", ISM: "international Islamist group", MNC: "multinational company",
};
/** Names of countries by their three letters; the server sends them with /fields.json. */
export const countries = signal<Readonly<Record<string, string>>>({});
export function setCountries(names: Readonly<Record<string, string>>): void {
  countries.value = names;
}
export const country = (code: string): string => countries.value[code] ?? SPECIAL[code] ?? code;
