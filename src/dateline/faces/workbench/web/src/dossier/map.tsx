/* Where what is chosen happened: the workbench's own map, over shapes that stand in the file. A spot, or a place of the
   list below it, shows its incidents. */
import { useState } from "preact/hooks";
import topology from "world-atlas/countries-110m.json";
import type { Topology } from "topojson-specification";
import { Days, Foreign, Type } from "../facts";
import { country, named } from "../names";
import { Empty } from "../parts";
import { number } from "../strings";
import { Globe, Legend } from "../screens/map/globe";
import { across, read, WORLD } from "../screens/map/ground";
import { t as shared } from "../screens/map/strings";
import "../screens/map/style.css";
import { spotId, type Box, type Land, type Spot } from "../screens/map/types";
import { choose, counted, found } from "./choosing";
import type { Incident } from "./data";
import { t } from "./strings";

const ACROSS = 26; // places are one cluster where less than so many of them fit across the map
const PLACES = 40; // in the list below it
const SHOWN = 60; // incidents of a spot
const ATLAS = read(topology as unknown as Topology);

export function Ground() {
  const [box, look] = useState<Box>(WORLD);
  const [at, choosePlace] = useState("");
  const all = found.value;
  const drawn = all.filter((one) => one.lat !== null);
  const groups = clustered(drawn, across(box) / ACROSS);
  const spots = groups.map(({ spot }) => spot);
  const here = groups.find(({ spot }) => spotId(spot) === at)?.own ?? drawn.filter((one) => one.place === at);
  if (!all.length) return <Empty title={t("none")} text={t("noneText")} />;
  return (
    <div class="screen-map">
      <div class="ground">
        <Globe atlas={ATLAS} box={box} spots={spots} lands={lands(all)} chosen={at} onChoose={choosePlace} onLook={(next) => { look(next); choosePlace(""); }} onDrawn={() => undefined} />
        <aside class="panel chosen" aria-live="polite">
          {here.length ? <Here own={here} /> : <p class="soft">{t("map.pick")}</p>}
          <Legend />
        </aside>
      </div>
      <p class="soft">{t("map.beside", beside(all))}</p>
      <section class="lands" aria-label={t("map.places")}>
        <h2>{t("map.places")}</h2>
        <p class="chips">
          {counted(drawn.map((one) => one.place)).slice(0, PLACES).map(([name, many]) => (
            <button key={name} type="button" class="chip-button" aria-pressed={name === at} onClick={() => choosePlace(name === at ? "" : name)}><Foreign text={name} /> <span class="count">{number(many)}</span></button>
          ))}
        </p>
      </section>
      <p class="soft small">{shared("borders")}</p>
    </div>
  );
}

/** What happened at a spot, each leading to its words. */
function Here({ own }: { own: readonly Incident[] }) {
  const [first] = own;
  return (
    <div>
      <h2><Foreign text={first!.place ?? ""} />{first!.country ? `, ${country(first!.country)}` : ""}</h2>
      <p class="soft">{t("map.here", { n: own.length })} · {named("precision", first!.precision ?? "")}</p>
      <ul class="here">
        {own.slice(0, SHOWN).map((one) => (
          <li key={one.incident}>
            <small class="soft"><Days start={one.day} end={one.until} grain={one.grain} basis={one.basis} /> <Type code={one.type} /></small>
            <button type="button" class="link" onClick={() => choose({ tab: "incidents", open: one.incident })}><Foreign text={one.label} /></button>
          </li>
        ))}
      </ul>
      {own.length > SHOWN ? <p class="soft">{t("map.more", { n: own.length - SHOWN })}</p> : null}
    </div>
  );
}

interface Group { readonly spot: Spot; readonly own: readonly Incident[] }

/** Places within one cell are one spot, as views/ground.py has it: at the middle of its incidents, named by most. */
function clustered(drawn: readonly Incident[], cell: number): readonly Group[] {
  const cells = new Map<string, Incident[]>();
  for (const one of drawn) {
    const key = `${Math.floor(one.lon! / cell)},${Math.floor(one.lat! / cell)},${one.precision === "region"}`;
    const own = cells.get(key);
    if (own) own.push(one);
    else cells.set(key, [one]);
  }
  return [...cells.values()].map((own) => ({ spot: spotOf(own), own }));
}

function spotOf(own: readonly Incident[]): Spot {
  const names = counted(own.map((one) => one.place));
  const most = own.find((one) => one.place === names[0]?.[0]) ?? own[0]!;
  const mean = (of: (one: Incident) => number): number => Math.round((own.reduce((sum, one) => sum + of(one), 0) / own.length) * 10_000) / 10_000;
  return {
    lon: mean((one) => one.lon!), lat: mean((one) => one.lat!), incidents: own.length, places: names.length, place: most.place ?? "", within: most.region,
    country: most.country, precision: most.precision ?? "city", region: most.precision === "region", incident: most.incident,
  };
}

function lands(all: readonly Incident[]): readonly Land[] {
  const only = new Map(counted(all.filter((one) => one.lat === null && one.precision !== null).map((one) => one.country)));
  return counted(all.map((one) => one.country)).map(([code, incidents]) => ({ country: code, incidents, only: only.get(code) ?? 0 }));
}

function beside(all: readonly Incident[]): Readonly<Record<string, number>> {
  const off = all.filter((one) => one.lat === null);
  const wide = off.filter((one) => one.precision === "country" || one.precision === "area").length;
  const nowhere = off.filter((one) => one.precision === null).length;
  return { country: wide, unknown: off.length - wide - nowhere, nowhere };
}
