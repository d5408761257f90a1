/* The sentences of a report with what stands for what in them, as the peek and the dossier show them. */
import { Foreign } from "./facts";
import { named } from "./names";
import { catalogue } from "./strings";
import { Passage, type Mark } from "./text";

const t = catalogue({ "nobody": "somebody not named", "itself": "the report itself says so" });

type Span = readonly [start: number, end: number];

/** As Quote of chronicle/views/quoted.py. Spans count code points of the report's text. */
export interface Quote {
  readonly report: string;
  readonly of: "event" | "claim";
  readonly id: string;
  readonly incident: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly told: string | null;
  readonly copy_of: string | null;
  readonly pieces: readonly (readonly [start: number, words: string])[];
  readonly evidence: readonly Span[];
  readonly trigger: Span | null;
  readonly numbers: readonly { readonly kind: string; readonly low: number | null; readonly high: number | null; readonly by: string | null; readonly start: number; readonly end: number }[];
  readonly voices: readonly { readonly source: string | null; readonly stance: string }[];
}

/** Piece by piece; the word of the deed is marked unless `trigger` says otherwise. */
export function Sentences({ quote, trigger = true }: { quote: Quote; trigger?: boolean }) {
  const { pieces, evidence, numbers, trigger: word } = quote;
  const marks: Mark[] = [
    ...evidence.map(([start, end]) => ({ start, end, kind: "evidence" as const })),
    ...(word && trigger ? [{ start: word[0], end: word[1], kind: "trigger" as const }] : []),
    ...numbers.map(({ start, end }) => ({ start, end, kind: "figure" as const })),
  ];
  return (
    <>
      {pieces.map(([start, words]) => (
        <blockquote key={start}><Passage text={words} from={start} marks={marks.filter((mark) => mark.end > start && mark.start < start + words.length)} /></blockquote>
      ))}
    </>
  );
}

/** Who says it; without anybody, the report itself. */
export function Voices({ voices }: Pick<Quote, "voices">) {
  if (!voices.length) return <span>{t("itself")}</span>;
  return <>{voices.map((voice, at) => <span key={at}><b><Foreign text={voice.source ?? t("nobody")} /></b> {named("stance", voice.stance)}</span>)}</>;
}
