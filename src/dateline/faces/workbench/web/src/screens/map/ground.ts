/* How the ground is drawn, from whatever shapes there are: the workbench fetches them (world.ts), the dossier holds them. */
import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { Feature, Geometry, MultiLineString } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import { codeOf } from "./iso";
import type { Box } from "./types";

export interface Shape { readonly code: string | null; readonly name: string; readonly shape: Feature<Geometry> }
export interface Atlas { readonly lands: readonly Shape[]; readonly borders: MultiLineString }

export function read(topology: Topology): Atlas {
  const countries = topology.objects.countries as GeometryCollection<{ name: string }>;
  const lands = feature(topology, countries).features.map((shape) => ({ code: codeOf(shape.id, shape.properties.name), name: shape.properties.name, shape }));
  return { lands, borders: mesh(topology, countries, (one, other) => one !== other) };
}

export const WORLD: Box = [-180, -90, 180, 90];
const SEEN: Box = [-168, -56, 190, 78]; // what of the world is drawn at first: the poles hold no incidents
const BEYOND = 0.3; // of the picture is drawn beside it, to be there when it is moved

/** The width of a box in degrees, also over the Pacific. */
export const across = (box: Box): number => (box[2] > box[0] ? box[2] - box[0] : box[2] - box[0] + 360);

const turned = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

/** A projection that turns the globe to the middle of a box and fills the picture with it. */
export function projected(box: Box, width: number, height: number): GeoProjection {
  const whole = across(box) >= 359;
  const [west, south, , north] = whole ? SEEN : box;
  const wide = whole ? SEEN[2] - SEEN[0] : across(box);
  const middle = west + wide / 2;
  const projection = geoNaturalEarth1().rotate([-middle, 0]).precision(0.3);
  const half = wide / 2;
  const level = (south + north) / 2;
  const points = [[middle - half + 1e-6, level], [middle + half - 1e-6, level], [middle, south], [middle, north]] as [number, number][];
  projection.fitExtent([[0, 0], [width, height]], { type: "MultiPoint", coordinates: points });
  const [beside, above] = [width * BEYOND, height * BEYOND];
  return projection.clipExtent([[-beside, -above], [width + beside, height + above]]);
}

/** Where a picture in one projection lies in a picture of the same size in another: moved and scaled, so that the middle
    is true and what lies far from it nearly. */
export function carried(from: GeoProjection, to: GeoProjection, [width, height]: readonly [number, number]): string {
  const middle = to.invert?.([width / 2, height / 2]);
  const [x, y] = (middle && from(middle)) ?? [width / 2, height / 2];
  const by = to.scale() / from.scale();
  return `translate(${(width / 2 - by * x).toFixed(1)} ${(height / 2 - by * y).toFixed(1)}) scale(${by.toFixed(4)})`;
}

/** The box that a picture shows after it was moved or scaled about a point of it. */
export function looked(projection: GeoProjection, width: number, height: number, { by = 1, dx = 0, dy = 0, x = width / 2, y = height / 2 }): Box {
  const at = (px: number, py: number): [number, number] | null => projection.invert?.([x + (px - x) / by - dx, y + (py - y) / by - dy]) ?? null;
  const [west, east, north, south] = [at(0, height / 2), at(width, height / 2), at(width / 2, 0), at(width / 2, height)];
  const rotation = -projection.rotate()[0];
  const wide = Math.abs((east?.[0] ?? 180) - (west?.[0] ?? -180));
  if (!west || !east || Math.abs(rotation - west[0]) > 400 || wide > 350 || by < 1 && across([turned(west[0]), 0, turned(east[0]), 1]) > 300) return WORLD;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return [round(turned(west[0])), round(Math.max(-89, south?.[1] ?? -89)), round(turned(east[0])), round(Math.min(89, north?.[1] ?? 89))];
}

export const written = (box: Box): string | null => (across(box) >= 359 ? null : box.join(","));

export function drawn(projection: GeoProjection, { lands, borders }: Atlas) {
  const path = geoPath(projection).digits(1);
  return {
    lands: lands.map((land) => ({ ...land, d: path(land.shape) ?? "" })).filter((land) => land.d),
    borders: path(borders) ?? "",
    lines: path(geoGraticule10()) ?? "",
  };
}
