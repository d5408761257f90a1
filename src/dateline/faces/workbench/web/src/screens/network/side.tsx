/* What is chosen: a party with what can be done to it, or a tie with its sentences. */
import type { ComponentChildren } from "preact";
import { useTwin } from "../../api";
import { copy } from "../../copy";
import { Foreign } from "../../facts";
import { country as countryName, named } from "../../names";
import { Button, Failed, Waiting } from "../../parts";
import { href } from "../../router";
import { day } from "../../strings";
import { Passage, type Mark } from "../../text";
import { t } from "./strings";
import type { Edge, Node, Quad, Quote, Words } from "./types";
import { codeOf } from "./types";

export function Of({ node, children }: { node: Node; children: ComponentChildren }) {
  const about = [node.sector ? named("sector", node.sector) : "", node.country ? countryName(node.country) : ""].filter(Boolean);
  return (
    <>
      <h2><bdi dir="auto">{node.name}</bdi></h2>
      <p class="soft">{[...about, t("takes", { n: node.incidents })].join(" · ")}</p>
      <p class="actions">{children}</p>
    </>
  );
}

export function Tie({ edge, q, from, to }: { edge: Edge; q: string | undefined; from: string | undefined; to: string | undefined }) {
  const quad: Quad = codeOf(edge.quad);
  const { data, error } = useTwin<Words>("/network/words", { source: edge.source, target: edge.target, quad, q, from, to });
  return (
    <>
      <h2><bdi>{edge.source}</bdi> <span aria-hidden="true">→</span> <bdi>{edge.target}</bdi></h2>
      <p class={`kind ${quad}`}>{t(quad)}</p>
      {error ? <Failed error={error} /> : null}
      {data ? <p class="soft">{t("wordsOf", { n: data.total })}</p> : error ? null : <Waiting />}
      <ol class="sentences" tabIndex={0} aria-label={t("words")}>{data?.quotes.map((quote) => <Said key={`${quote.report}${quote.id}`} quote={quote} />)}</ol>
    </>
  );
}

function Said({ quote }: { quote: Quote }) {
  return (
    <li>
      {quote.pieces.map(([start, text]) => <blockquote key={start}><Passage text={text} from={start} marks={marks(quote, start, text)} /></blockquote>)}
      <p class="source">{quote.outlet ? <Foreign text={quote.outlet} /> : null} {quote.told ? day(quote.told) : null}</p>
      <p class="actions">
        {quote.incident ? <a class="button quiet" href={`/incidents/${quote.incident}`} data-peek={quote.incident}>{t("open")}</a> : null}
        <a class="button quiet" href={href(`/reports/${quote.report}`, { f: quote.id })}>{t("read")}</a>
        <Button kind="quiet" onClick={() => copy(quote.citation)}>“ ”</Button>
      </p>
    </li>
  );
}

function marks(quote: Quote, start: number, text: string): readonly Mark[] {
  const end = start + [...text].length;
  const spans: Mark[] = quote.evidence.map(([from, to]) => ({ start: from, end: to, kind: "evidence" }));
  if (quote.trigger) spans.push({ start: quote.trigger[0], end: quote.trigger[1], kind: "trigger" });
  return spans.filter((mark) => mark.start < end && mark.end > start);
}
