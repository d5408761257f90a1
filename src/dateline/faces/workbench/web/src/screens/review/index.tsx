/* The review: one card, one key, one judgement. */
import { useEffect, useState } from "preact/hooks";
import { prefetch } from "../../api";
import { useKeys } from "../../keys";
import { reviewer, setReviewer, useSteps } from "../../judge";
import { Button, Dialog, Failed, Tabs } from "../../parts";
import { go, place, put } from "../../router";
import { session } from "../../session";
import { refresh } from "../../api";
import { t as shared } from "../../strings";
import { Comment, Edit, Reject, verdict } from "../reader/deeds";
import { t as read } from "../reader/strings";
import { Agreement, Summary } from "./agreement";
import { CardView, side } from "./card";
import { Alike } from "./like";
import { useLine, type Line } from "./line";
import { Options, asked, QUEUES } from "./options";
import { Nothing } from "./nothing";
import { t } from "./strings";
import "../reader/style.css";
import "./style.css";
import type { Card } from "./types";

type Opened = "edit" | "reject" | "comment" | "like" | "name" | "agreement" | null;

export default function Review() {
  const by = reviewer.value || (session.value?.reviewer ?? "");
  const queue = QUEUES.find((each) => each === place.value.params.queue) ?? "disagreement";
  const line = useLine(asked(queue, by));
  const [opened, open] = useState<Opened>(null);
  const [before, told] = useState(false);
  const { card } = line;
  useReview(line, open);
  useSteps(line);
  useEffect(() => {
    if (line.next) prefetch(`/reports/${line.next.report}`);
  }, [line.next?.report]);
  const close = (): void => open(null);
  return (
    <div class="review">
      <Head line={line} by={by} onName={() => open("name")} onAgreement={() => open("agreement")} />
      <Tabs label={t("queues")} param="queue" current={queue} tabs={QUEUES.map((id) => ({ id, label: t(`queue.${id}`), count: left(line, id, queue) }))} />
      <p class="about soft">{t(`about.${queue}`)}</p>
      <Options queue={queue} people={line.about?.people ?? {}} by={by} />
      {line.error ? <Failed error={line.error} retry={() => { refresh(); line.again(); }} /> : null}
      {card ? <CardView key={card.report + card.event} card={card} of={place.value.params.of ?? ""} before={before} onBefore={() => told(!before)} /> : null}
      {card ? <Deeds line={line} card={card} open={open} /> : null}
      {!card && !line.error ? (line.loading ? <p class="waiting" role="status">{t("loading")}</p> : <Nothing queue={queue} line={line} />) : null}
      {card && opened === "reject" ? <Reject what={pair(card)} onClose={close} does={(deeds, _name, why) => line.judge(deeds, t("did.reject"), why)} /> : null}
      {card && opened === "comment" ? <Comment what={pair(card)} onClose={close} does={(deeds, _name, why) => line.judge(deeds, t("did.comment"), why)} /> : null}
      {card && opened === "edit" ? <Edit what={pair(card)} fields={card.fields} names={[]} onClose={close} onDone={(deeds, why) => line.judge(deeds, t("did.edit"), why)} /> : null}
      {card && opened === "like" ? <Alike card={card} params={asked(queue, by)} onClose={close} onAll={(keys) => { close(); acceptAll(line, keys); }} /> : null}
      {opened === "name" ? <Name by={by} onClose={close} /> : null}
      {opened === "agreement" ? <Agreement onClose={close} /> : null}
    </div>
  );
}

const left = (line: Line, id: string, queue: string): number | undefined => {
  const many = line.about?.counts[id];
  return many === undefined ? undefined : id === queue ? Math.max(0, many - line.made) : many;
};

const accept = (line: Line): void => line.card && line.judge([verdict(pair(line.card), null, true)], t("did.accept"));
const unsure = (line: Line): void => line.card && line.judge([verdict(pair(line.card), null, null)], t("did.unsure"));
const pair = ({ report, event }: { readonly report: string; readonly event: string }) => ({ report, event });

function acceptAll(line: Line, keys: readonly { readonly report: string; readonly event: string }[]): void {
  line.judge(keys.map((each) => verdict(pair(each), null, true)), t("did.all", { n: keys.length }), "", keys.map((each) => `${each.report}/${each.event}`));
}

