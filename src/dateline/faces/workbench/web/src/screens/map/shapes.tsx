/* The ground of the map. To draw it anew takes a tenth of a second, with fine shapes two: so while one moves the map, what
   was drawn last is carried along, and it is drawn anew when the hand rests. */
import type { GeoProjection } from "d3-geo";
import { useEffect, useMemo, useState } from "preact/hooks";
import { country as countryName } from "../../names";
import { number } from "../../strings";
import { carried, drawn, type Atlas } from "./ground";
import { t } from "./strings";
import type { Land } from "./types";

const REST = 60; // ms without a move
const SHADES = 4;

interface Ground { readonly of: GeoProjection; readonly atlas: Atlas; readonly shapes: ReturnType<typeof drawn> }

export function Shapes({ projection, size, atlas, lands }: { projection: GeoProjection; size: readonly [number, number]; atlas: Atlas | undefined; lands: readonly Land[] }) {
  const [ground, keep] = useState<Ground | null>(null);
  useEffect(() => {
    if (!atlas || (ground?.of === projection && ground.atlas === atlas)) return;
    const draw = (): void => keep({ of: projection, atlas, shapes: drawn(projection, atlas) });
    if (ground?.atlas !== atlas) return draw();
    const timer = window.setTimeout(draw, REST);
    return () => window.clearTimeout(timer);
  }, [projection, atlas]);
  const shade = useMemo(() => shades(lands), [lands]);
  const paths = useMemo(() => (
    <>
      <path class="lines" d={ground?.shapes.lines ?? ""} />
      {ground?.shapes.lands.map((land, at) => (
        <path key={at} class={`land shade-${land.code ? (shade.get(land.code)?.class ?? 0) : 0}`} d={land.d}>
          <title>{title(land.code ? countryName(land.code) : land.name, land.code ? shade.get(land.code) : undefined)}</title>
        </path>
      ))}
      <path class="borders" d={ground?.shapes.borders ?? ""} />
    </>
  ), [ground, shade]);
  const behind = ground !== null && ground.of !== projection;
  return <g class="shapes" transform={behind ? carried(ground.of, projection, size) : undefined}>{paths}</g>;
}

interface Shade { readonly class: number; readonly only: number; readonly incidents: number }

/** The shade of a country by what is known no closer than to it: four steps, even in their logarithm. */
function shades(lands: readonly Land[]): ReadonlyMap<string, Shade> {
  const most = Math.log(1 + Math.max(1, ...lands.map((land) => land.only)));
  return new Map(lands.map((land) => [land.country, { class: land.only ? Math.max(1, Math.ceil((Math.log(1 + land.only) / most) * SHADES)) : 0, only: land.only, incidents: land.incidents }]));
}

const title = (name: string, shade: Shade | undefined): string =>
  shade ? `${name}: ${t("incidents", { n: shade.incidents })}; ${t("legend.land")}: ${number(shade.only)}` : name;
