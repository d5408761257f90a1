/* What /map.json and /map/place.json say, as api/map.py has it. */
export interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly incidents: number;
  readonly places: number;
  readonly place: string;
  readonly within: string | null;
  readonly country: string | null;
  readonly precision: string;
  readonly region: boolean;
  readonly incident: string;
}
export type Box = readonly [west: number, south: number, east: number, north: number];
export interface Land { readonly country: string; readonly incidents: number; readonly only: number }
export interface Frame { readonly month: string; readonly incidents: number; readonly spots: readonly (readonly [lon: number, lat: number, incidents: number, region: boolean])[] }
export interface PlaceRow {
  readonly place: string;
  readonly region: string | null;
  readonly country: string | null;
  readonly precision: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly incidents: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly incident: string;
}
export interface Ground {
  readonly query: string;
  readonly box: Box;
  readonly incidents: number;
  readonly spots: readonly Spot[];
  readonly lands: readonly Land[];
  readonly beside: { readonly country: number; readonly area: number; readonly unknown: number; readonly nowhere: number };
  readonly months: number;
  readonly frames: readonly Frame[];
  readonly total: number;
  readonly page: number;
  readonly rows: readonly PlaceRow[];
}

export interface Value { readonly name: string; readonly country: string | null; readonly lat: number | null; readonly lon: number | null; readonly geonameid: number | null; readonly precision: string | null }
export interface PlaceRead {
  readonly read: { readonly report: string; readonly event: string; readonly before: Value | null; readonly words: string | null; readonly reason: string | null; readonly runner_up: string | null; readonly runner_up_country: string | null };
  readonly name: string;
  readonly namesakes: readonly { readonly region: string | null; readonly value: Value }[];
}
export const spotId = (spot: Spot): string => `${spot.lon},${spot.lat},${spot.region ? "r" : "p"}`;