function useReview(line: Line, open: (what: Opened) => void): void {
  const some = (): boolean => line.card !== undefined;
  const sides = line.card?.sides ?? [];
  useKeys([
    { key: "a", does: t("accept.does"), run: () => accept(line), when: some },
    { key: "r", does: t("reject.does"), run: () => open("reject"), when: some },
    { key: "e", does: t("edit.does"), run: () => open("edit"), when: some },
    { key: "c", does: read("comment.does"), run: () => open("comment"), when: some },
    { key: "s", does: t("skip.does"), run: () => line.skip(t("did.skip")), when: some },
    { key: "d", does: t("unsure.does"), run: () => unsure(line), when: some },
    { key: "A", does: t("all.does"), run: () => open("like"), when: some },
    { key: ["o", "Enter"], does: t("open.does"), run: () => line.card && go(`/reports/${line.card.report}`, { f: line.card.event }), when: some },
    { key: ["u", "Ctrl+z"], does: t("undo.does"), run: () => line.undo() },
    { key: ["U", "Ctrl+Shift+z"], does: shared("redo"), run: () => line.redo() },
    ...sides.map((each, at) => ({ key: String(at + 1), does: t("side.does"), run: () => line.judge(side(line.card!, each.word), t("did.side")) })),
  ], t("scope"));
}

function Deeds({ line, card, open }: { line: Line; card: Card; open: (what: Opened) => void }) {
  return (
    <>
      {card.sides.length ? (
        <p class="actions sides">
          {card.sides.map((each, at) => (
            <Button key={each.by} keys={String(at + 1)} onClick={() => line.judge(side(card, each.word), t("did.side"))}>{t("side", { by: each.by, says: each.word.says })}</Button>
          ))}
        </p>
      ) : null}
      <p class="actions deeds">
        <span class="first">
        <Button kind="main" keys="a" onClick={() => accept(line)}>{t("accept")}</Button>
        <Button keys="r" onClick={() => open("reject")}>{t("reject")}</Button>
        <Button keys="e" onClick={() => open("edit")}>{t("edit")}</Button>
        <Button keys="d" onClick={() => unsure(line)}>{t("unsure")}</Button>
        <Button keys="s" onClick={() => line.skip(t("did.skip"))}>{t("skip")}</Button>
        </span>
        <Button kind="quiet" keys="c" onClick={() => open("comment")}>{read("comment")}</Button>
        <Button kind="quiet" keys="A" onClick={() => open("like")}>{t("all")}</Button>
      </p>
      <Last line={line} />
    </>
  );
}

export function Last({ line }: { line: Line }) {
  return (
    <p class="last soft" role="status">
      {line.last ? <>{t("last", { what: line.last.did })} <Button kind="quiet" keys="u" onClick={() => line.undo()}>{shared("undo")}</Button></> : null}
    </p>
  );
}

function Head({ line, by, onName, onAgreement }: { line: Line; by: string; onName: () => void; onAgreement: () => void }) {
  const done = (line.about?.done ?? 0) + line.made;
  const total = (line.about?.done ?? 0) + (line.about?.left ?? 0);
  const told = t("progress", { done, total });
  return (
    <header class="review-head">
      <h1>{t("title")}</h1>
      <button type="button" class="button quiet" title={t("as.change")} onClick={onName}>{t("as", { name: by || t("as.nobody") })}</button>
      <span class="today"><b>{t("today", { n: (line.about?.today ?? 0) + line.made })}</b></span>
      <span class="progress"><progress max={Math.max(1, total)} value={done} aria-label={told} /> <span class="soft">{told}</span></span>
      <Summary agreed={line.about?.agreed ?? []} onOpen={onAgreement} />
    </header>
  );
}

function Name({ by, onClose }: { by: string; onClose: () => void }) {
  const [name, write] = useState(by);
  const save = (event: Event): void => {
    event.preventDefault();
    if (!name.trim()) return;
    setReviewer(name);
    onClose();
    put({}, { quiet: true });
  };
  return (
    <Dialog title={t("as.change")} onClose={onClose}>
      <form class="reviewer-name" onSubmit={save}>
        <label class="line">{t("as.label")} <input type="text" autofocus value={name} maxLength={80} onInput={(event) => write(event.currentTarget.value)} /></label>
        <button type="submit" class="button main">{t("as.change")}</button>
      </form>
    </Dialog>
  );
}
