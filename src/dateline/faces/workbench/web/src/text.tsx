/* A passage of a report, with marks that may overlap, shown as text and never as markup.

     <Passage text={report.text} lang={report.language} marks={[
       { start: 12, end: 30, kind: "evidence", id: "e1" },     // offsets in code points, as everywhere
       { start: 12, end: 18, kind: "actor" },
     ]} onPick={(at, ids) => …} />
     <Passage text={quote} from={passage.start} marks={passage.marks} />    a stretch: `from` is where it begins

   The text is one text node; marks are ranges of the CSS Custom Highlight API, so nothing is cut to pieces and they may
   overlap; where the browser has no such thing, and in the dossier on paper, <mark> elements stand instead. Code points
   are turned to UTF-16 once a text. Each line finds its own direction (unicode-bidi: plaintext), so Arabic and Hebrew
   read as they should beside English. Kinds and their looks: style.css, ::highlight(kind).
   `onPick` tells which code point was clicked, and the ids of the marks there. scrollTo(box, start) brings it into view. */
import { useEffect, useMemo, useRef } from "preact/hooks";

export const KINDS = ["evidence", "actor", "recipient", "trigger", "source", "cue", "content", "time", "place", "figure", "found", "lit"] as const;
export type MarkKind = (typeof KINDS)[number];

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  readonly id?: string;
}

export interface PassageProps {
  readonly text: string;
  readonly marks?: readonly Mark[];
  readonly from?: number;
  readonly lang?: string | null;
  readonly class?: string;
  readonly inline?: boolean; // in a line of other words, as in a heading
  readonly onPick?: (at: number, ids: readonly string[]) => void;
}

/** Where each code point begins in UTF-16, and the end; null where the two are the same. */
export function units(text: string): Uint32Array | null {
  if (!/[\ud800-\udfff]/.test(text)) return null;
  const found: number[] = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) found.push(at);
  return Uint32Array.from([...found, text.length]);
}

export const unit = (map: Uint32Array | null, point: number): number => (map ? (map[Math.max(0, Math.min(point, map.length - 1))] ?? 0) : Math.max(0, point));

/** The code point at a UTF-16 offset. */
export function point(map: Uint32Array | null, at: number): number {
  if (!map) return at;
  let [low, high] = [0, map.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (map[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

const able = (): boolean => typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;

function highlight(kind: MarkKind): Highlight {
  const had = CSS.highlights.get(kind);
  if (had) return had;
  const made = new Highlight();
  made.priority = KINDS.indexOf(kind);
  CSS.highlights.set(kind, made);
  return made;
}

export function Passage({ text, marks = [], from = 0, lang, class: also, inline, onPick }: PassageProps) {
  const box = useRef<HTMLDivElement>(null);
  const Box = (inline ? "span" : "div") as "div";
  const map = useMemo(() => units(text), [text]);
  const shown = able();
  useEffect(() => {
    const node = box.current?.firstChild;
    if (!shown || !(node instanceof Text)) return;
    const made = marks.map((mark) => {
      const range = new StaticRange({
        startContainer: node, startOffset: unit(map, mark.start - from),
        endContainer: node, endOffset: Math.min(node.length, unit(map, mark.end - from)),
      });
      const of = highlight(mark.kind);
      of.add(range);
      return () => of.delete(range);
    });
    return () => made.forEach((away) => away());
  }, [marks, map, shown, from]);
  const pick = (event: MouseEvent): void => {
    const at = offsetAt(event, box.current);
    if (at === null) return;
    const where = from + point(map, at);
    onPick!(where, marks.filter((mark) => mark.start <= where && where < mark.end && mark.id).map((mark) => mark.id!));
  };
  return (
    <Box ref={box} class={`passage ${also ?? ""}`} dir="auto" lang={lang ?? undefined} onClick={onPick ? pick : undefined}>
      {shown ? text : pieces(text, marks, map, from)}
    </Box>
  );
}

/** The same with elements: the text cut wherever a mark begins or ends. */
function pieces(text: string, marks: readonly Mark[], map: Uint32Array | null, from: number) {
  const spans = marks.map((mark) => ({ ...mark, start: unit(map, mark.start - from), end: unit(map, mark.end - from) }));
  const cuts = [...new Set([0, text.length, ...spans.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const kinds = [...new Set(spans.filter((mark) => mark.start <= start && start < mark.end).map((mark) => mark.kind))];
    const words = text.slice(start, cuts[at + 1]);
    return kinds.length ? <mark key={start} class={kinds.join(" ")}>{words}</mark> : words;
  });
}

function offsetAt(event: MouseEvent, box: HTMLElement | null): number | null {
  const found = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (found) return before(found.offsetNode, box) === null ? null : before(found.offsetNode, box)! + found.offset;
  const range = (document as { caretRangeFromPoint?: (x: number, y: number) => Range | null }).caretRangeFromPoint?.(event.clientX, event.clientY);
  const start = range ? before(range.startContainer, box) : null;
  return range && start !== null ? start + range.startOffset : null;
}

/** How much text stands before a text node inside the box; null where it is not in there. */
function before(node: Node, box: HTMLElement | null): number | null {
  if (!box?.contains(node) || !(node instanceof Text)) return null;
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let each = walk.nextNode(); each && each !== node; each = walk.nextNode()) length += each.textContent!.length;
  return length;
}

/** The box on the screen of a stretch of a passage: to scroll to, or to draw something beside it. */
export function rectOf(box: HTMLElement, text: string, start: number, from = 0): DOMRect | null {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let left = unit(units(text), start - from);
  for (let node = walk.nextNode() as Text | null; node; node = walk.nextNode() as Text | null) {
    if (left < node.length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, Math.min(node.length, left + 1));
      return range.getBoundingClientRect();
    }
    left -= node.length;
  }
  return null;
}

/** Brings a stretch of a passage into the middle of what scrolls. */
export function scrollTo(box: HTMLElement, text: string, start: number, from = 0): void {
  const rect = rectOf(box, text, start, from);
  if (!rect) return;
  let scroller: HTMLElement | null = box;
  while (scroller && (scroller.scrollHeight <= scroller.clientHeight || getComputedStyle(scroller).overflowY === "visible")) scroller = scroller.parentElement;
  const frame = scroller ?? document.documentElement;
  const top = scroller ? scroller.getBoundingClientRect().top : 0;
  frame.scrollBy({ top: rect.top - top - frame.clientHeight / 2, behavior: "auto" });
}
