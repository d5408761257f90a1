/* Accepting all cards like one: how many there are and what they say stands there before. */
import { useTwin } from "../../api";
import { Foreign } from "../../facts";
import { useModal } from "../../keys";
import { Button, Dialog, Failed, Waiting } from "../../parts";
import type { Changes } from "../../router";
import { t as shared } from "../../strings";
import { t } from "./strings";
import type { Alikes, Card } from "./types";

const SHOWN = 12;

export function Alike({ card, params, onClose, onAll }: { card: Card; params: Changes; onClose: () => void; onAll: (keys: Alikes["rows"]) => void }) {
  const { data, error } = useTwin<Alikes>("/review/like", { ...params, blind: null, report: card.report, event: card.event });
  useModal([{ key: "Ctrl+Enter", does: t("all"), run: () => data && onAll(data.rows) }], t("all"));
  return (
    <Dialog title={data ? t("like.title", { n: data.total }) : t("all")} onClose={onClose} class="like">
      {error ? <Failed error={error} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data ? (
        <>
          <p class="soft">{t("like.text")}</p>
          <p class="actions"><Button kind="main" keys="Ctrl+Enter" autofocus onClick={() => onAll(data.rows)}>{t("like.accept", { n: data.total })}</Button> <Button onClick={onClose}>{shared("cancel")}</Button></p>
          <ol>{data.rows.slice(0, SHOWN).map((each) => <li key={each.event}><Foreign text={each.words} /></li>)}</ol>
          {data.total > SHOWN ? <p class="soft">{t("like.more", { n: data.total - SHOWN })}</p> : null}
        </>
      ) : null}
    </Dialog>
  );
}
