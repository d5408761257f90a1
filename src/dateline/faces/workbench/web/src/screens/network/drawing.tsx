/* The picture: parties as circles, ties as curved arrows. Plain SVG, since there are never more than a few hundred of
   them: it needs no WebGL, its lines can be dashed, it prints, and it can be saved as it is seen. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../parts";
import { fitted, radius, type Look, type Spot, type Spots } from "./layout";
import { t } from "./strings";
import { codeOf, edgeId, QUADS, type Edge, type Node } from "./types";

export interface DrawingProps {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly spots: Spots;
  readonly pins: Spots;
  readonly ego: string | null;
  readonly weight: "incidents" | "reports";
  readonly chosen: string; // a party's name, or the id of a tie
  readonly onChoose: (what: string) => void;
  readonly onPin: (name: string, spot: Spot) => void;
  readonly onDrawn: (svg: SVGSVGElement | null) => void;
}

const [WIDE, TALL, NARROW, HIGH] = [900, 560, 420, 380];
const NEAR = 4; // pixels that a pointer may move in a click

export function Drawing({ nodes, edges, spots, pins, ego, weight, chosen, onChoose, onPin, onDrawn }: DrawingProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [width, height] = useSize(svg);
  const whole = useMemo(() => fitted(spots, width, height), [spots, width, height]);
  const [look, see] = useState<Look | null>(null);
  const [moved, move] = useState<{ name: string; spot: Spot } | null>(null);
  useEffect(() => see(null), [spots]);
  useEffect(() => { onDrawn(svg.current); return () => onDrawn(null); }, []);
  const { k, x, y } = look ?? whole;
  const size = (incidents: number): number => radius(incidents) * (width === WIDE ? 1 : 0.65);
  const at = (name: string): Spot => {
    const spot = moved?.name === name ? moved.spot : (spots.get(name) ?? { x: 0, y: 0 });
    return { x: spot.x * k + x, y: spot.y * k + y };
  };
  const zoom = (by: number, cx = width / 2, cy = height / 2): void => see({ k: k * by, x: cx - (cx - x) * by, y: cy - (cy - y) * by });
  useWheel(svg, (by, px, py) => zoom(by, (px * width) / (svg.current?.clientWidth || width), (py * height) / (svg.current?.clientHeight || height)));
  const drag = useDrag({
    scale: () => width / (svg.current?.clientWidth || width),
    pan: (dx, dy) => see({ k, x: x + dx, y: y + dy }),
    node: (name, dx, dy) => { const had = moved?.name === name ? moved.spot : spots.get(name)!; move({ name, spot: { x: had.x + dx / k, y: had.y + dy / k } }); },
    drop: () => { if (moved) onPin(moved.name, moved.spot); move(null); },
    click: onChoose,
  });
  const beside = useMemo(() => near(chosen, edges), [chosen, edges]);
  const placed = new Map(nodes.map((node) => [node.name, at(node.name)]));
  const sizes = new Map(nodes.map((node) => [node.name, node.incidents]));
  const labels = readable(nodes, placed, new Set([ego ?? "", ...(chosen.includes("|") ? chosen.split("|") : [chosen])]));
  return (
    <div class="picture">
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} class={`drawing ${chosen ? "some" : ""}`} role="group" aria-label={t("picture")} tabindex={0} {...drag}>
        <defs>
          {QUADS.map((quad) => (
            <marker key={quad} id={`head-${quad}`} class={`head ${quad}`} viewBox="0 0 8 8" refX={7} refY={4} markerWidth={8} markerHeight={8} markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L8 4L0 7.5z" /></marker>
          ))}
        </defs>
        <g>
          {edges.map((edge) => <Tie key={edgeId(edge)} edge={edge} from={placed.get(edge.source)!} to={placed.get(edge.target)!} size={[size(sizes.get(edge.source) ?? 0), size(sizes.get(edge.target) ?? 0)]} many={edge[weight]} state={beside ? (beside.has(edgeId(edge)) ? "lit" : "dim") : ""} />)}
        </g>
        <g>
          {nodes.map((node) => {
            const spot = placed.get(node.name)!;
            const state = [node.name === ego ? "ego" : "", node.name === chosen ? "chosen" : "", pins.has(node.name) ? "pinned" : "", beside && !beside.has(node.name) ? "dim" : ""].join(" ");
            return (
              <g key={node.name} class={`node ${state}`} data-node={node.name} transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}>
                <circle r={size(node.incidents)} />
                {pins.has(node.name) ? <path class="pin" d="M-3 -3L3 3M3 -3L-3 3" /> : null}
                <title>{`${node.name}: ${t("takes", { n: node.incidents })}`}</title>
              </g>
            );
          })}
        </g>
        <g class="labels" aria-hidden="true">
          {nodes.filter((node) => labels.has(node.name)).map((node) => {
            const spot = placed.get(node.name)!;
            return <text key={node.name} class={node.name === ego ? "ego" : ""} x={spot.x} y={spot.y + size(node.incidents) + 11}>{short(node.name)}</text>;
          })}
        </g>
      </svg>
      <p class="zoom">
        <Button kind="icon" aria-label={t("bigger")} title={t("bigger")} onClick={() => zoom(1.35)}>+</Button>
        <Button kind="icon" aria-label={t("smaller")} title={t("smaller")} onClick={() => zoom(1 / 1.35)}>−</Button>
        <Button kind="icon" aria-label={t("fit")} title={t("fit")} onClick={() => see(null)}>⤢</Button>
      </p>
    </div>
  );
}

/** A tie bends to its right, the four kinds of one pair each a little further, so that none covers another. */
function Tie({ edge, from, to, size, many, state }: { edge: Edge; from: Spot; to: Spot; size: readonly [number, number]; many: number; state: string }) {
  const quad = codeOf(edge.quad);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = Math.hypot(dx, dy) || 1;
  const bend = 0.1 + 0.1 * QUADS.indexOf(quad);
  const [cx, cy] = [(from.x + to.x) / 2 - dy * bend, (from.y + to.y) / 2 + dx * bend];
  const end = towards(to, { x: cx, y: cy }, Math.min(size[1] + 3, long / 2));
  const start = towards(from, { x: cx, y: cy }, Math.min(size[0], long / 2));
  const path = `M${start.x.toFixed(1)} ${start.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
  const wide = Math.min(9, 0.8 + Math.sqrt(many) * 0.9);
  return (
    <g class={`tie ${quad} ${state}`} data-edge={edgeId(edge)}>
      <path class="line" d={path} stroke-width={wide} stroke-opacity={Math.min(0.9, 0.3 + 0.2 * many)} marker-end={`url(#head-${quad})`} />
      <path class="touch" d={path}><title>{`${edge.source} → ${edge.target}: ${t(quad)}, ${many}`}</title></path>
    </g>
  );
}

