"""From a checkpoint to the file that ships: `python -m training.export CHECKPOINT_DIR OUT.onnx [--fp32]`.

Weights of the encoder become int8 with a scale a column, activations at run time with one scale a window.
The piece embeddings are int8 with one scale a row. The heads stay fp32: they are small and sharp.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from training.corpora import DEEDS, PARTS, SAID, STATES
from training.learn import pretrained
from training.network import ATTENTION, FAR_STEPS, LAYERS, PAIRS, REL, WIDTH, Reader, Sizes

TAGS = ("start", "upos", "feats", "lemma", "names", "proper", "inner", "said", "deed", "part")
OUTPUTS = (*TAGS, "arcs", "rel_dep", "rel_head", "pairs")
QUANTIZED = ("qkv", "out", "grow", "shrink")  # by the first part of their names


class Shipped(nn.Module):
    """One window, no padding: vectors in, matrices out; query, key and value in one product."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network
        self.qkv = nn.ModuleList(nn.Linear(WIDTH, 3 * WIDTH) for _ in network.layers)
        for own, layer in zip(self.qkv, network.layers, strict=True):
            parts = (layer.query, layer.key, layer.value)
            own.weight.data = torch.cat([p.weight.data for p in parts])
            own.bias.data = torch.cat([p.bias.data for p in parts])

    def encode(self, pieces: Tensor, case: Tensor) -> Tensor:
        n = self.network
        x = n.norm(n.piece(pieces) + n.place(torch.arange(pieces.shape[1])) + n.case(case))
        for qkv, layer in zip(self.qkv, n.layers, strict=True):
            q, k, v = (
                part.view(1, -1, ATTENTION, WIDTH // ATTENTION).transpose(1, 2)
                for part in qkv(x).split(WIDTH, -1)
            )
            weights = (q @ k.transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION)).softmax(-1)
            mixed = (weights @ v).transpose(1, 2).reshape(1, -1, WIDTH)
            x = layer.norm1(x + layer.out(mixed))
            x = layer.norm2(x + layer.shrink(F.gelu(layer.grow(x))))
        return x

    def forward(self, pieces: Tensor, case: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        n = self.network
        hidden = self.encode(pieces[None], case[None])
        words = ((hidden[0][first] + hidden[0][last]) * 0.5)[None]
        root = hidden[:, :1]
        tags = n.tags(words)
        deps, heads = n.relation_parts(words, root)
        found = [tags[k] for k in TAGS] + [n.arcs(words, root), deps, heads, n.pairs(words, root)]
        return tuple(x[0] for x in found)


def traced(network: Reader, to: Path) -> onnx.ModelProto:
    size = torch.arange(12)
    torch.onnx.export(
        Shipped(network).eval(),
        (size + 2000, size % 5, size[1:9], size[1:9]),
        str(to),
        dynamo=False,
        opset_version=17,
        input_names=["pieces", "case", "first", "last"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "pieces": {0: "P"},
            "case": {0: "P"},
            "first": {0: "W"},
            "last": {0: "W"},
            **{o: {0: "W"} for o in OUTPUTS},
            "arcs": {0: "W", 1: "H"},
            "rel_head": {0: "H"},
            "pairs": {0: "H"},
        },
    )
    return onnx.load(str(to))


def quantized(path: Path) -> onnx.ModelProto:
    """Int8 encoder, relation product and piece embeddings; the other heads as they are.

    Weights have a scale a column, fixed; activations one scale a run, found at run time: a run is one
    window, so what is read of a window never depends on its neighbours. Weights keep to 7 bits: processors
    without VNNI add two products in 16 bits, which 8 bits overflow, and then read otherwise than the others.
    """
    graph = onnx.load(str(path)).graph
    sizes = {t.name: tuple(t.dims) for t in graph.initializer}
    nodes = [
        n.name
        for n in graph.node
        if n.op_type == "MatMul"
        and n.input[1] in sizes
        and (
            n.name.split("/")[1].partition("_")[0].partition(".")[0] in QUANTIZED
            or sizes[n.input[1]][0] == REL + 1
        )
    ]
    assert len(nodes) == 4 * LAYERS + 1, nodes
    quantize_dynamic(
        path,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_quantize=nodes,
        extra_options={"MatMulConstBOnly": True},
    )
    model = onnx.load(str(path))
    tensors = {t.name: t for t in model.graph.initializer}
    table = next(
        n
        for n in model.graph.node
        if n.op_type == "Gather" and n.input[0] in tensors and tensors[n.input[0]].dims[0] > 10_000
    )
    at = list(model.graph.node).index(table)
    small = as_bytes(table, numpy_helper.to_array(tensors[table.input[0]]), model.graph)
    model.graph.initializer.remove(tensors[table.input[0]])
    model.graph.node.remove(table)
    for offset, node in enumerate(small):
        model.graph.node.insert(at + offset, node)
    return model


def as_bytes(node: onnx.NodeProto, table: np.ndarray, graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """An embedding table as int8 rows, each with its scale."""
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32).clip(1e-9)
    graph.initializer.append(numpy_helper.from_array(np.rint(table / scale).astype(np.int8), "piece_q"))
    graph.initializer.append(numpy_helper.from_array(scale, "piece_s"))
    return [
        helper.make_node("Gather", ["piece_q", node.input[1]], ["piece_bytes"]),
        helper.make_node("Cast", ["piece_bytes"], ["piece_floats"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["piece_s", node.input[1]], ["piece_scale"]),
        helper.make_node("Mul", ["piece_floats", "piece_scale"], list(node.output)),
    ]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--fp32", action="store_true", help="leave every weight as it is, to compare with")
    asked = ask.parse_args()
    saved = torch.load(asked.checkpoint / "average.pt", weights_only=True)
    network = Reader(Sizes(**saved["sizes"]))
    network.load_state_dict({k: v.float() for k, v in saved["weights"].items()})
    network.eval()
    model = traced(network, asked.out)
    if not asked.fp32:
        model = quantized(asked.out)
    labels = json.loads((asked.checkpoint / "labels.json").read_text())
    vocabulary = (
        (pretrained() / "vocab.txt").read_text(encoding="utf-8").split("\n")[: saved["sizes"]["pieces"]]
    )
    written = lambda x: x.detach().numpy().round(4).tolist()  # noqa: E731
    shape = {"deeds": DEEDS, "states": STATES, "pairs": PAIRS, "steps": FAR_STEPS, "far": written(network.refer_far),
             "parts": PARTS}
    steps = {"inner": written(network.inner_step), "said": written(network.said_step)}
    labels = {k: v for k, v in labels.items() if k not in ("deeds", "states")} | {"said": SAID}
    told = {"labels": labels, "vocabulary": vocabulary, "steps": steps, "shape": shape}
    for key, value in told.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value, ensure_ascii=False)
    model.producer_name, model.producer_version = "dateline", ""
    onnx.checker.check_model(model, check_custom_domain=False) if hasattr(
        onnx.checker, "check_custom_domain"
    ) else None
    data = model.SerializeToString(deterministic=True)
    asked.out.write_bytes(data)
    asked.out.with_suffix(".sha256").write_text(hashlib.sha256(data).hexdigest() + "\n", encoding="ascii")
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
