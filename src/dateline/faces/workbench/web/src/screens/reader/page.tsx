/* The text of a report with its gutter: numbers of the facts beside the lines in which they stand. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Passage, point, rectOf, scrollTo, units, type Mark } from "../../text";
import { begin, lighting, resting, under, type Name } from "./marks";
import { t } from "./strings";
import type { Fact, Record, Span } from "./types";

interface PageProps {
  readonly record: Record;
  readonly facts: readonly Fact[];
  readonly chosen: Name | null;
  readonly lit: Name | null; // what is pointed at, else what is chosen
  readonly found: Span | null; // of the address
  readonly onPick: (name: Name) => void;
  readonly onHover: (names: readonly Name[]) => void;
}

export function Page({ record, facts, chosen, lit, found, onPick, onHover }: PageProps) {
  const box = useRef<HTMLDivElement>(null);
  const { text, language } = record.report;
  const rest = useMemo(() => resting(record), [record]);
  const marks = useMemo<readonly Mark[]>(() => [
    ...rest,
    ...(found ? [{ start: found[0], end: found[1], kind: "found" as const }] : []),
    ...(lit ? lighting(record, lit) : []),
  ], [rest, record, lit, found?.[0], found?.[1]]);
  useShown(box, record, chosen, found);
  const hover = useHover(box, record, onHover);
  return (
    <section class="page" aria-label={t("text")}>
      <div class="sheet" ref={box} onMouseMove={hover} onMouseLeave={() => onHover([])}>
        <Passage text={text} marks={marks} lang={language} onPick={(at) => {
          const [name] = under(record, at);
          if (name) onPick(name);
        }} />
        <Gutter box={box} record={record} facts={facts} chosen={chosen} onPick={onPick} />
      </div>
    </section>
  );
}

/** Brings what is chosen into view, if it is not. */
function useShown(box: { current: HTMLDivElement | null }, record: Record, chosen: Name | null, found: Span | null): void {
  useEffect(() => {
    const at = found?.[0] ?? (chosen ? begin(record, chosen) : null);
    const passage = box.current?.querySelector<HTMLElement>(".passage");
    const rect = passage && at !== null ? rectOf(passage, record.report.text, at) : null;
    if (passage && rect && (rect.top < 110 || rect.bottom > window.innerHeight - 60)) scrollTo(passage, record.report.text, at!);
  }, [chosen, record.report.id, found?.[0]]);
}

/** Which facts the pointer is on, by the code point under it. */
function useHover(box: { current: HTMLDivElement | null }, record: Record, tell: (names: readonly Name[]) => void) {
  const map = useMemo(() => units(record.report.text), [record]);
  const last = useRef("");
  return (event: MouseEvent): void => {
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (!spot || !(spot.offsetNode instanceof Text) || !box.current?.querySelector(".passage")?.contains(spot.offsetNode)) return;
    const names = under(record, point(map, spot.offset));
    if (names.join() === last.current) return;
    last.current = names.join();
    tell(names);
  };
}

interface Line {
  readonly top: number;
  readonly facts: readonly (readonly [number: number, event: Name])[];
}

function Gutter({ box, record, facts, chosen, onPick }: { box: { current: HTMLDivElement | null } } & Pick<PageProps, "record" | "facts" | "chosen" | "onPick">) {
  const [lines, lay] = useState<readonly Line[]>([]);
  useLayoutEffect(() => {
    const own = box.current!;
    const measure = (): void => lay(laid(own, record, facts));
    const watch = new ResizeObserver(measure);
    watch.observe(own);
    return () => watch.disconnect();
  }, [record, facts]);
  return (
    <div class="gutter">
      {lines.map((line) => (
        <span key={line.facts[0]![1]} style={{ insetBlockStart: `${line.top}px` }}>
          {line.facts.map(([number, event]) => (
            <button key={event} type="button" tabIndex={-1} aria-label={t("fact", { n: number })} aria-pressed={event === chosen} onClick={() => onPick(event)}>{number}</button>
          ))}
        </span>
      ))}
    </div>
  );
}

/** The numbers of the facts by the lines in which their words begin. */
function laid(box: HTMLElement, record: Record, facts: readonly Fact[]): readonly Line[] {
  const passage = box.querySelector<HTMLElement>(".passage");
  if (!passage) return [];
  const origin = box.getBoundingClientRect().top;
  const lines = new Map<number, [number, Name][]>();
  facts.forEach((fact, at) => {
    const rect = rectOf(passage, record.report.text, begin(record, fact.event) ?? 0);
    if (!rect) return;
    const top = Math.round(rect.top - origin);
    lines.set(top, [...(lines.get(top) ?? []), [at + 1, fact.event]]);
  });
  return [...lines].sort(([a], [b]) => a - b).map(([top, found]) => ({ top, facts: found }));
}
