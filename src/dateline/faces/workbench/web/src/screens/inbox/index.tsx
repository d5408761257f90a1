/* The screen `inbox`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Inbox() {
  return (
    <>
      <h1>{t("screen.inbox")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
