/* Short notes at the foot of the screen.

     toast("Merged 2 incidents", { label: t("undo"), run: undo });     gone after a while; stays while it is pointed at
     toast(error.message, undefined, "bad");                           stays until it is closed
*/
import { signal } from "@preact/signals";
import { Button } from "./parts";
import { t } from "./strings";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly deed?: { readonly label: string; readonly run: () => void } | undefined;
  readonly kind: "good" | "bad";
}

const STAYS = 7000; // ms
const toasts = signal<readonly Toast[]>([]);
let last = 0;

export function toast(text: string, deed?: Toast["deed"], kind: Toast["kind"] = "good"): void {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-2), { id, text, deed, kind }];
  if (kind === "good") leave(id);
}

function leave(id: number): void {
  window.setTimeout(() => {
    if (document.querySelector(".toasts:hover, .toasts:focus-within")) leave(id);
    else drop(id);
  }, STAYS);
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, deed, kind }) => (
        <div key={id} class={`toast ${kind}`}>
          <span>{text}</span>
          {deed ? <Button kind="quiet" onClick={() => { drop(id); deed.run(); }}>{deed.label}</Button> : null}
          <Button kind="icon" aria-label={t("close")} onClick={() => drop(id)}>×</Button>
        </div>
      ))}
    </div>
  );
}
