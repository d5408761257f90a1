/* The screen `reader`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Reader() {
  return (
    <>
      <h1>{t("screen.reader")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
