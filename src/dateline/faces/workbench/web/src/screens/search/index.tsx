/* The screen `search`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Search() {
  return (
    <>
      <h1>{t("screen.search")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
