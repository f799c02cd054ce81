#!/usr/bin/env bash
# One would expect: TfIdfVectorizer, an operator of ONNX, multiplies the count of each word by the weight of that word. The i-th of its `weights` is that of
# the i-th n-gram in its pool, as the specification says, and `ngram_indexes` tells where in the output an n-gram goes. So a file gives the same tf-idf in the
# reference implementation of ONNX as in ONNX Runtime, and in one release of that as in the next.
#
# What happens: onnx.reference takes the i-th weight for the i-th place of the output. Where the two orders differ, as where the words are listed by frequency
# and the output is by the alphabet, each word gets the weight of another: below, "the", which should count 0.1 each time, counts 5. ONNX Runtime did the same
# in 1.27, and follows the specification in 1.30 (pull request 31700 of microsoft/onnxruntime describes the change, and says that in all of its tests the
# orders were alike). So an upgrade changes the answers of a file, to the right ones if it was written by the specification, and to wrong ones if it was made
# to suit the runtime. Nothing is reported. List the pool in the order of the output, or choose the mode TF and multiply in a node of your own.
#
# onnx 1.23.1 and numpy 2.4.6 for Python 3.11; onnxruntime-node 1.27.0 and 1.30.0 on Node.js 20.20.2, linux x64; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: onnx==1.23.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent older@npm:onnxruntime-node@1.27.0 newer@npm:onnxruntime-node@1.30.0
cat > see.py <<'PY'
import numpy as np
import onnx
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

# Listed by frequency; in the output by the alphabet: market, senate, the.
words = {"pool_strings": ["the", "market", "senate"], "weights": [0.1, 2.0, 5.0], "ngram_indexes": [2, 0, 1], "ngram_counts": [0]}
node = helper.make_node(
    "TfIdfVectorizer", ["text"], ["features"], mode="TFIDF", min_gram_length=1, max_gram_length=1, max_skip_count=0, **words
)
inputs = [helper.make_tensor_value_info("text", TensorProto.STRING, [3])]
outputs = [helper.make_tensor_value_info("features", TensorProto.FLOAT, [3])]
graph = helper.make_graph([node], "text", inputs, outputs)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model, full_check=True)
onnx.save(model, "tfidf.onnx")
features = ReferenceEvaluator(model).run(None, {"text": np.array(["the", "senate", "the"])})[0]
print(", ".join(f"{value:.1f}" for value in features))
PY
cat > see.cjs <<'JS'
const { InferenceSession, Tensor } = require(process.argv[2]);

(async () => {
  const session = await InferenceSession.create("tfidf.onnx");
  const { features } = await session.run({ text: new Tensor("string", ["the", "senate", "the"], [3]) });
  console.log(Array.from(features.data, (value) => value.toFixed(1)).join(", "));
})();
JS
export ORT_DISABLE_TELEMETRY=1
reference=$(peers/bin/python see.py)
older=$(node see.cjs older)
newer=$(node see.cjs newer)
echo 'Tf-idf of "the senate the" for market, senate and the, whose weights are 2, 5 and 0.1:'
echo "$newer in ONNX Runtime 1.30, $older in 1.27, and $reference in onnx.reference"
if [ "$newer" = "0.0, 5.0, 0.2" ] && [ "$older" = "0.0, 2.0, 10.0" ] && [ "$reference" = "$older" ]; then
  echo "seen as described"
else
  echo "this has changed"
  exit 1
fi
