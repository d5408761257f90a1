/* The same map month by month, small: each leads to its month, large. */
import { useMemo } from "preact/hooks";
import { href, merged, place } from "../../router";
import { month as named, number } from "../../strings";
import { reach } from "./globe";
import { t } from "./strings";
import { across, drawn, projected } from "./ground";
import { useAtlas } from "./world";
import type { Box, Ground } from "./types";

const [WIDE, TALL] = [240, 132];

export function Months({ box, data }: { box: Box; data: Ground }) {
  const { path, params } = place.value;
  const projection = useMemo(() => projected(box, WIDE, TALL), [box.join()]);
  const { atlas } = useAtlas(across(box) ? 1 : 0);
  const base = useMemo(() => (atlas ? drawn(projection, atlas) : null), [projection, atlas]);
  const ground = base?.lands.map((land) => land.d).join("") ?? "";
  return (
    <>
      <p class="soft small">{t("frames", { shown: data.frames.length, all: data.months })}</p>
      <svg class="only-heard" aria-hidden="true"><defs><path id="small-ground" d={ground} /></defs></svg>
      <ul class="months">
        {data.frames.map((frame) => (
          <li key={frame.month}>
            <a href={href(path, merged(params, { month: frame.month.slice(0, 7), view: null, page: null }))}>
              <svg viewBox={`0 0 ${WIDE} ${TALL}`} role="img" aria-label={t("frame", { month: named(frame.month), n: t("incidents", { n: frame.incidents }) })}>
                <use href="#small-ground" class="land" />
                {frame.spots.map(([lon, lat, many, region]) => {
                  const at = projection([lon, lat]);
                  return at ? <circle key={`${lon},${lat},${region}`} class={`blot ${region ? "region" : ""}`} cx={at[0]} cy={at[1]} r={1 + reach(many) / 2.5} /> : null;
                })}
              </svg>
              <span>{named(frame.month)}</span> <b>{number(frame.incidents)}</b>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
