/* What a tab says where nothing is in it, and what to do then. */
import { Button, Empty } from "../../parts";
import { place, put } from "../../router";
import { c } from "./strings";
import type { TabId } from "./types";

export function Nothing({ tab }: { tab: TabId }) {
  if (tab === "figures" && place.value.params.every !== "yes") {
    return <Empty title={c("empty.figures")} text={c("empty.figures.text")}><Button kind="main" onClick={() => put({ every: "yes" })}>{c("empty.figures.all")}</Button></Empty>;
  }
  const asked = ["q", "by", "stance", "state"].some((name) => place.value.params[name]);
  return <Empty title={c("empty")} text={c("empty.text")}>{asked ? <Button kind="main" onClick={() => put({ q: null, by: null, stance: null, state: null })}>{c("clear")}</Button> : null}</Empty>;
}
