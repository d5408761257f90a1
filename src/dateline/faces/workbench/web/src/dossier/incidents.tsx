/* Incidents, a line each; opened, with whoever took part, the figures, and the sentences behind it. */
import { useEffect, useState } from "preact/hooks";
import { amount, Count, Days, Foreign, Parties, Status, Type } from "../facts";
import { country, named } from "../names";
import { Button, Empty } from "../parts";
import { Sentences, Voices, type Quote } from "../quote";
import { day, t as shared } from "../strings";
import { choice, choose, found } from "./choosing";
import { commitmentOf, figuresOf, outletOf, quotesOf, type Incident } from "./data";
import { t } from "./strings";

const SHOWN = 100; // lines at first, and with each further click

/** How many lines are shown; all of them on paper. */
export function useSome(total: number): { readonly some: number; readonly more: preact.JSX.Element | null } {
  const [some, show] = useState(SHOWN);
  useEffect(() => {
    const all = (): void => show(total);
    window.addEventListener("beforeprint", all);
    return () => window.removeEventListener("beforeprint", all);
  }, [total]);
  const next = Math.min(SHOWN, total - some);
  return { some, more: next > 0 ? <p class="actions more"><Button onClick={() => show(some + SHOWN)}>{t("more", { n: next })}</Button></p> : null };
}

export function Incidents() {
  const all = found.value;
  const { some, more } = useSome(all.length);
  const { open } = choice.value;
  const before = all.findIndex((one) => one.incident === open);
  const rows = all.slice(0, Math.max(some, before + 1));
  if (!all.length) return <Empty title={t("none")} text={t("noneText")} />;
  return (
    <>
      <ol class="incidents">{rows.map((one) => <One key={one.incident} one={one} />)}</ol>
      {more}
    </>
  );
}

function One({ one }: { one: Incident }) {
  const chosen = choice.value.open === one.incident;
  const [open, set] = useState(chosen);
  useEffect(() => {
    if (!chosen) return;
    set(true);
    document.getElementById(`i-${one.incident}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  useEffect(() => {
    const show = (): void => set(true);
    window.addEventListener("beforeprint", show);
    return () => window.removeEventListener("beforeprint", show);
  }, []);
  return (
    <li>
      <details id={`i-${one.incident}`} open={open} onToggle={(event) => {
        const now = event.currentTarget.open;
        set(now);
        if (now !== chosen && (now || chosen)) choose({ open: now ? one.incident : "" }, { quiet: true });
      }}>
        <summary>
          <Days start={one.day} end={one.until} grain={one.grain} basis={one.basis} />
          <span class="label"><Foreign text={one.label} /></span>
          <Type code={one.type} />
          <Count reports={one.reports} independent={one.independent} />
          <Status code={one.status} disputed={one.disputed} />
        </summary>
        {open ? <Whole one={one} /> : null}
      </details>
    </li>
  );
}

function Whole({ one }: { one: Incident }) {
  const figures = figuresOf.get(one.incident) ?? [];
  const bound = commitmentOf.get(one.incident);
  const quotes = quotesOf.get(one.incident) ?? [];
  return (
    <div class="whole">
      <dl>
        <dt>{t("who")}</dt><dd><Parties text={one.actors} plain /></dd>
        {one.recipients ? <><dt>{t("whom")}</dt><dd><Parties text={one.recipients} plain /></dd></> : null}
        {one.place || one.country ? <><dt>{t("where")}</dt><dd><Foreign text={[one.place, one.country && country(one.country)].filter((each, at, both) => each && both.indexOf(each) === at).join(", ")} /></dd></> : null}
        {bound ? <><dt>{named("kind", bound.kind)}</dt><dd>{t(`state.${bound.state as "open"}`)}{bound.deadline ? <>, {t("deadline").toLowerCase()} {day(bound.deadline)}</> : null}{bound.condition ? <>, {t("condition").toLowerCase()} <Foreign text={bound.condition} /></> : null}</dd></> : null}
        {figures.map((each, at) => (
          <><dt key={at}>{at === 0 || figures[at - 1]!.kind !== each.kind ? each.kind : ""}</dt>
            <dd><b>{amount(each.low, each.high)}</b> · {each.by ? <Foreign text={each.by} /> : t("itself")}{each.outlet ? <> · <Foreign text={each.outlet} /></> : null}{each.contested ? <span class="badge warn">{t("contested")}</span> : null}</dd></>
        ))}
      </dl>
      <h2>{t("told", { n: quotes.length })}</h2>
      <ol class="sentences">{quotes.map((quote) => <Said key={quote.report + quote.id} quote={quote} />)}</ol>
    </div>
  );
}

function Said({ quote }: { quote: Quote }) {
  return (
    <li>
      <Sentences quote={quote} />
      <p class="said-by"><Voices voices={quote.voices} /></p>
      <p class="source">
        {quote.outlet ? <><Foreign text={quote.outlet} /> · </> : null}{quote.told ? day(quote.told) : shared("days.unknown")}
        {quote.title ? <> · <button type="button" class="link" onClick={() => choose({ tab: "reports", open: quote.report })}><Foreign text={quote.title} /></button></> : null}
        {quote.copy_of ? <span class="badge" title={outletOf.get(quote.copy_of)}>{t("copy")}</span> : null}
        <Cite quote={quote} />
      </p>
    </li>
  );
}

function Cite({ quote }: { quote: Quote }) {
  const [done, tell] = useState(false);
  const words = quote.pieces.map(([, piece]) => piece.split(/\s+/).join(" ")).join(" … ");
  const source = [quote.outlet, quote.title && `“${quote.title}”`, quote.told, quote.url].filter(Boolean).join(", ");
  const copy = (): void => { void navigator.clipboard?.writeText(`“${words}” ${source}.`).then(() => tell(true), () => undefined); };
  return <Button kind="quiet" class="cite" onClick={copy}>{done ? t("cited") : t("cite")}</Button>;
}
