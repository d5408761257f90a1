/* The screen `incidents`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Incidents() {
  return (
    <>
      <h1>{t("screen.incidents")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
