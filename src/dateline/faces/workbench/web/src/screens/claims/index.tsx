/* The screen `claims`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Claims() {
  return (
    <>
      <h1>{t("screen.claims")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
