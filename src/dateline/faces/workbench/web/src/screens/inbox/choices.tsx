/* What there is to choose by: marks, what to look at twice, outlet, language, and when it was published. */
import type { ComponentChildren } from "preact";
import { Chip } from "../../parts";
import { place, put } from "../../router";
import { month as named, number } from "../../strings";
import { t } from "./strings";
import { MARKS, type Count, type Shelf } from "./types";

const FEW = 8; // outlets shown at once
const YEARS = 40; // months beyond which years are shown

function Row({ title, children }: { title: string; children: ComponentChildren }) {
  return <div class="choice"><h2>{title}</h2><div class="chips">{children}</div></div>;
}

function Chips({ param, title, counts, name = (value: string) => value }: { param: "mark" | "flag" | "outlet" | "language"; title: string; counts: readonly Count[]; name?: (value: string) => string }) {
  const now = place.value.params[param];
  if (!counts.length) return null;
  return (
    <Row title={title}>
      {counts.map(({ name: value, reports }) => (
        <Chip key={value} label={name(value)} name={name(value)} count={reports} pressed={now === value} onClick={() => put({ [param]: now === value ? null : value })} />
      ))}
    </Row>
  );
}

export function Choices({ data }: { data: Shelf }) {
  const marks = MARKS.flatMap((mark) => data.marks.filter((each) => each.name === mark));
  const outlet = place.value.params.outlet;
  const outlets = data.outlets.slice(0, FEW);
  const chosen = data.outlets.find((each) => each.name === outlet);
  return (
    <section class="choices" aria-label={t("choose")}>
      <Months counts={data.months} />
      <Chips param="mark" title={t("marks")} counts={marks} name={(value) => t(`mark.${value as "new"}`)} />
      <Chips param="flag" title={t("flags")} counts={data.flags} name={(value) => t(`flag.${value as "empty"}`)} />
      <Chips param="outlet" title={t("outlets")} counts={chosen && !outlets.includes(chosen) ? [chosen, ...outlets] : outlets} />
      {data.languages.length > 1 ? <Chips param="language" title={t("languages")} counts={data.languages} /> : null}
    </section>
  );
}

/** A bar a month, or a year where there are many; those without a date beside them. */
function Months({ counts }: { counts: readonly Count[] }) {
  const now = place.value.params.month ?? null;
  const dated = counts.filter(({ name }) => name !== "none");
  const bars = dated.length > YEARS && !(now && now !== "none") ? byYear(dated) : dated;
  const most = Math.max(1, ...bars.map(({ reports }) => reports));
  if (!bars.length) return null;
  const pick = (name: string): void => put({ month: now === name ? null : name });
  const called = (name: string): string => (name.length > 4 ? named(name) : name);
  return (
    <Row title={t("months")}>
      <div class="months" role="group" aria-label={t("months")}>
        {bars.map(({ name, reports }, at) => (
          <button key={name} type="button" class="month" data-when={label(bars, at)} aria-pressed={now !== null && name.startsWith(now)} title={`${called(name)}: ${number(reports)}`}
            aria-label={`${called(name)}: ${t("found", { n: reports })}`} onClick={() => pick(name)}>
            <span class="bar" style={{ blockSize: `${Math.max(6, (100 * Math.sqrt(reports / most)))}%` }} />
          </button>
        ))}
      </div>
    </Row>
  );
}

function byYear(counts: readonly Count[]): readonly Count[] {
  const years = new Map<string, number>();
  for (const { name, reports } of counts) years.set(name.slice(0, 4), (years.get(name.slice(0, 4)) ?? 0) + reports);
  return [...years].map(([name, reports]) => ({ name, reports }));
}

/** The year, where it changes. */
function label(bars: readonly Count[], at: number): string | undefined {
  const year = bars[at]!.name.slice(0, 4);
  return at === 0 || bars[at - 1]!.name.slice(0, 4) !== year ? year : undefined;
}
