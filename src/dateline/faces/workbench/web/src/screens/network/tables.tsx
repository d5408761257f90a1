/* The picture as tables: everything in it, by keyboard and for screen readers. */
import { Days, Party } from "../../facts";
import { number } from "../../strings";
import { Table, type Column } from "../../table";
import { t } from "./strings";
import { codeOf, edgeId, type Edge, type Node } from "./types";

const EDGES: readonly Column<Edge>[] = [
  { id: "source", head: t("head.from"), cell: (edge) => <Party name={edge.source} /> },
  { id: "target", head: t("head.to"), cell: (edge) => <Party name={edge.target} /> },
  { id: "how", head: t("head.how"), cell: (edge) => <span class={`kind ${codeOf(edge.quad)}`}>{t(codeOf(edge.quad))}</span> },
  { id: "incidents", head: t("head.incidents"), number: true, cell: (edge) => number(edge.incidents) },
  { id: "reports", head: t("head.reports"), number: true, cell: (edge) => number(edge.reports) },
  { id: "score", head: t("head.score"), title: t("head.scoreHelp"), number: true, cell: (edge) => (edge.score === null ? "" : number(edge.score)) },
  { id: "days", head: t("head.days"), cell: (edge) => (edge.first ? <Days start={edge.first} end={edge.last} /> : null) },
];

export function EdgeTable({ edges, chosen, onChoose }: { edges: readonly Edge[]; chosen: string; onChoose: (what: string) => void }) {
  return <Table label={t("edges")} rows={edges} columns={EDGES} id={edgeId} onOpen={(edge) => onChoose(edgeId(edge))} marked={(edge) => (edgeId(edge) === chosen ? "chosen" : "")} />;
}

const NODES: readonly Column<Node>[] = [
  { id: "name", head: t("head.from"), wide: true, cell: (node) => <Party name={node.name} country={node.country} sector={node.sector} /> },
  { id: "incidents", head: t("head.incidents"), number: true, cell: (node) => number(node.incidents) },
  { id: "hop", head: t("head.steps"), number: true, cell: (node) => number(node.hop) },
];

export function NodeTable({ nodes, chosen, onChoose }: { nodes: readonly Node[]; chosen: string; onChoose: (what: string) => void }) {
  return <Table label={t("parties")} rows={nodes} columns={NODES} id={(node) => node.name} onOpen={(node) => onChoose(node.name)} marked={(node) => (node.name === chosen ? "chosen" : "")} />;
}
