/* Ways to give reports: drop them anywhere on the page, choose files or a folder, or paste a text. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../../api";
import { useKeys } from "../../keys";
import { Button, Dialog } from "../../parts";
import { t as shared } from "../../strings";
import { toast } from "../../toasts";
import { chosenFiles, dropped, give, giving, notTaken, unsaid, type Unsaid } from "./giving";
import { t } from "./strings";
import type { Job } from "./types";

const pasting = signal(false);

export function Adding() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useKeys([
    { key: "a", does: t("files"), run: () => files.current?.click() },
    { key: "p", does: t("paste"), run: () => { pasting.value = true; } },
  ], shared("screen.inbox"));
  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true;
  }, []);
  const taken = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    void give(chosenFiles(input.files)).then(() => { input.value = ""; });
  };
  return (
    <div class="adding">
      <div class="actions">
        <Button kind="main" keys="a" onClick={() => files.current?.click()}>{t("files")}</Button>
        <Button onClick={() => folder.current?.click()}>{t("folder")}</Button>
        <Button keys="p" onClick={() => { pasting.value = true; }}>{t("paste")}</Button>
        <input ref={files} type="file" multiple hidden aria-label={t("files")} onChange={taken} />
        <input ref={folder} type="file" multiple hidden aria-label={t("folder")} onChange={taken} />
      </div>
      {pasting.value ? <Paste onClose={() => { pasting.value = false; }} /> : null}
      <Veil />
    </div>
  );
}

/** What holds for reports that do not say, and where to drop. */
export function Zone() {
  const set = (changes: Partial<Unsaid>): void => { unsaid.value = { ...unsaid.value, ...changes }; };
  const { outlet, published } = unsaid.value;
  return (
    <details class="zone">
      <summary><span>{t("drop")}</span> <small>{t("dropText")}</small></summary>
      <fieldset>
        <legend>{t("unsaid")}</legend>
        <label>{t("outlet")}<input value={outlet} maxLength={400} dir="auto" onInput={(event) => set({ outlet: event.currentTarget.value })} /></label>
        <label>{t("date")}<input type="date" value={published} onInput={(event) => set({ published: event.currentTarget.value })} /></label>
        <p class="soft">{t("dateHelp")}</p>
      </fieldset>
    </details>
  );
}

export function Given() {
  const now = giving.value;
  const lost = notTaken.value;
  return (
    <>
      {now ? <p class="handing" role="status">{t("giving", { n: now.n, all: now.all })} <progress max={now.all} value={now.n} aria-label={t("giving", { n: now.n, all: now.all })} /></p> : null}
      {lost.length ? (
        <div class="failed" role="alert">
          <strong>{t("notTaken", { n: lost.length })}</strong>
          <ul>{lost.slice(0, 20).map(({ name, why }) => <li key={name}><bdi>{name}</bdi>: {why}</li>)}</ul>
          <Button onClick={() => { notTaken.value = []; }}>{shared("close")}</Button>
        </div>
      ) : null}
    </>
  );
}

/** Over the page while something is dragged over it. */
function Veil() {
  const [over, show] = useState(false);
  useEffect(() => {
    const files = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent): void => { if (files(event)) { event.preventDefault(); show(true); } };
    const leave = (event: DragEvent): void => { if (event.relatedTarget === null) show(false); };
    const drop = (event: DragEvent): void => {
      if (!files(event)) return;
      event.preventDefault();
      show(false);
      void dropped(event.dataTransfer!).then(give);
    };
    const all = { dragenter: enter, dragover: enter, dragleave: leave, drop } as const;
    for (const [name, run] of Object.entries(all)) document.addEventListener(name as "drop", run);
    return () => { for (const [name, run] of Object.entries(all)) document.removeEventListener(name as "drop", run); };
  }, []);
  return over ? <div class="veil" aria-hidden="true"><strong>{t("dropNow")}</strong></div> : null;
}

function Paste({ onClose }: { onClose: () => void }) {
  const [busy, work] = useState(false);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const told = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    work(true);
    send<Job>("POST", "/inbox/text", Object.fromEntries(Object.entries(told).filter(([, value]) => value.trim())))
      .then(onClose, (error: Error) => { work(false); toast(error.message, undefined, "bad"); });
  };
  return (
    <Dialog title={t("pasteTitle")} onClose={onClose} class="paste">
      <form onSubmit={add}>
        <label>{t("title")}<input name="title" maxLength={400} dir="auto" /></label>
        <div class="two">
          <label>{t("date")}<input name="published" type="date" defaultValue={unsaid.value.published} /></label>
          <label>{t("outlet")}<input name="outlet" maxLength={400} dir="auto" defaultValue={unsaid.value.outlet} /></label>
        </div>
        <p class="soft">{t("dateHelp")}</p>
        <label>{t("text")}<textarea name="text" rows={12} required dir="auto" /></label>
        <p class="actions"><Button kind="main" type="submit" disabled={busy}>{t("add")}</Button><Button onClick={onClose}>{shared("cancel")}</Button></p>
      </form>
    </Dialog>
  );
}
