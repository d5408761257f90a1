/* The screen `actors`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Actors() {
  return (
    <>
      <h1>{t("screen.actors")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
