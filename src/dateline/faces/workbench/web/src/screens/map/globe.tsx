/* The map itself: shapes of the land, shaded by what is known no closer, and the spots on it. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../parts";
import { number } from "../../strings";
import { t } from "./strings";
import { looked, projected, WORLD, type Atlas } from "./ground";
import { Shapes } from "./shapes";
import { spotId, type Box, type Land, type Spot } from "./types";

export interface GlobeProps {
  readonly atlas: Atlas | undefined; // none: the shapes are on their way, or did not come
  readonly failed?: boolean;
  readonly box: Box;
  readonly spots: readonly Spot[];
  readonly lands: readonly Land[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly onLook: (box: Box) => void;
  readonly onDrawn: (map: Drawn | null) => void;
}
export interface Drawn { readonly svg: SVGSVGElement; readonly look: (change: Parameters<typeof looked>[3]) => void }

const [WIDE, TALL, NARROW, HIGH] = [960, 500, 420, 280];
const NEAR = 4;

export function Globe({ atlas, failed, box, spots, lands, chosen, onChoose, onLook, onDrawn }: GlobeProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [wide, set] = useState(true);
  const [width, height] = wide ? [WIDE, TALL] : [NARROW, HIGH];
  const [drag, move] = useState<readonly [number, number]>([0, 0]);
  const held = useRef<{ x: number; y: number; far: number; id: string } | null>(null);
  const projection = useMemo(() => projected(box, width, height), [box.join(), width, height]);
  const marks = useMemo(() => [...spots].sort(below).map((spot) => <Mark key={spotId(spot)} spot={spot} at={projection([spot.lon, spot.lat])} chosen={spotId(spot) === chosen} within={[width, height]} />), [spots, projection, chosen]);
  const look: Drawn["look"] = (change) => onLook(looked(projection, width, height, change));
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => move([0, 0]), [box.join()]);
  useEffect(() => {
    const own = svg.current!;
    onDrawn({ svg: own, look: (change) => latest.current(change) });
    const watch = new ResizeObserver(() => set((own.parentElement?.clientWidth ?? 0) > 560));
    watch.observe(own.parentElement!);
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const here = own.getBoundingClientRect();
      const scale = own.viewBox.baseVal.width / here.width;
      latest.current({ by: Math.exp(-event.deltaY / 250), x: (event.clientX - here.left) * scale, y: (event.clientY - here.top) * scale });
    };
    own.addEventListener("wheel", turn, { passive: false });
    return () => { watch.disconnect(); own.removeEventListener("wheel", turn); onDrawn(null); };
  }, []);
  const scale = (): number => width / (svg.current?.clientWidth || width);
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      held.current = { x: event.clientX, y: event.clientY, far: 0, id: (event.target as Element).closest<SVGElement>("[data-spot]")?.dataset.spot ?? "" };
      if (event.pointerType !== "touch") (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const now = held.current;
      if (!now) return;
      now.far = Math.max(now.far, Math.hypot(event.clientX - now.x, event.clientY - now.y));
      if (now.far > NEAR) move([(event.clientX - now.x) * scale(), (event.clientY - now.y) * scale()]);
    },
    onPointerUp: () => {
      const now = held.current;
      held.current = null;
      if (!now) return;
      if (now.far <= NEAR) onChoose(now.id);
      else look({ dx: drag[0], dy: drag[1] });
    },
    onPointerCancel: () => { held.current = null; move([0, 0]); },
  };
  return (
    <div class="picture">
      <svg ref={svg} class="globe" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("picture")} tabindex={0} {...pointer}>
        <g transform={`translate(${drag[0]} ${drag[1]})`}>
          <Shapes projection={projection} size={[width, height]} atlas={atlas} lands={lands} />
          {marks}
        </g>
      </svg>
      {failed ? <p class="soft small no-map">{t("noMap")}</p> : null}
      <p class="zoom">
        <Button kind="icon" aria-label={t("bigger")} title={t("bigger")} onClick={() => look({ by: 1.8 })}>+</Button>
        <Button kind="icon" aria-label={t("smaller")} title={t("smaller")} onClick={() => look({ by: 1 / 1.8 })}>−</Button>
        <Button kind="icon" aria-label={t("whole")} title={t("whole")} onClick={() => onLook(WORLD)}>⤢</Button>
      </p>
    </div>
  );
}

/** Rings lie under points, and what is large under what is small. */
const below = (one: Spot, other: Spot): number => Number(other.region) - Number(one.region) || other.incidents - one.incidents;

export const reach = (incidents: number): number => 4 + Math.min(18, Math.sqrt(incidents) * 1.25);

/** Shapes tell what colours tell: a diamond a site, a disc a town, a broken ring a region, a number several places. */
export function Mark({ spot, at, chosen, within }: { spot: Spot; at: readonly [number, number] | null; chosen: boolean; within: readonly [number, number] }) {
  if (!at || at[0] < -30 || at[1] < -30 || at[0] > within[0] + 30 || at[1] > within[1] + 30) return null;
  const several = spot.places > 1;
  const size = Math.max(reach(spot.incidents), several && !spot.region ? 8 : 0); // room for the number
  const kind = spot.region ? "region" : several ? "cluster" : spot.precision;
  const said = several ? t("cluster", { n: spot.incidents, places: spot.places, place: spot.place }) : t("spot", { place: spot.place, n: t("incidents", { n: spot.incidents }) });
  return (
    <g class={`spot ${kind} ${chosen ? "chosen" : ""}`} data-spot={spotId(spot)} data-peek={spot.incident} transform={`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`}>
      <Sign kind={kind} size={size} />
      {several && !spot.region ? <text y={1}>{number(spot.incidents)}</text> : null}
      <title>{spot.region ? `${said}. ${t("legend.region")}` : said}</title>
    </g>
  );
}

export function Sign({ kind, size }: { kind: string; size: number }) {
  if (kind === "site") return <path class="blot" d={`M0 ${-size}L${size} 0L0 ${size}L${-size} 0z`} />;
  if (kind === "region") return <circle class="blot" r={size + 4} />;
  return <circle class="blot" r={size} />;
}

export function Legend() {
  return (
    <dl class="legend" aria-label={t("legend")}>
      {(["site", "city", "region", "cluster"] as const).map((kind) => (
        <div key={kind}><dt><svg viewBox="-12 -12 24 24" aria-hidden="true"><g class={`spot ${kind}`}><Sign kind={kind} size={kind === "cluster" ? 10 : 6} />{kind === "cluster" ? <text y={1}>7</text> : null}</g></svg></dt><dd>{t(`legend.${kind}`)}</dd></div>
      ))}
      <div><dt><svg viewBox="0 0 24 24" aria-hidden="true">{[1, 2, 3, 4].map((each) => <rect key={each} class={`land shade-${each}`} x={(each - 1) * 6} y={6} width={6} height={12} />)}</svg></dt><dd>{t("legend.land")}</dd></div>
    </dl>
  );
}
