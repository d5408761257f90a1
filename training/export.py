"""From a checkpoint to the file that ships: `python -m training.export CHECKPOINT_DIR OUT.onnx [--fp32]`.

Weights of the encoder become int8 in blocks with a scale each (MatMulNBits, 8 bits), and so are
the activations at run time, row by row: no word's numbers depend on its neighbours' scale.
The piece embeddings are int8 with one scale a row. The heads stay fp32: they are small and sharp.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.learn import pretrained
from training.network import LAYERS, Reader, Sizes

OUTPUTS = ("start", "upos", "feats", "lemma", "names", "proper", "arcs", "rel_dep", "rel_head")
BLOCK = 32      # weights that share a scale


class Shipped(nn.Module):
    """One window, no padding: vectors in, matrices out."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, case: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        n = self.network
        hidden = n.encode(pieces[None], case[None], torch.zeros(1, 1, 1, 1))
        words, root = n.words(hidden, first[None], last[None])
        tags = n.tags(words)
        deps, heads = n.relation_parts(words, root)
        found = [tags[k] for k in OUTPUTS[:6]] + [n.arcs(words, root), deps, heads]
        return tuple(x.squeeze(0) for x in found)


def traced(network: Reader, to: Path) -> onnx.ModelProto:
    size = torch.arange(12)
    torch.onnx.export(
        Shipped(network).eval(), (size + 2000, size % 5, size[1:9], size[1:9]), str(to), dynamo=False, opset_version=17,
        input_names=["pieces", "case", "first", "last"], output_names=list(OUTPUTS),
        dynamic_axes={"pieces": {0: "P"}, "case": {0: "P"}, "first": {0: "W"}, "last": {0: "W"},
                      **{o: {0: "W"} for o in OUTPUTS}, "arcs": {0: "W", 1: "H"}, "rel_head": {0: "H"}},
    )
    return onnx.load(str(to))


def quantized(model: onnx.ModelProto, network: Reader) -> onnx.ModelProto:
    """Int8 encoder matrices and embeddings; the rest as it is."""
    encoder = {id_of(getattr(layer, part).weight): f"layers.{i}.{part}" for i, layer in enumerate(network.layers)
               for part in ("query", "key", "value", "out", "grow", "shrink")}
    graph = model.graph
    tensors = {t.name: t for t in graph.initializer}
    nodes, gone = [], set()
    for node in graph.node:
        weight = tensors.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is not None and id_of(numpy_helper.to_array(weight).T) in encoder:
            nodes.append(as_blocks(node, numpy_helper.to_array(weight), graph))
            gone.add(weight.name)
        elif node.op_type == "Gather" and node.input[0] in tensors and tensors[node.input[0]].dims[0] > 10_000:
            nodes += as_bytes(node, numpy_helper.to_array(tensors[node.input[0]]), graph)
            gone.add(node.input[0])
        else:
            nodes.append(node)
    assert len(gone) == LAYERS * 6 + 1, f"{len(gone)} matrices quantized"
    kept = [t for t in graph.initializer if t.name not in gone]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return model


def id_of(weight: Tensor | np.ndarray) -> str:
    array = weight.detach().numpy() if isinstance(weight, Tensor) else weight
    return hashlib.sha256(np.ascontiguousarray(array, dtype=np.float32).tobytes()).hexdigest()


def as_blocks(node: onnx.NodeProto, weight: np.ndarray, graph: onnx.GraphProto) -> onnx.NodeProto:
    """A MatMul as MatMulNBits: (K, N) weights to (N, K / BLOCK, BLOCK) bytes around 128."""
    k, n = weight.shape
    blocks = weight.T.reshape(n, k // BLOCK, BLOCK)
    scale = np.maximum(np.abs(blocks).max(-1, keepdims=True) / 127, 1e-9).astype(np.float32)
    packed = (np.rint(blocks / scale) + 128).clip(0, 255).astype(np.uint8)
    name = node.name.replace("/", "_")
    graph.initializer.append(numpy_helper.from_array(packed, name + "_q"))
    graph.initializer.append(numpy_helper.from_array(scale.reshape(-1), name + "_s"))
    return helper.make_node("MatMulNBits", [node.input[0], name + "_q", name + "_s"], list(node.output), name=name,
                            domain="com.microsoft", K=k, N=n, bits=8, block_size=BLOCK, accuracy_level=4)


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
    network.load_state_dict(saved["weights"])
    network.eval()
    model = traced(network, asked.out)
    if not asked.fp32:
        model = quantized(model, network)
    labels = json.loads((asked.checkpoint / "labels.json").read_text())
    vocabulary = (pretrained() / "vocab.txt").read_text(encoding="utf-8").split("\n")[: saved["sizes"]["pieces"]]
    for key, value in {"labels": labels, "vocabulary": vocabulary}.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value, ensure_ascii=False)
    model.producer_name, model.producer_version = "dateline", ""
    onnx.checker.check_model(model, check_custom_domain=False) if hasattr(onnx.checker, "check_custom_domain") else None
    asked.out.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
