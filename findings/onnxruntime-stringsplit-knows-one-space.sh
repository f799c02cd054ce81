#!/usr/bin/env bash
# One would expect: StringSplit of ONNX without a delimiter splits "on consecutive whitespace", as its specification says and as Python's split does. A model
# that holds its own tokenizer finds the words of "win a prize" also where a line break, a tab or an ideographic space parts them.
#
# What happens: ONNX Runtime knows one whitespace character, the space. Any other joins the words that it stands between: a text with a word on each line is a
# single token, which no vocabulary has, and a text that ends in a line break loses its last word. Nothing is raised, and texts of tests are mostly words and
# spaces. The kernel searches for " " (string_split.cc). onnx.reference calls numpy's split, which knows the whitespace of all of Unicode, and so finds other
# ids for the same file. It errs in turn where maxsplit ends the splitting: it keeps the whitespace at the end of the text, which the specification takes away,
# as ONNX Runtime does. Replace whitespace by spaces before texts reach the model.
#
# onnxruntime 1.30.0, onnx 1.23.1 and numpy 2.4.6 for Python 3.11, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
cat > see.py <<'PY'
import numpy as np
from onnx import TensorProto, checker, helper
from onnx.reference import ReferenceEvaluator
from onnxruntime import InferenceSession


def split(text, **settings):
    """The words of a text and their ids (win 1, a 2, prize 3, any other -1), by ONNX Runtime and by onnx.reference."""
    vocabulary = {"keys_strings": ["win", "a", "prize"], "values_int64s": [1, 2, 3], "default_int64": -1}
    nodes = [
        helper.make_node("StringSplit", ["text"], ["words", "count"], **settings),
        helper.make_node("LabelEncoder", ["words"], ["ids"], domain="ai.onnx.ml", **vocabulary),
    ]
    inputs = [helper.make_tensor_value_info("text", TensorProto.STRING, [1])]
    types = {"words": TensorProto.STRING, "ids": TensorProto.INT64}
    outputs = [helper.make_tensor_value_info(name, type, [1, None]) for name, type in types.items()]
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(helper.make_graph(nodes, "words", inputs, outputs), opset_imports=opsets, ir_version=9)
    checker.check_model(model, full_check=True)
    for runner in InferenceSession(model.SerializeToString()), ReferenceEvaluator(model):
        yield [output[0].tolist() for output in runner.run(None, {"text": np.array([text], dtype=object)})]


as_seen = True
for text, found in [("win a  prize ", [1, 2, 3]), ("win\na\nprize", [-1]), ("win\ta prize\n", [-1, -1]), ("win\u3000a\u3000prize", [-1])]:
    runtime, reference = split(text)
    print(f"{text!a}: ONNX Runtime finds the ids {runtime[1]}, onnx.reference {reference[1]}")
    as_seen &= runtime[1] == found and reference[1] == [1, 2, 3]
runtime, reference = split("win a  prize ", maxsplit=2)
print(f"'win a  prize ' with maxsplit 2: {runtime[0]} in ONNX Runtime, {reference[0]} in onnx.reference")
as_seen &= runtime[0] == ["win", "a", "prize"] and reference[0] == ["win", "a", "prize "]
print("seen as described" if as_seen else "this has changed")
raise SystemExit(0 if as_seen else 1)
PY
peers/bin/python see.py
