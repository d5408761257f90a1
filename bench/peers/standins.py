"""What stands in for the heavy parts of other chains: an encoder of any size with random weights, and a small pipeline.

How fast a network is depends on its shape, not on its weights, so nothing is downloaded. The encoder is built as an
ONNX graph of RoBERTa's shape: 12 layers of 768 with 12 heads, 3,072 between, 512 pieces at a time. Only its table of
pieces is short: looking rows up costs nothing beside the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

Pieces = Sequence[int]
OPSET = 20                  # the first with Gelu


@dataclass(frozen=True, slots=True)
class Shape:
    layers: int = 12
    width: int = 768
    heads: int = 12
    inner: int = 3072
    longest: int = 512
    pieces: int = 1000


BASE = Shape()


class Graph:
    """An ONNX graph in the making: each step adds a node, and a matrix of random numbers where it needs one."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self.nodes: list[Any] = []
        self.given: list[Any] = []

    def step(self, kind: str, *inputs: str, **how: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **how))
        return name

    def known(self, values: NDArray[Any]) -> str:
        name = f"known_{len(self.given)}"
        self.given.append(numpy_helper.from_array(values, name))
        return name

    def matrix(self, *size: int) -> str:
        return self.known((self._random.standard_normal(size) * 0.02).astype(np.float32))

    def dense(self, x: str, inside: int, outside: int) -> str:
        return self.step("Add", self.step("MatMul", x, self.matrix(inside, outside)), self.matrix(outside))

    def norm(self, x: str, width: int) -> str:
        ones, zeros = (self.known(np.full(width, v, dtype=np.float32)) for v in (1, 0))
        return self.step("LayerNormalization", x, ones, zeros, axis=-1)


def encoder(shape: Shape = BASE) -> onnx.ModelProto:
    """Pieces (1, n) in, their states (1, n, width) out."""
    graph = Graph()
    places = graph.step("Slice", graph.matrix(shape.longest, shape.width), graph.known(np.array([0])),
                        graph.step("Shape", "pieces", start=1, end=2))
    x = graph.norm(graph.step("Add", graph.step("Gather", graph.matrix(shape.pieces, shape.width), "pieces"), places),
                   shape.width)
    for _ in range(shape.layers):
        x = graph.norm(graph.step("Add", x, _attention(graph, x, shape)), shape.width)
        inner = graph.step("Gelu", graph.dense(x, shape.width, shape.inner))
        x = graph.norm(graph.step("Add", x, graph.dense(inner, shape.inner, shape.width)), shape.width)
    made = helper.make_graph(
        graph.nodes, "encoder", [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "n", shape.width])], graph.given)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def _attention(graph: Graph, x: str, shape: Shape) -> str:
    each = shape.width // shape.heads
    apart = graph.known(np.array([0, 0, shape.heads, each]))
    asks, keys, values = (
        graph.step("Transpose", graph.step("Reshape", graph.dense(x, shape.width, shape.width), apart), perm=turned)
        for turned in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]))
    near = graph.step("MatMul", graph.step("Mul", asks, graph.known(np.array(each**-0.5, dtype=np.float32))), keys)
    mixed = graph.step("MatMul", graph.step("Softmax", near, axis=-1), values)
    joined = graph.step("Reshape", graph.step("Transpose", mixed, perm=[0, 2, 1, 3]),
                        graph.known(np.array([0, 0, shape.width])))
    return graph.dense(joined, shape.width, shape.width)


def quantised(plain: Path, to: Path) -> Path:
    """The same with int8 weights, as our own reader ships."""
    quantize_dynamic(plain, to, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
                     extra_options={"MatMulConstBOnly": True})
    return to


def opened(model: Path | bytes) -> onnxruntime.InferenceSession:
    """On one core, with the settings of our own reader."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"],
                                        disabled_optimizers=["SkipLayerNormFusion"])


def windows(pieces: int, longest: int = BASE.longest, known: int = BASE.pieces) -> Iterator[NDArray[np.int64]]:
    """So many pieces as one text of them, in windows as even as can be, none above the longest."""
    for window in np.array_split(np.arange(pieces, dtype=np.int64) % known, max(-(-pieces // longest), 1)):
        yield window[None]


# ── spaCy ────────────────────────────────────────────────────────────────────────────────────────


def pipeline(name: str) -> tuple[str, Any]:
    """Its name and the pipeline: the model if it is installed, else its parts with random weights.

    Without weights the parser cuts and joins at random, so take that row as rough.
    """
    import spacy

    if spacy.util.is_package(name):
        return name, spacy.load(name)
    made = spacy.blank("en")
    for part in ("tagger", "parser", "ner"):
        pipe = made.add_pipe(part)
        for label in {"tagger": ("NN", "VB"), "parser": ("nsubj", "dobj", "prep"), "ner": ("ORG", "GPE")}[part]:
            pipe.add_label(label)
    made.initialize()
    return "blank pipeline: tagger, parser, names", made
