/* A place judged wrong: of which incident, how it was read, and which place it was. The judgement is the chronicle's. */
import { useState } from "preact/hooks";
import { useTwin } from "../../api";
import { Foreign } from "../../facts";
import { judge } from "../../judge";
import { country as countryName, named } from "../../names";
import { Button, Dialog, Failed, Waiting } from "../../parts";
import { part } from "../../query";
import { t } from "./strings";
import type { PlaceRead, Spot, Value } from "./types";

interface Found { readonly rows: readonly { readonly id: string; readonly label: string }[] }

export function Fix({ spot, q, onClose }: { spot: Spot; q: string | undefined; onClose: () => void }) {
  const several = spot.incidents > 1;
  const here = [part("place", spot.place), spot.country ? part("in", spot.country) : "", q].filter(Boolean).join(" ");
  const found = useTwin<Found>(several ? "/incidents" : null, { q: here, view: "list" });
  const [incident, choose] = useState(spot.incident);
  return (
    <Dialog title={t("fix.title")} onClose={onClose} class="fix">
      {several && found.data ? (
        <fieldset class="choices">
          <legend>{t("fix.which")}</legend>
          {found.data.rows.slice(0, 30).map((row) => (
            <label key={row.id}><input type="radio" name="incident" checked={row.id === incident} onChange={() => choose(row.id)} /> <Foreign text={row.label} /></label>
          ))}
        </fieldset>
      ) : null}
      <Places key={incident} incident={incident} onDone={onClose} />
    </Dialog>
  );
}

const NOWHERE = "-";

function Places({ incident, onDone }: { incident: string; onDone: () => void }) {
  const [name, look] = useState("");
  const [picked, pick] = useState<string | null>(null);
  const { data, error } = useTwin<PlaceRead>("/map/place", { incident, name });
  if (error) return <Failed error={error} />;
  if (!data) return <Waiting />;
  const { read } = data;
  const save = async (): Promise<void> => {
    const after = picked === NOWHERE ? null : data.namesakes.find((each) => keyOf(each.value) === picked)?.value;
    if (after === undefined) return;
    const done = await judge([{ what: "correct", report: read.report, event: read.event, field: "place", before: read.before, after }], t("fix.done"));
    if (done) onDone();
  };
  return (
    <>
      <p>{read.before ? t("fix.read", { place: whole(read.before, null), words: read.words ?? read.before.name }) : t("fix.nothing")}</p>
      {read.reason ? <p class="soft small">{t("fix.why", { reason: reason(read.reason) })}{read.runner_up ? ` · ${t("fix.next", { place: [read.runner_up, read.runner_up_country ? countryName(read.runner_up_country) : ""].filter(Boolean).join(", ") })}` : ""}</p> : null}
      <form class="look" onSubmit={(event) => { event.preventDefault(); look(String(new FormData(event.currentTarget).get("name") ?? "")); }}>
        <label>{t("fix.search")} <input name="name" defaultValue={data.name} /></label>
      </form>
      <fieldset class="choices">
        <legend>{t("fix.choose")}</legend>
        {data.namesakes.length ? null : <p class="soft">{t("fix.none")}</p>}
        {data.namesakes.map(({ value, region }) => (
          <label key={keyOf(value)}><input type="radio" name="place" checked={picked === keyOf(value)} onChange={() => pick(keyOf(value))} /> {whole(value, region)} <small class="soft">{value.precision ? named("precision", value.precision) : ""}{value.lat === null ? "" : ` · ${value.lat}, ${value.lon}`}</small></label>
        ))}
        <label><input type="radio" name="place" checked={picked === NOWHERE} onChange={() => pick(NOWHERE)} /> {t("fix.nowhere")}</label>
      </fieldset>
      <p class="actions"><Button kind="main" disabled={picked === null} onClick={() => void save()}>{t("fix.save")}</Button></p>
    </>
  );
}

const keyOf = (value: Value): string => `${value.geonameid}|${value.name}|${value.lat}|${value.lon}|${value.precision}`;
const whole = (value: Value, region: string | null): string => [value.name, region, value.country ? countryName(value.country) : ""].filter(Boolean).join(", ");
const REASONS = ["words", "people", "context", "only", "within", "adjective"] as const;
const reason = (code: string): string => { const known = REASONS.find((each) => each === code); return known ? t(`reason.${known}`) : code; };
