/* The screen `review`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Review() {
  return (
    <>
      <h1>{t("screen.review")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