function towards(from: Spot, to: Spot, far: number): Spot {
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) / long) * far, y: from.y + ((to.y - from.y) / long) * far };
}

/** What belongs to what is chosen: a party with its ties and neighbours, or a tie with its two ends. */
function near(chosen: string, edges: readonly Edge[]): ReadonlySet<string> | null {
  if (!chosen) return null;
  const own = edges.filter((edge) => edgeId(edge) === chosen || edge.source === chosen || edge.target === chosen);
  return new Set([chosen, ...own.flatMap((edge) => [edgeId(edge), edge.source, edge.target])]);
}

const short = (name: string): string => (name.length > 30 ? `${name.slice(0, 28)}…` : name);

/** The names that can be read: the busiest first, none that would cover another. */
function readable(nodes: readonly Node[], placed: ReadonlyMap<string, Spot>, first: ReadonlySet<string>): ReadonlySet<string> {
  const rank = (node: Node): number => (first.has(node.name) ? 1e9 : 0) + node.incidents;
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const found = new Set<string>();
  for (const node of [...nodes].sort((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name))) {
    const { x, y } = placed.get(node.name)!;
    const half = short(node.name).length * 3.1 + 3;
    const box = { left: x - half, right: x + half, top: y + radius(node.incidents), bottom: y + radius(node.incidents) + 14 };
    if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) continue;
    taken.push(box);
    found.add(node.name);
  }
  return found;
}

// ── pointer and size ────────────────────────────────────────────────────────────────────────────

function useSize(svg: { readonly current: SVGSVGElement | null }): readonly [number, number] {
  const [wide, set] = useState(true);
  useEffect(() => {
    const box = svg.current?.parentElement;
    if (!box) return;
    const watch = new ResizeObserver(() => set(box.clientWidth > 560));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return wide ? [WIDE, TALL] : [NARROW, HIGH];
}

/** Ctrl and the wheel, or a pinch: the wheel alone moves the page. */
function useWheel(svg: { readonly current: SVGSVGElement | null }, zoom: (by: number, x: number, y: number) => void): void {
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const own = svg.current;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = own!.getBoundingClientRect();
      latest.current(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    };
    own?.addEventListener("wheel", turn, { passive: false });
    return () => own?.removeEventListener("wheel", turn);
  }, []);
}

interface Dragging {
  readonly scale: () => number;
  readonly pan: (dx: number, dy: number) => void;
  readonly node: (name: string, dx: number, dy: number) => void;
  readonly drop: () => void;
  readonly click: (what: string) => void;
}

function useDrag({ scale, pan, node, drop, click }: Dragging) {
  const held = useRef<{ x: number; y: number; far: number; node: string | undefined; what: string } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const target = event.target as Element;
      const name = target.closest<SVGElement>("[data-node]")?.dataset.node;
      const edge = target.closest<SVGElement>("[data-edge]")?.dataset.edge;
      held.current = { x: event.clientX, y: event.clientY, far: 0, node: name, what: name ?? edge ?? "" };
      if (event.pointerType !== "touch") (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const now = held.current;
      if (!now) return;
      const [dx, dy] = [event.clientX - now.x, event.clientY - now.y];
      now.far += Math.abs(dx) + Math.abs(dy);
      if (now.far <= NEAR) return;
      [now.x, now.y] = [event.clientX, event.clientY];
      if (now.node) node(now.node, dx * scale(), dy * scale());
      else pan(dx * scale(), dy * scale());
    },
    onPointerUp: () => {
      const now = held.current;
      held.current = null;
      if (!now) return;
      if (now.far <= NEAR) click(now.what);
      else if (now.node) drop();
    },
    onPointerCancel: () => { held.current = null; },
  };
}
