/* The screen `changes`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Changes() {
  return (
    <>
      <h1>{t("screen.changes")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
