/* copy("text") puts it on the clipboard and says so. */
import { catalogue } from "./strings";
import { toast } from "./toasts";

const t = catalogue({ "copied": "Copied: {what}", "refused": "The browser does not let the page copy. Select it and copy: {what}" });

export function copy(text: string): void {
  const what = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  navigator.clipboard.writeText(text).then(
    () => toast(t("copied", { what })),
    () => toast(t("refused", { what: text }), undefined, "bad"),
  );
}
