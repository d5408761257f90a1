/* /network: who deals with whom, around one actor or among the busiest; picture, tables, and the words behind a tie.
   What is shown stands in the address: ego, hops, q, from, to, edge (kinds of ties), weight, top, hide, pin, at. */
import { useMemo, useRef } from "preact/hooks";
import { Button, Empty, Failed, Segmented, Tabs, Waiting } from "../../parts";
import { useKeys } from "../../keys";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { Brush } from "./brush";
import { Drawing } from "./drawing";
import { layout, type Spot, type Spots } from "./layout";
import { asFile, fileName, save } from "./save";
import { Of, Tie } from "./side";
import { t } from "./strings";
import { EdgeTable, NodeTable } from "./tables";
import { edgeId, QUADS, type Network, type Node, type Quad } from "./types";
import "./style.css";

export default function NetworkScreen() {
  const { data, error, loading } = useOwn<Network>();
  return (
    <>
      <div class="title-line"><h1>{t("title")}</h1>{data ? <p class="soft">{told(data)}</p> : null}</div>
      <Controls data={data} />
      {error ? <Failed error={error} /> : null}
      {!data && loading ? <Waiting /> : null}
      {data?.private ? <Empty title={t("private")} text={t("privateText", { name: data.ego ?? "" })} /> : null}
      {data && !data.private && !data.rows.length ? <Empty title={t("none")} text={t("noneText")} /> : null}
      {data && !data.private && data.rows.length ? <Whole data={data} /> : null}
    </>
  );
}

function told(data: Network): string {
  if (data.private) return "";
  return t("shown", { nodes: data.nodes.length, parties: data.parties, edges: data.rows.length, ties: data.ties });
}

function Controls({ data }: { data: Network | undefined }) {
  const { ego, hops = "1", from, to, edge, weight = "incidents", top = "50" } = place.value.params;
  const shown: readonly Quad[] = edge ? (edge.split(",") as Quad[]) : QUADS;
  const toggle = (quad: Quad): void => {
    const next = QUADS.filter((each) => (each === quad ? !shown.includes(each) : shown.includes(each)));
    put({ edge: next.length === QUADS.length || !next.length ? null : next.join(",") });
  };
  return (
    <>
      <p class="soft lead">{ego ? t("of.ego", { name: ego, hops: t("hops", { n: Number(hops) }) }) : t("of.top", { n: data?.top ?? 50 })}</p>
      <div class="controls">
        <form class="ego" onSubmit={(event) => { event.preventDefault(); put({ ego: new FormData(event.currentTarget).get("ego") as string, at: null, hide: null, pin: null }); }}>
          <label>{t("around")} <input name="ego" key={ego ?? ""} defaultValue={ego ?? ""} placeholder={t("aroundHint")} /></label>
          {ego ? <Button kind="quiet" onClick={() => put({ ego: null, hops: null, at: null, hide: null, pin: null })}>{t("all")}</Button> : null}
        </form>
        {ego ? <Segmented label={t("steps")} param="hops" current={hops} choices={[["1", "1"], ["2", "2"], ["3", "3"]]} /> : null}
        <Segmented label={t("weight")} param="weight" current={weight} choices={[["incidents", t("weight.incidents")], ["reports", t("weight.reports")]]} />
        <Segmented label={t("top")} param="top" current={top} choices={[["50", "50"], ["100", "100"], ["200", "200"]]} />
        <div class="kinds" role="group" aria-label={t("kinds")}>
          {QUADS.map((quad) => (
            <button key={quad} type="button" class={`kind-box ${quad}`} aria-pressed={shown.includes(quad)} onClick={() => toggle(quad)}>
              <svg viewBox="0 0 26 10" aria-hidden="true"><path class={`line ${quad}`} d="M0 5H20" /><path class={`tip ${quad}`} d="M19 1l6 4-6 4z" /></svg>{t(quad)}
            </button>
          ))}
        </div>
      </div>
      {data && !data.private ? <Brush months={data.months} from={from} to={to} /> : null}
    </>
  );
}

// ── the picture with what belongs to it ─────────────────────────────────────────────────────────

