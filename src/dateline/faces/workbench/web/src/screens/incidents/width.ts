import { useEffect, useState } from "preact/hooks";

/** A ref for a box, and the width that the box has on the screen, in whole pixels; 0 before it is there. */
export function useWidth(): [(box: HTMLElement | null) => void, number] {
  const [box, take] = useState<HTMLElement | null>(null);
  const [width, set] = useState(0);
  useEffect(() => {
    if (!box) return;
    const seen = new ResizeObserver(() => set(Math.floor(box.clientWidth)));
    seen.observe(box);
    set(Math.floor(box.clientWidth));
    return () => seen.disconnect();
  }, [box]);
  return [take, width];
}
