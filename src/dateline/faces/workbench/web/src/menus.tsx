/* The menus above: saved views, "Copy as", theme. */
import { useState } from "preact/hooks";
import { send, Refused, useTwin } from "./api";
import { copy } from "./copy";
import { Button, Menu, type Item } from "./parts";
import { go, place } from "./router";
import { session } from "./session";
import { catalogue } from "./strings";
import { theme, THEMES } from "./theme";
import { toast } from "./toasts";

const t = catalogue({
  "views": "Views",
  "views.name": "Saved views",
  "views.none": "No views are saved yet.",
  "views.save": "Save this view as",
  "views.do": "Save",
  "views.saved": "Saved: {name}",
  "views.dropped": "Forgotten: {name}",
  "views.drop": "Forget {name}",
  "copy": "Copy as",
  "copy.link": "Link",
  "copy.command": "Command",
  "copy.wider": "tells more than is shown here: ",
  "copy.sql": "SQL",
  "copy.python": "Python",
  "copy.r": "R",
  "copy.json": "Open as JSON",
  "copy.csv": "Open as CSV",
  "theme": "Theme",
  "theme.system": "As the system has it",
  "theme.light": "Light",
  "theme.dark": "Dark",
});

interface View {
  readonly name: string;
  readonly path: string;
  readonly query: string;
}
interface Views { readonly rows: readonly View[] }

export const address = (view: View): string => view.path + (view.query && `?${view.query}`);

/** The saved views; for the palette too. */
export const useViews = (): readonly View[] => useTwin<Views>("/views").data?.rows ?? [];

export function ViewsMenu() {
  const views = useViews();
  const [name, setName] = useState("");
  const write = async (method: "PUT" | "DELETE", of: string, body: unknown, told: string): Promise<void> => {
    try {
      await send(method, `/views/${encodeURIComponent(of)}`, body);
      toast(told);
    } catch (error) {
      toast(error instanceof Refused ? error.message : String(error), undefined, "bad");
    }
  };
  const save = (event: Event): void => {
    event.preventDefault();
    const of = name.trim();
    if (!of) return;
    const { path } = place.value;
    void write("PUT", of, { path, query: window.location.search.slice(1) }, t("views.saved", { name: of }));
    setName("");
  };
  const here = window.location.pathname + window.location.search;
  const items: Item[] = views.map((view) => ({
    label: view.name, note: described(view), checked: address(view) === here, run: () => go(address(view)),
    drop: session.value?.read_only ? undefined : { label: t("views.drop", { name: view.name }), run: () => void write("DELETE", view.name, undefined, t("views.dropped", { name: view.name })) },
  }));
  return (
    <Menu label={t("views")} name={t("views.name")} keys="v" items={items}>
      {views.length ? null : <p class="soft menu-note">{t("views.none")}</p>}
      {session.value?.read_only ? null : (
        <form class="menu-form" onSubmit={save}>
          <label>{t("views.save")} <input value={name} maxLength={200} onInput={(event) => setName(event.currentTarget.value)} /></label>
          <Button type="submit" disabled={!name.trim()}>{t("views.do")}</Button>
        </form>
      )}
    </Menu>
  );
}

const described = (view: View): string => {
  const params = new URLSearchParams(view.query);
  return [view.path, ...params.values()].join(" ");
};

/** As Form of api/copying.py. */
interface Form {
  readonly kind: "command" | "sql" | "python" | "r";
  readonly text: string;
  readonly wider: boolean;
}

/** The screen as something to be run. The server writes it, which reads the address as the screen itself does. */
export function CopyMenu() {
  const [wanted, want] = useState("");
  const { path } = place.value;
  const here = path + window.location.search;
  const { data, loading } = useTwin<{ readonly rows: readonly Form[] }>(wanted === here ? "/copy" : null, { address: here });
  const link: Item = { label: t("copy.link"), note: window.location.href, run: () => copy(window.location.href) };
  const made = loading || wanted !== here ? [] : (data?.rows ?? []).map(({ kind, text, wider }) => ({ label: t(`copy.${kind}`), note: `${wider ? t("copy.wider") : ""}${begun(text)}`, run: () => copy(text) }));
  const open = (kind: "json" | "csv"): void => { window.open(`${path}.${kind}${window.location.search}`, "_blank", "noopener"); };
  const items = [link, ...made, { label: t("copy.json"), run: () => open("json") }, { label: t("copy.csv"), run: () => open("csv") }];
  return <Menu label={t("copy")} keys="y" items={items} onOpen={() => want(here)} />;
}

const SHOWN = 90;
const begun = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

export function ThemeMenu() {
  const items = THEMES.map((each) => ({ label: t(`theme.${each}`), checked: theme.value === each, run: () => { theme.value = each; } }));
  return <Menu name={t("theme")} items={items} label={<svg viewBox="0 0 24 24" aria-hidden="true" class="sign"><path d="M12 3a9 9 0 100 18V3z" /><circle cx="12" cy="12" r="9" /></svg>} />;
}

