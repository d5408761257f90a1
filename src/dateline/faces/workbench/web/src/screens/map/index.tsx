/* The screen `map`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Map() {
  return (
    <>
      <h1>{t("screen.map")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
