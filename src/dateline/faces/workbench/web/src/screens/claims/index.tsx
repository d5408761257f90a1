/* The ledger of claims: a tab each for figures, statements, promises and demands, threats, and what is denied. */
import { refresh } from "../../api";
import { Failed, Pager, Segmented, Tabs, Total, Waiting } from "../../parts";
import { place } from "../../router";
import { useOwn } from "../../screens";
import { Commitments } from "./commitments";
import { Denials } from "./denials";
import { FiguresTab } from "./figures";
import { Nothing } from "./nothing";
import { Statements } from "./statements";
import { c } from "./strings";
import "../incidents/style.css";
import "./style.css";
import type { BoundRow, DenialRow, FigureRow, Ledger, StatementRow, TabId } from "./types";

const TABS: readonly TabId[] = ["figures", "statements", "commitments", "threats", "denials"];
const TOTALS = { figures: "groups", statements: "statements", commitments: "commitments", threats: "threats", denials: "denials" } as const;

export default function Screen() {
  const { tab: given, every } = place.value.params;
  const tab = TABS.find((each) => each === given) ?? "figures";
  const { data, error, loading } = useOwn<Ledger<unknown>>();
  const current = data?.tab === tab ? data : undefined;
  return (
    <div class="claims">
      <header class="screen-head">
        <h1>{c("title")}</h1>
        {current ? <Total>{c(TOTALS[tab], { n: current.total })}</Total> : null}
        {tab === "figures" ? (
          <div class="choices">
            <Segmented label={c("show")} param="every" current={every ?? "no"} choices={[["no", c("show.contested")], ["yes", c("show.all")]]} />
            <Segmented label={c("as")} param="view" current={place.value.params.view ?? "strip"} choices={[["strip", c("as.strip")], ["table", c("as.table")]]} />
          </div>
        ) : null}
      </header>
      <Tabs label={c("tabs")} current={tab} tabs={TABS.map((id) => ({ id, label: c(`tab.${id}`) }))} />
      {error ? <Failed error={error} retry={refresh} /> : null}
      {!current && !error ? <Waiting /> : null}
      {current && !error ? (
        <div class={loading ? "stale" : undefined}>
          <Open data={current} tab={tab} />
          <Pager page={current.page} size={current.size} total={current.total} />
        </div>
      ) : null}
    </div>
  );
}

function Open({ data, tab }: { data: Ledger<unknown>; tab: TabId }) {
  if (tab === "statements") return <Statements data={data as Ledger<StatementRow>} />;
  if (tab === "commitments" || tab === "threats") return <Commitments data={data as Ledger<BoundRow>} />;
  if (!data.total) return <Nothing tab={tab} />;
  if (tab === "denials") return <Denials data={data as Ledger<DenialRow>} />;
  return <FiguresTab data={data as Ledger<FigureRow>} />;
}
