/* Where each party stands: the same picture every time for the same parties and ties, since everything begins from a
   fixed spiral and nothing is left to chance. What is pinned stays where it is. */
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Edge, Node } from "./types";

export interface Spot { readonly x: number; readonly y: number }
export type Spots = ReadonlyMap<string, Spot>;

const TURN = Math.PI * (3 - Math.sqrt(5)); // of the golden angle: no two stand on one ray
const ROUNDS = 400;
const WIDER = 1.5; // the picture is wider than high, and so are names

export function layout(nodes: readonly Node[], edges: readonly Edge[], pins: Spots): Spots {
  if (nodes.length < 2) return new Map(nodes.map((node) => [node.name, pins.get(node.name) ?? { x: 0, y: 0 }]));
  const graph = new Graph({ type: "undirected" });
  nodes.forEach((node, at) => {
    const far = 10 * Math.sqrt(at);
    const pin = pins.get(node.name);
    graph.addNode(node.name, { x: (pin ? pin.x / WIDER : far * Math.cos(at * TURN)), y: pin?.y ?? far * Math.sin(at * TURN), size: radius(node.incidents), fixed: pin !== undefined });
  });
  for (const edge of edges) {
    if (!graph.hasNode(edge.source) || !graph.hasNode(edge.target)) continue;
    if (graph.hasEdge(edge.source, edge.target)) graph.updateEdgeAttribute(edge.source, edge.target, "weight", (had: number) => had + edge.incidents);
    else graph.addEdge(edge.source, edge.target, { weight: edge.incidents });
  }
  const found = forceAtlas2(graph, {
    iterations: ROUNDS, getEdgeWeight: "weight",
    settings: { gravity: 0.6, scalingRatio: 30, adjustSizes: true, edgeWeightInfluence: 0.3, slowDown: 4, linLogMode: false, outboundAttractionDistribution: true },
  });
  return new Map(Object.entries(found).map(([name, { x, y }]) => [name, pins.get(name) ?? { x: x * WIDER, y }]));
}

export const radius = (incidents: number): number => 4 + Math.min(14, Math.sqrt(incidents) * 1.3);

/** What moves and scales the picture so that all of it is seen. */
export interface Look { readonly k: number; readonly x: number; readonly y: number }

export function fitted(spots: Spots, width: number, height: number): Look {
  const all = [...spots.values()];
  if (!all.length) return { k: 1, x: width / 2, y: height / 2 };
  const [left, right] = [Math.min(...all.map((spot) => spot.x)), Math.max(...all.map((spot) => spot.x))];
  const [top, bottom] = [Math.min(...all.map((spot) => spot.y)), Math.max(...all.map((spot) => spot.y))];
  const k = Math.min((width - 140) / Math.max(1, right - left), (height - 60) / Math.max(1, bottom - top), 4);
  return { k, x: width / 2 - (k * (left + right)) / 2, y: height / 2 - (k * (top + bottom)) / 2 };
}
