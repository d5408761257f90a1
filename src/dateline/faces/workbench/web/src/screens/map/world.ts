/* The shapes of countries, by Natural Earth (world-atlas), fetched when first needed: 1:110 million to begin with,
   1:50 million once one looks closer. */
import type { Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";
import { useEffect, useState } from "preact/hooks";
import { read, type Atlas } from "./ground";

const CLOSE = 5; // from this scale on the finer shapes are worth their size
const kept = new Map<string, Promise<Atlas>>();

function atlas(address: string): Promise<Atlas> {
  const had = kept.get(address);
  if (had) return had;
  const made = fetch(address).then((answer) => answer.json() as Promise<Topology>).then(read);
  kept.set(address, made);
  made.catch(() => kept.delete(address));
  return made;
}

/** The best shapes that are there for a scale; the coarse ones while the fine ones are on their way. */
export function useAtlas(scale: number): { atlas: Atlas | undefined; failed: boolean } {
  const [found, set] = useState<{ atlas?: Atlas; fine?: boolean; failed?: boolean }>({});
  const close = scale >= CLOSE;
  useEffect(() => {
    let wanted = true;
    const take = (which: string, isFine: boolean): void => {
      atlas(which).then((each) => wanted && set((had) => (had.fine && !isFine && close ? had : { atlas: each, fine: isFine })), () => wanted && set((had) => ({ ...had, failed: true })));
    };
    take(coarse, false);
    if (close) take(fine, true);
    return () => { wanted = false; };
  }, [close]);
  return { atlas: found.atlas, failed: found.failed === true };
}
