/* /map: where it happened. What is known at a point is drawn, by its shape how exactly; what is known no closer than its
   country is counted beside and shaded. In the address: q, bbox, month, view, at (what is chosen). */
import { useMemo, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { Days } from "../../facts";
import { useKeys } from "../../keys";
import { country as countryName, named } from "../../names";
import { Button, Chip, Empty, Failed, Pager, Panel, Segmented, Waiting } from "../../parts";
import { part } from "../../query";
import { href, place, put } from "../../router";
import { useOwn } from "../../screens";
import { session } from "../../session";
import { month as monthName, number } from "../../strings";
import { Table, type Column } from "../../table";
import { asFile, fileName, save } from "../network/save";
import { Fix } from "./fix";
import { Globe, Legend, type Drawn } from "./globe";
import { Months } from "./months";
import { t } from "./strings";
import { spotId, type Box, type Ground, type PlaceRow, type Spot } from "./types";
import { across, written, WORLD } from "./ground";
import { useAtlas } from "./world";
import "./style.css";

const SIZE = 200;
const fixing = signal(false);

export default function MapScreen() {
  const { month, view = "clusters" } = place.value.params;
  const { data, error, loading } = useOwn<Ground>();
  return (
    <>
      <div class="title-line">
        <h1>{t("title")}</h1>
        {data ? <p class="soft">{t("shown", { n: data.incidents, spots: view === "months" ? data.frames.reduce((sum, frame) => sum + frame.spots.length, 0) : data.spots.length })}</p> : null}
      </div>
      <div class="controls">
        <Segmented label={t("view")} param="view" current={view} choices={[["clusters", t("view.clusters")], ["points", t("view.points")], ["months", t("view.months")]]} />
        {month ? <Chip label={t("month", { month: monthName(month) })} onRemove={() => put({ month: null })} /> : null}
      </div>
      {error ? <Failed error={error} /> : null}
      {!data && loading ? <Waiting /> : null}
      {data ? <Whole data={data} view={view} /> : null}
    </>
  );
}

/** The box of the address, which may be ahead of the answer. */
function boxOf(text: string | undefined): Box {
  const found = text?.split(",").map(Number) ?? [];
  return found.length === 4 && found.every(Number.isFinite) ? (found as unknown as Box) : WORLD;
}

function Whole({ data, view }: { data: Ground; view: string }) {
  const { q, bbox, at = "", month } = place.value.params;
  const box = boxOf(bbox);
  const map = useRef<Drawn | null>(null);
  const { atlas, failed } = useAtlas(360 / across(box));
  const spot = data.spots.find((each) => spotId(each) === at);
  const choose = (id: string): void => put({ at: id || null }, { quiet: true });
  const look = (next: Box): void => put({ bbox: written(next), at: null }, { quiet: true });
  const step = (by: number): void => {
    const now = data.spots.findIndex((each) => spotId(each) === at);
    const next = data.spots[(now + by + data.spots.length) % data.spots.length];
    if (next) choose(spotId(next));
  };
  const drawn = (): boolean => map.current !== null && view !== "months";
  const focused = (): boolean => drawn() && document.activeElement === map.current?.svg;
  const arrow = (key: string, dx: number, dy: number) => ({ key, does: t("key.move"), run: () => map.current?.look({ dx, dy }), when: focused });
  useKeys([
    { key: "n", does: t("key.next"), run: () => step(1), when: () => drawn() && data.spots.length > 0 },
    { key: "N", does: t("key.previous"), run: () => step(-1), when: () => drawn() && data.spots.length > 0 },
    { key: ["+", "="], does: t("key.closer"), run: () => map.current?.look({ by: 1.8 }), when: drawn },
    { key: "-", does: t("key.further"), run: () => map.current?.look({ by: 1 / 1.8 }), when: drawn },
    { key: "0", does: t("key.whole"), run: () => look(WORLD), when: drawn },
    { key: "f", does: t("key.fit"), run: () => look(around(data.spots)), when: () => drawn() && data.spots.length > 0 },
    { key: "e", does: t("key.fix"), run: () => { fixing.value = true; }, when: () => fixable(spot) },
    arrow("ArrowLeft", 120, 0), arrow("ArrowRight", -120, 0), arrow("ArrowUp", 0, 90), arrow("ArrowDown", 0, -90),
  ], t("scope"));
  // Hundreds of rows, which stay as they are while one moves the map.
  const places = useMemo(() => (
    <section class="twins">
      <h2>{t("places")} <small class="soft">{number(data.total)}</small></h2>
      <Table label={t("places")} rows={data.rows} columns={COLUMNS} id={(row) => [row.place, row.region, row.country, row.precision, row.lat, row.lon, row.incident].join("|")}
        name={(row) => row.place} peek={(row) => row.incident} open={(row) => at_(row.place, row.country, q, month)} />
      <Pager page={data.page} size={SIZE} total={data.total} />
    </section>
  ), [data, q, month]);
  return (
    <>
      {view === "months" ? <Months box={box} data={data} /> : (
        <div class="ground">
          <Globe atlas={atlas} failed={failed} box={box} spots={data.spots} lands={data.lands} chosen={at} onChoose={choose} onLook={look} onDrawn={(each) => { map.current = each; }} />
          <aside class="panel chosen" aria-live="polite">
            {spot ? <Chosen spot={spot} look={() => look(closer(spot, box))} /> : <p class="soft">{t("pick")}</p>}
            <Legend />
          </aside>
        </div>
      )}
      {view !== "months" && !data.spots.length ? <Empty title={t("none")} text={t("noneText")} /> : null}
      <p class="soft small">{t("borders")}</p>
      <Saves data={data} drawing={() => map.current?.svg ?? null} />
      <Beside data={data} />
      {places}
      {fixing.value && spot ? <Fix spot={spot} q={q} onClose={() => { fixing.value = false; }} /> : null}
    </>
  );
}

const fixable = (spot: Spot | undefined): boolean => spot !== undefined && spot.places === 1 && session.value?.read_only === false;

const at_ = (name: string, country: string | null, q: string | undefined, month: string | undefined): string =>
  href("/incidents", { q: [part("place", name), country ? part("in", country) : "", month ? `time:${month}` : "", q].filter(Boolean).join(" ") });

/** A box about all spots, with some room; the world where they lie all over it. */
function around(spots: readonly Spot[]): Box {
  const [lons, lats] = [spots.map((spot) => spot.lon), spots.map((spot) => spot.lat)];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const room = Math.max(2, (east - west) * 0.08, (north - south) * 0.08);
  return east - west > 300 ? WORLD : clipped([west - room, south - room, east + room, north + room]);
}

function closer(spot: Spot, box: Box): Box {
  const half = Math.max(0.4, (box[2] > box[0] ? box[2] - box[0] : 360) / 8);
  return clipped([spot.lon - half, spot.lat - half / 2, spot.lon + half, spot.lat + half / 2]);
}

const clipped = ([west, south, east, north]: Box): Box => [Math.max(-180, west), Math.max(-89, south), Math.min(180, east), Math.min(89, north)].map((each) => Math.round(each * 100) / 100) as unknown as Box;

function Chosen({ spot, look }: { spot: Spot; look: () => void }) {
  const { q, month } = place.value.params;
  const where = [spot.within, spot.country ? countryName(spot.country) : ""].filter((each) => each && each !== spot.place);
  return (
    <div>
      <h2><bdi dir="auto">{spot.place}</bdi></h2>
      <p class="soft">{where.join(", ")}</p>
      <p>{spot.places > 1 ? t("cluster", { n: spot.incidents, places: spot.places, place: spot.place }) : t("incidents", { n: spot.incidents })} · {named("precision", spot.precision)}</p>
      {spot.region ? <p class="soft small">{t("regionOnly")}</p> : null}
      <p class="actions">
        {spot.places > 1 ? <Button onClick={look}>{t("closer")}</Button> : null}
        <a class="button plain" href={at_(spot.place, spot.country, q, month)} data-peek={spot.incident}>{t("see")}</a>
        {fixable(spot) ? <Button keys="e" onClick={() => { fixing.value = true; }}>{t("fix")}</Button> : null}
      </p>
    </div>
  );
}

/** What no map shows, in numbers. */
function Beside({ data }: { data: Ground }) {
  const { q } = place.value.params;
  const lands = data.lands.filter((land) => land.only);
  return (
    <Panel title={t("beside")}>
      <ul class="beside">
        {(["country", "area", "unknown", "nowhere"] as const).map((kind) => <li key={kind}><b>{number(data.beside[kind])}</b> {t(`beside.${kind}`)}</li>)}
      </ul>
      <p class="soft small">{t("besideText")}</p>
      {lands.length ? (
        <div class="chips lands" role="group" aria-label={t("lands")}>
          {lands.slice(0, 40).map((land) => <a key={land.country} class="chip land-chip" href={href("/incidents", { q: [part("in", land.country), q].filter(Boolean).join(" ") })}><span class="inner">{countryName(land.country)} <span class="count">{t("land", { n: land.only, all: land.incidents })}</span></span></a>)}
        </div>
      ) : null}
    </Panel>
  );
}

const COLUMNS: readonly Column<PlaceRow>[] = [
  { id: "place", head: t("head.place"), wide: true, cell: (row) => <bdi dir="auto">{row.place}</bdi> },
  { id: "region", head: t("head.region"), cell: (row) => row.region ?? "" },
  { id: "country", head: t("head.country"), cell: (row) => (row.country ? countryName(row.country) : "") },
  { id: "precision", head: t("head.precision"), cell: (row) => <>{row.precision ? named("precision", row.precision) : ""}{row.lat === null ? <small class="soft"> {t("noPoint")}</small> : null}</> },
  { id: "incidents", head: t("head.incidents"), number: true, cell: (row) => number(row.incidents) },
  { id: "days", head: t("head.days"), cell: (row) => (row.first ? <Days start={row.first} end={row.last} /> : null) },
];

function Saves({ data, drawing }: { data: Ground; drawing: () => SVGSVGElement | null }) {
  const { q, bbox, month, view } = place.value.params;
  const whole = [q, month ? `time:${month}` : ""].filter(Boolean).join(" ");
  const legend = (["site", "city", "region", "cluster"] as const).map((kind, at) => `${["◆", "●", "◌", "⓿"][at]} ${t(`legend.${kind}`)}`).join("   ");
  const beside = (["country", "area", "unknown", "nowhere"] as const).map((kind) => `${number(data.beside[kind])} ${t(`beside.${kind}`)}`).join("; ");
  const picture = (): void => {
    const svg = drawing();
    if (svg) save(asFile(svg, { title: `${t("title")}: ${t("shown", { n: data.incidents, spots: data.spots.length })}`, lines: [data.query || "–", bbox ? `bbox ${bbox}` : t("whole"), legend, beside, t("borders")] }), fileName(["map", q, month, bbox]));
  };
  return (
    <p class="saves">
      <span class="soft">{t("save")}</span>
      <a class="button plain" download href={href("/export/incidents.geojson", { q: whole })}>GeoJSON</a>
      <a class="button plain" download href={href("/map.csv", { q, bbox, month })}>CSV</a>
      {view === "months" ? null : <Button onClick={picture}>SVG</Button>}
    </p>
  );
}