function Whole({ data }: { data: Network }) {
  const { params } = place.value;
  const { at = "", list = "edges", weight = "incidents", q, from, to, hops = "1" } = params;
  const hidden = new Set(split(params.hide));
  const pins = useMemo(() => pinned(params.pin), [params.pin]);
  const nodes = data.nodes.filter((node) => !hidden.has(node.name));
  const edges = data.rows.filter((edge) => !hidden.has(edge.source) && !hidden.has(edge.target));
  const spots = useMemo(() => layout(nodes, edges, pins), [data, params.hide, params.pin]);
  const node = nodes.find((each) => each.name === at);
  const tie = edges.find((each) => edgeId(each) === at);
  const svg = useRef<SVGSVGElement | null>(null);
  const choose = (what: string): void => put({ at: what || null, page: params.page }, { quiet: true });
  const pin = (name: string, spot: Spot | null): void => put({ pin: written(pins, name, spot) }, { quiet: true });
  const acts = doing(node, choose, () => pin(node!.name, pins.has(node!.name) ? null : (spots.get(node!.name) ?? null)));
  useKeys([
    ...["1", "2", "3"].map((many) => ({ key: many, does: t("key.hops", { n: Number(many) }), run: () => put({ hops: many === "1" ? null : many }), when: () => data.ego !== null && hops !== many })),
    { key: ["ArrowRight", "n"], does: t("key.next"), run: () => choose(step(nodes, at, 1)), when: () => drawn(svg.current) },
    { key: ["ArrowLeft", "N"], does: t("key.previous"), run: () => choose(step(nodes, at, -1)), when: () => drawn(svg.current) },
    { key: "f", does: t("key.focus"), run: acts.focus, when: () => node !== undefined },
    { key: "h", does: t("key.hide"), run: acts.hide, when: () => node !== undefined },
    { key: "p", does: t("key.pin"), run: acts.pin, when: () => node !== undefined },
    { key: "H", does: t("key.unhide"), run: () => put({ hide: null }), when: () => hidden.size > 0 },
    { key: "Space", does: t("key.words"), run: () => choose(row()!), when: () => list === "edges" && row() !== undefined },
  ], t("scope"));
  return (
    <>
      <div class="network">
        <Drawing nodes={nodes} edges={edges} spots={spots} pins={pins} ego={data.ego} weight={weight === "reports" ? "reports" : "incidents"} chosen={node || tie ? at : ""}
          onChoose={choose} onPin={pin} onDrawn={(drawing) => { svg.current = drawing; }} />
        <aside class="panel chosen" aria-live="polite">
          {tie ? <Tie edge={tie} q={q} from={from} to={to} /> : node ? (
            <Of node={node}>
              <Button keys="f" onClick={acts.focus}>{t("focus")}</Button>
              <Button keys="h" onClick={acts.hide}>{t("hide")}</Button>
              <Button keys="p" onClick={acts.pin}>{t(pins.has(node.name) ? "unpin" : "pin")}</Button>
              <a class="button plain" href={`/actors/${encodeURIComponent(node.name)}`}>{t("page")}</a>
            </Of>
          ) : <p class="soft">{t("pick")}</p>}
          {hidden.size ? <p><Button kind="quiet" keys="H" onClick={() => put({ hide: null })}>{t("showAll", { n: hidden.size })}</Button></p> : null}
        </aside>
      </div>
      <p class="soft small">{t("arrow")}</p>
      <Saves data={data} drawing={() => svg.current} />
      <section class="twins">
        <Tabs label={t("lists")} current={list} param="list" tabs={[{ id: "edges", label: t("edges"), count: edges.length }, { id: "nodes", label: t("parties"), count: nodes.length }]} />
        {list === "nodes" ? <NodeTable nodes={nodes} chosen={at} onChoose={choose} /> : <EdgeTable edges={edges} chosen={at} onChoose={choose} />}
      </section>
    </>
  );
}

const split = (text: string | undefined): readonly string[] => (text ? text.split("|") : []);

/** Pins as the address has them: name@x,y, apart by bars. */
function pinned(text: string | undefined): Spots {
  return new Map(split(text).flatMap((each) => {
    const [name, spot] = [each.slice(0, each.lastIndexOf("@")), each.slice(each.lastIndexOf("@") + 1).split(",").map(Number)];
    return name && spot.length === 2 && spot.every(Number.isFinite) ? [[name, { x: spot[0]!, y: spot[1]! }] as const] : [];
  }));
}

function written(pins: Spots, name: string, spot: Spot | null): string | null {
  const next = new Map(pins);
  if (spot) next.set(name, spot);
  else next.delete(name);
  return [...next].map(([each, { x, y }]) => `${each}@${x.toFixed(1)},${y.toFixed(1)}`).join("|") || null;
}

function step(nodes: readonly Node[], at: string, by: number): string {
  const now = nodes.findIndex((node) => node.name === at);
  return nodes[(now + by + nodes.length) % nodes.length]?.name ?? "";
}

/** Whether the picture, or nothing in particular, has the focus: arrows elsewhere are the table's. */
const drawn = (svg: SVGSVGElement | null): boolean => document.activeElement === svg || document.activeElement === document.body || document.activeElement?.id === "main";

const row = (): string | undefined => document.activeElement?.closest<HTMLElement>(".twins [data-row]")?.dataset.row;

function doing(node: Node | undefined, choose: (what: string) => void, pin: () => void) {
  return {
    focus: () => { if (node) put({ ego: node.name, hops: null, hide: null, pin: null }); },
    hide: () => { if (node) { choose(""); put({ at: null, hide: [...split(place.value.params.hide), node.name].join("|") }); } },
    pin,
  };
}

function Saves({ data, drawing }: { data: Network; drawing: () => SVGSVGElement | null }) {
  const { q, ego, hops, from, to, edge, top } = place.value.params;
  const filters = [ego ?? t("all"), ego ? `${hops ?? 1}` : null, q, from, to, edge];
  const legend = QUADS.map((quad) => t(quad)).join(" · ");
  const picture = (): void => {
    const svg = drawing();
    if (svg) save(asFile(svg, { title: `${t("title")}: ${ego ?? t("all")}`, lines: [data.query || "–", [from, to].filter(Boolean).join(" – ") || t("allTime"), legend, t("arrow"), told(data)] }), fileName(["network", ...filters]));
  };
  return (
    <p class="saves">
      <span class="soft">{t("save")}</span>
      <a class="button plain" download href={href("/export/network.gexf", { q })}>GEXF</a>
      <a class="button plain" download href={href("/export/network.graphml", { q })}>GraphML</a>
      <a class="button plain" download href={href("/network.csv", { q, ego, hops, from, to, edge, top })}>CSV</a>
      <Button onClick={picture}>SVG</Button>
      <span class="soft small">{t("saveHelp")}</span>
    </p>
  );
}

