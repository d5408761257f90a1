/* The screen `network`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Network() {
  return (
    <>
      <h1>{t("screen.network")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
