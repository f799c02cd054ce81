#!/usr/bin/env bash
# One would expect: the onnx package reads a file by the opset that it names. Up to opset 12, Softmax and Hardmax take all axes from `axis` on for one, and
# `axis` is 1 if it is left out; since 13 they take one axis, the last. So the head of a convolutional text classifier, whose scores have the shape [texts,
# classes, 1], gives the probabilities of classes, by onnx.reference as by ONNX Runtime, and still does once onnx.version_converter has raised its opset.
#
# What happens: onnx.reference takes the last axis, which has one place, and so gives every class of every text a probability of 1. It knows one Softmax
# for all opsets, and reads the defaults of attributes from the newest specification. (Where an `axis` is written that is not the last, it also normalizes
# too little.) Whoever checks a runtime or an exporter against the reference finds the right one wrong. Converted to opset 13, the same file is right in the
# reference, too, since the converter knows of the change: it puts a Flatten in front of Softmax. It does not for Hardmax, which it lists as compatible. A
# model that ends in it, so as to answer with a class, answers with all of them after the upgrade, also in ONNX Runtime. Nothing is raised. Write `axis` into
# old files by hand. (Of the reference nothing was found among onnx' issues; 8480 is about Resize in the converter. TVM had it, issue 20183 of apache/tvm.)
#
# onnx 1.23.1, onnxruntime 1.30.0 and numpy 2.4.6 for Python 3.11, linux x64; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ORT_DISABLE_TELEMETRY=1
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: onnx==1.23.1 onnxruntime==1.30.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
cat > see.py <<'PY'
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, version_converter
from onnx.reference import ReferenceEvaluator
from onnxruntime import InferenceSession

CLASSES, WIDTH, WORDS = 3, 4, 6
random = np.random.default_rng(1)
weights = numpy_helper.from_array(random.normal(size=(CLASSES, WIDTH, 1)).astype(np.float32), "weights")
texts = random.normal(size=(2, WIDTH, WORDS)).astype(np.float32)


def classifier(last):
    """Scores of each word, their mean over the words, and the operator `last`, by opset 11."""
    nodes = [
        helper.make_node("Conv", ["words", "weights"], ["scores"]),
        helper.make_node("GlobalAveragePool", ["scores"], ["mean"]),
        helper.make_node(last, ["mean"], ["answer"]),
    ]
    inputs = [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["texts", WIDTH, WORDS])]
    outputs = [helper.make_tensor_value_info("answer", TensorProto.FLOAT, ["texts", CLASSES, 1])]
    graph = helper.make_graph(nodes, "classifier", inputs, outputs, [weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=6)
    checker.check_model(model, full_check=True)
    return model


def by_runtime(model):
    return InferenceSession(model.SerializeToString()).run(None, {"words": texts})[0][..., 0]


def by_reference(model):
    return ReferenceEvaluator(model).run(None, {"words": texts})[0][..., 0]


seen = []
for last in ["Softmax", "Hardmax"]:
    old = classifier(last)
    new = version_converter.convert_version(old, 13)
    checker.check_model(new, full_check=True)
    for opset, model in [(11, old), ("13, converted", new)]:
        answers = by_runtime(model), by_reference(model)
        said = ["; ".join(" ".join(f"{one:.2f}" for one in text) for text in answer) for answer in answers]
        print(f"{last}, opset {opset}, two texts: {said[0]} by ONNX Runtime, {said[1]} by onnx.reference")
        seen += answers
softmax, softmax_reference, softmax_new, softmax_new_reference, hardmax, hardmax_reference, hardmax_new, hardmax_new_reference = seen
right = np.allclose(softmax.sum(1), 1) and np.allclose(softmax_new, softmax) and np.allclose(softmax_new_reference, softmax)
right = right and (hardmax.sum(1) == 1).all() and (hardmax.argmax(1) == softmax.argmax(1)).all()
sys.exit(0 if right and all((one == 1).all() for one in [softmax_reference, hardmax_reference, hardmax_new, hardmax_new_reference]) else 1)
PY
peers/bin/python see.py
