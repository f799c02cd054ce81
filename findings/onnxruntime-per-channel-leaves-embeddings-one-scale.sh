#!/usr/bin/env bash
# One would expect: quantize_dynamic(per_channel=True, weight_type=QInt8) of ONNX Runtime, "quantize weights per channel", gives the weights of a text
# classifier several scales, and a word that occurs in no text cannot change what texts get.
#
# What happens: only the small dense layer is quantized as asked. The embeddings, which are nearly all of such a model, get one scale and one zero point for
# the whole table, and uint8 in place of int8: the class GatherQuant hands them to the routine for activations, which knows neither setting. So the largest
# number of any row sets the step for all rows. With one unused row a hundred times as long as the others, 9 % of the texts below change class; with one a
# thousand times as long, all texts get the same answer. Nothing is reported. One scale to a row, which is what `per_channel` suggests, keeps every answer.
# Look at the types and shapes of what was written, quantize the table yourself, or at least leave out rows that were never trained.
#
# onnxruntime 1.30.0, onnx 1.23.1 and numpy 2.4.6 for Python 3.11, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
cat > see.py <<'PY'
import logging
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.WARNING)  # the advice to preprocess the model, which changes nothing here
WORDS, WIDTH, CLASSES = 1000, 16, 2
random = np.random.default_rng(1)
table = random.normal(size=(WORDS, WIDTH)).astype(np.float32)
dense = random.normal(size=(WIDTH, CLASSES)).astype(np.float32)
texts = random.integers(1, WORDS, (500, 20))  # the word 0 is in none


def save(table):
    initializers = {"table": table, "dense": dense, "axis": np.array([1])}
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["words"]),
        helper.make_node("ReduceMean", ["words", "axis"], ["text"], keepdims=0),
        helper.make_node("MatMul", ["text", "dense"], ["scores"]),
    ]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "length"])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["texts", CLASSES])
    weights = [numpy_helper.from_array(value, name) for name, value in initializers.items()]
    graph = helper.make_graph(nodes, "classifier", [ids], [scores], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), "model.onnx")


def answers(file):
    return InferenceSession(file, providers=["CPUExecutionProvider"]).run(None, {"ids": texts})[0]


shares, distinct, by_rows_kept = [], [], []
for length in (1, 100, 1000):
    longer = table.copy()
    longer[0] *= length
    save(longer)
    exact = answers("model.onnx").argmax(1)
    quantize_dynamic("model.onnx", "quantized.onnx", per_channel=True, weight_type=QuantType.QInt8)
    scores = answers("quantized.onnx")
    scale = np.abs(longer).max(1, keepdims=True) / 127
    by_rows = (np.round(longer / scale) * scale)[texts].mean(1) @ dense
    shares.append((scores.argmax(1) == exact).mean())
    distinct.append(len(np.unique(scores, axis=0)))
    by_rows_kept.append((by_rows.argmax(1) == exact).mean())
    print(f"unused word {length:4} times as long: {shares[-1]:.1%} of the texts keep their class, {distinct[-1]} different answers")
    print(f"  one scale to a row: {by_rows_kept[-1]:.1%}")
written = {part.name: (TensorProto.DataType.Name(part.data_type), list(part.dims)) for part in onnx.load("quantized.onnx").graph.initializer}
for name in ("table_quantized", "table_scale", "dense_quantized", "dense_scale"):
    print(name, *written[name])
as_seen = (
    written["table_scale"][1] == [] and written["table_quantized"][0] == "UINT8" and written["dense_scale"][1] == [CLASSES] and written["dense_quantized"][0] == "INT8"
    and shares[0] > 0.98 and shares[1] < 0.95 and distinct[2] == 1 and min(by_rows_kept) == 1
)
print("seen as described" if as_seen else "this has changed")
raise SystemExit(0 if as_seen else 1)
PY
peers/bin/python see.py
