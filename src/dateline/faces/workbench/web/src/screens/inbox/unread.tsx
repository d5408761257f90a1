/* What could not be read: what, why, and what to do about it, here. */
import { useState } from "preact/hooks";
import { refresh, send, useTwin } from "../../api";
import { Foreign } from "../../facts";
import { Button, Dialog, Empty, Failed, Pager, Waiting } from "../../parts";
import { href, merged, place } from "../../router";
import { session } from "../../session";
import { t as shared } from "../../strings";
import { toast } from "../../toasts";
import { t } from "./strings";
import type { Failures, Unread as Row } from "./types";

const failed = (error: Error): void => toast(error.message, undefined, "bad");

function leave(row: Row): void {
  const back = (): void => { send("POST", "/inbox/leave", { keys: [row.key], back: true }).catch(failed); };
  send("POST", "/inbox/leave", { keys: [row.key] }).then(() => toast(t("unread.left", { n: 1 }), { label: shared("undo"), run: back }), failed);
}

const again = (row: Row, changes: { published?: string; outlet?: string } = {}): Promise<unknown> =>
  send("POST", `/jobs/${row.job}/again`, { files: [row.number], ...changes }).catch(failed);

export function Unread({ onAgain }: { onAgain: () => void }) {
  const { path, params } = place.value;
  const settled = params.settled === "true";
  const [dated, date] = useState<Row | null>(null);
  const { data, error } = useTwin<Failures>("/inbox/failures", { settled: settled ? "true" : null, page: params.page });
  const writes = !session.value?.read_only;
  if (error) return <Failed error={error} retry={refresh} />;
  if (!data) return <Waiting />;
  return (
    <>
      {data.rows.length ? null : <Empty title={t("unread.none")} text={t("unread.noneText")} />}
      <ul class="unread">
        {data.rows.map((row) => (
          <li key={row.key} data-row={row.key} tabIndex={-1}>
            <h2><Foreign text={row.what} />{row.settled ? <span class="badge">{row.settled === "left" ? t("unread.left", { n: 1 }) : t("unread.read")}</span> : null}</h2>
            <dl>
              <dt>{t("unread.why")}</dt><dd><Foreign text={row.why} /></dd>
              <dt>{t("unread.todo")}</dt><dd><Foreign text={row.todo || t("unread.gone")} />{row.job === null && row.todo && !row.settled ? <> {t("unread.gone")}</> : null}</dd>
            </dl>
            {writes ? (
              <p class="actions">
                {row.job !== null && !row.settled ? <Button onClick={() => void again(row).then(onAgain)}>{t("unread.again")}</Button> : null}
                {row.job !== null && !row.settled ? <Button onClick={() => date(row)}>{t("unread.withDate")}</Button> : null}
                {row.settled === "left"
                  ? <Button onClick={() => { send("POST", "/inbox/leave", { keys: [row.key], back: true }).catch(failed); }}>{t("unread.back")}</Button>
                  : row.settled ? null : <Button kind="quiet" onClick={() => leave(row)}>{t("unread.leave")}</Button>}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <Pager page={Number(params.page ?? 1)} size={200} total={data.total} />
      {data.left ? (
        <p class="soft">{t("unread.dealt", { n: data.left })}. <a href={href(path, merged(params, { settled: settled ? null : "true", page: null }))}>{settled ? t("unread.hide") : t("unread.show")}</a></p>
      ) : null}
      {dated ? <Dated row={dated} onClose={() => date(null)} onAgain={onAgain} /> : null}
    </>
  );
}

function Dated({ row, onClose, onAgain }: { row: Row; onClose: () => void; onAgain: () => void }) {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const told = new FormData(event.currentTarget as HTMLFormElement);
    const wanted = Object.fromEntries([...told].filter(([, value]) => String(value).trim())) as Record<string, string>;
    void again(row, wanted).then(() => { onAgain(); onClose(); });
  };
  return (
    <Dialog title={t("unread.withDate")} onClose={onClose} class="paste">
      <form onSubmit={add}>
        <p><Foreign text={row.what} /></p>
        <div class="two">
          <label>{t("date")}<input name="published" type="date" required /></label>
          <label>{t("outlet")}<input name="outlet" maxLength={400} dir="auto" /></label>
        </div>
        <p class="actions"><Button kind="main" type="submit">{t("unread.again")}</Button><Button onClick={onClose}>{shared("cancel")}</Button></p>
      </form>
    </Dialog>
  );
}
