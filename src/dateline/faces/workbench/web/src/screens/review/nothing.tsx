/* A queue that is done, and what to do then. */
import { Button, Empty } from "../../parts";
import { Last } from "./index";
import type { Line } from "./line";
import type { Queue } from "./options";
import { place } from "../../router";
import { t } from "./strings";

export function Nothing({ queue, line }: { queue: Queue; line: Line }) {
  const text = queue === "second" && !place.value.params.of ? t(Object.keys(line.about?.people ?? {}).length ? "of.choose" : "empty.people") : queue === "adjudicate" ? t("empty.differ") : t("empty.text");
  return (
    <>
      <Empty title={t("empty.title")} text={line.skipped ? t("empty.skipped", { n: line.skipped }) : text}>
        {line.skipped ? <Button kind="main" onClick={line.again}>{t("empty.again")}</Button> : null}
      </Empty>
      <Last line={line} />
    </>
  );
}
