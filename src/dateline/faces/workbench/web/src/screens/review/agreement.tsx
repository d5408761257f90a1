/* How far people agree who judged the same facts. */
import { useTwin } from "../../api";
import { Button, Dialog, Failed, Waiting } from "../../parts";
import { t } from "./strings";
import type { Agreed, Questions } from "./types";

const two = (value: number): string => value.toFixed(2);

/** The agreement on whether there is such an event, in the head of the screen. */
export function Summary({ agreed, onOpen }: { agreed: readonly Agreed[]; onOpen: () => void }) {
  const first = agreed.find((one) => one.question === "event right?") ?? agreed[0];
  const value = first?.kappa ?? first?.alpha;
  return (
    <button type="button" class="button quiet agreement" title={t("agreement.show")} onClick={onOpen}>
      {t("agreement")}{first ? ` ${value === null || value === undefined ? t("agreement.untold") : `${first.kappa === null ? "α" : "κ"} ${two(value)}`} (${first.units})` : ""}
    </button>
  );
}

export function Agreement({ onClose }: { onClose: () => void }) {
  const { data, error } = useTwin<Questions>("/review/agreement");
  return (
    <Dialog title={t("agreement.show")} onClose={onClose} class="wide">
      {error ? <Failed error={error} /> : null}
      {!data && !error ? <Waiting /> : null}
      {data && !data.rows.length ? <p>{t("agreement.none")}</p> : null}
      {data?.rows.length ? (
        <>
          <p class="soft">{t("agreement.text")}</p>
          <div class="table-box" tabIndex={0} role="region" aria-label={t("agreement.show")}>
            <table>
              <thead><tr>{(["question", "people", "units", "same", "kappa", "alpha"] as const).map((name) => <th key={name} scope="col">{t(`agreement.${name}`)}</th>)}</tr></thead>
              <tbody>
                {data.rows.map((row) => (
                  <tr key={row.question}>
                    <th scope="row">{row.question}</th>
                    <td>{row.people.join(", ")}</td>
                    <td class="number">{row.units}</td>
                    <td class="number">{row.observed === null ? "" : `${Math.round(row.observed * 100)} %`}</td>
                    <td class="number">{row.kappa ? shown(row.kappa) : ""}</td>
                    <td class="number">{shown(row.alpha)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
      <p class="actions"><Button onClick={onClose}>OK</Button></p>
    </Dialog>
  );
}

function shown({ value, low, high }: { value: number | null; low: number | null; high: number | null }): string {
  if (value === null) return t("agreement.untold");
  return low === null || high === null ? two(value) : `${two(value)} [${two(low)}, ${two(high)}]`;
}
