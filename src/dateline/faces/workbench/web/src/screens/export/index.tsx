/* The screen `export`: a placeholder until it is built. */
import { Empty } from "../../parts";
import { t } from "../../strings";

export default function Export() {
  return (
    <>
      <h1>{t("screen.export")}</h1>
      <Empty title={t("screen.placeholder")} />
    </>
  );
}
