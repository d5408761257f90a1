/* Facts as everybody shows them, so that a day or a number looks the same on every screen.

     <Days start="2026-03-03" end="2026-03-05" grain="day" basis="relative" />   "3–5 Mar 2026", with how it is known
     <Type code="ASSAULT" modes={["aerial"]} />             the quad's mark, the plain name, the code small
     <Party name="Ministry of Defence" country="RUS" sector="MIL" />   link to the actor; name isolated for any script
     <Parties text="police; army" />                        a list as the tables hold it; nobody: "nobody named"
     <Figure low={30} high={null} kind="killed" />          "at least 30 killed"
     <Count reports={5} independent={3} />                  "5 reports, 3 independent", with what that means
     <Status code="future" disputed historical />           only what is not plain fact is said
     <Outlet name="Courier" lang="es" />                    any text of a report: <Foreign text=… />
*/
import { Help } from "./parts";
import { country as countryName, explained, named, quadOf } from "./names";
import { href } from "./router";
import { catalogue, number, span } from "./strings";

const t = catalogue({
  "nobody": "nobody named",
  "exactly": "{low}",
  "least": "at least {low}",
  "most": "at most {high}",
  "between": "{low} to {high}",
  "reports": { one: "{n} report", other: "{n} reports" },
  "independent": "{n} independent",
  "disputed": "disputed",
  "background": "background",
  "uncertain": "known {grain}",
});

export interface DaysProps {
  readonly start: string | null;
  readonly end: string | null;
  readonly grain?: string | null | undefined;
  readonly basis?: string | null | undefined;
}

/** Days, and in small letters what keeps them from being sure. */
export function Days({ start, end, grain, basis }: DaysProps) {
  const loose = grain && grain !== "day" && grain !== "minute" && grain !== "hour" ? t("uncertain", { grain: named("grain", grain) }) : "";
  const how = basis && basis !== "stated" ? named("basis", basis) : "";
  const title = [basis ? explained("basis", basis) : "", loose].filter(Boolean).join(" ");
  return (
    <span class="days" title={title || undefined}>
      {start ? <time dateTime={start.slice(0, 10)}>{span(start, end)}</time> : span(start, end)}
      {basis === "assumed" ? <small class="basis"> {how}</small> : null}
    </span>
  );
}

/** VC, MC, VX, MX: the shape and the letters say what the colour says. */
export function Type({ code, modes }: { code: string; modes?: readonly string[] | string | null }) {
  const quad = quadOf(code);
  const how = typeof modes === "string" ? modes.replaceAll(";", ", ") : modes?.join(", ");
  return (
    <span class={`type ${quad}`} title={[explained("type", code), explained("quad", QUADS[quad] ?? "")].filter(Boolean).join(" ") || undefined}>
      <span class="quad" aria-hidden="true">{SIGNS[quad]}</span>
      <span class="name">{named("type", code)}{how ? `: ${how}` : ""}</span> <span class="code">{code}</span>
    </span>
  );
}

const SIGNS = { vc: "○", mc: "●", vx: "◇", mx: "◆", none: "·" } as const;
const QUADS = { vc: "verbal_cooperation", mc: "material_cooperation", vx: "verbal_conflict", mx: "material_conflict", none: "" } as const;

export function Party({ name, country, sector, plain }: { name: string; country?: string | null; sector?: string | null; plain?: boolean }) {
  const known = [country, sector].filter(Boolean).join(" ");
  const title = [country ? countryName(country) : "", sector ? named("sector", sector) : ""].filter(Boolean).join(", ");
  const inside = <bdi>{name}</bdi>;
  return (
    <span class="party">
      {plain ? inside : <a href={href(`/actors/${encodeURIComponent(name)}`)}>{inside}</a>}
      {known ? <small class="code" title={title}> {known}</small> : null}
    </span>
  );
}

/** Parties as tables hold them, apart by "; ". */
export function Parties({ text, plain }: { text: string | null; plain?: boolean }) {
  if (!text) return <span class="nobody">{t("nobody")}</span>;
  const names = text.split("; ");
  return <>{names.map((name, at) => <span key={name}>{at ? ", " : ""}<Party name={name} {...(plain ? { plain } : {})} /></span>)}</>;
}

export function amount(low: number | null, high: number | null): string {
  if (low === null && high === null) return "";
  if (low === null) return t("most", { high: high! });
  if (high === null) return t("least", { low });
  return low === high ? number(low) : t("between", { low, high });
}

export function Figure({ low, high, kind, contested }: { low: number | null; high: number | null; kind?: string; contested?: boolean }) {
  return (
    <span class="figure">
      <b>{amount(low, high)}</b>{kind ? ` ${kind}` : ""}
      {contested ? <span class="badge warn" title={explained("term", "contested")}>{named("term", "contested")}</span> : null}
    </span>
  );
}

export function Count({ reports, independent, help }: { reports: number; independent?: number | null; help?: boolean }) {
  const own = independent !== undefined && independent !== null && reports > 1 ? t("independent", { n: independent }) : "";
  return (
    <span class="told" title={own ? explained("term", "independent") : undefined}>
      {t("reports", { n: reports })}{own ? `, ${own}` : ""}{help && own ? <Help term="independent" /> : null}
    </span>
  );
}

export function Status({ code, disputed, historical }: { code?: string | null | undefined; disputed?: boolean | null | undefined; historical?: boolean | null | undefined }) {
  const plain = !code || code === "occurred";
  return (
    <>
      {plain ? null : <span class="badge" title={explained("status", code)}>{named("status", code)}</span>}
      {disputed ? <span class="badge warn" title={explained("term", "disputed")}>{t("disputed")}</span> : null}
      {historical ? <span class="badge" title={explained("term", "background")}>{t("background")}</span> : null}
    </>
  );
}

/** Words out of a report: any script, either direction. */
export function Foreign({ text, lang }: { text: string; lang?: string | null }) {
  return <bdi dir="auto" lang={lang ?? undefined}>{text}</bdi>;
}
