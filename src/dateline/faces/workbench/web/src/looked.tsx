/* "Since you last looked": what has changed in the chronicle, in one line, with a way to see it. */
import { useEffect } from "preact/hooks";
import { send } from "./api";
import { Button } from "./parts";
import { href, place } from "./router";
import { session } from "./session";
import { catalogue } from "./strings";

const t = catalogue({
  "since": "Since you last looked:",
  "added": { one: "{n} new incident", other: "{n} new incidents" },
  "changed": { one: "{n} changed", other: "{n} changed" },
  "figures": { one: "{n} figure revised", other: "{n} figures revised" },
  "states": { one: "{n} promise, threat or demand in another state", other: "{n} promises, threats or demands in another state" },
  "merged": { one: "{n} joined with others", other: "{n} joined with others" },
  "split": { one: "{n} taken apart", other: "{n} taken apart" },
  "withdrawn": { one: "{n} withdrawn", other: "{n} withdrawn" },
  "show": "Show me",
  "seen": "I have seen it",
});
const KINDS = ["added", "changed", "figures", "states", "merged", "split", "withdrawn"] as const;

export async function seen(): Promise<void> {
  await send("POST", "/looked", {}).catch(() => undefined);
}

export function Looked() {
  const now = session.value;
  // The first time there is nothing to compare with: what is there now is what was looked at.
  useEffect(() => {
    if (now && now.looked === null && !now.read_only) void send("POST", "/looked", {}, { quiet: true }).catch(() => undefined);
  }, [now?.looked === null]);
  if (!now || now.looked === null || place.value.path === "/changes") return null;
  const told = KINDS.filter((kind) => now.since[kind]).map((kind) => t(kind, { n: now.since[kind]! }));
  if (!told.length) return null;
  return (
    <section class="looked" aria-label={t("since")}>
      <p><strong>{t("since")}</strong> {told.join(", ")}</p>
      <a class="button plain" href={href("/changes", { since: now.looked })}>{t("show")}</a>
      {now.read_only ? null : <Button kind="quiet" onClick={() => void seen()}>{t("seen")}</Button>}
    </section>
  );
}
