"""Opens an exported folder with the Python side's own tools: python check_export.py FOLDER TEXTS.json

Prints one JSON line: ids [texts, length] from Hugging Face's tokenizers, probabilities [texts, outputs] from onnxruntime.
Fails if the ONNX checker does.
"""
import json
import sys

import numpy
import onnx
import onnxruntime
from tokenizers import Tokenizer

folder, texts_file = sys.argv[1:]
with open(texts_file, encoding="utf-8") as file:
    texts = json.load(file)
onnx.checker.check_model(onnx.load(f"{folder}/model.onnx"), full_check=True)
ids = [encoding.ids for encoding in Tokenizer.from_file(f"{folder}/tokenizer.json").encode_batch(texts)]
session = onnxruntime.InferenceSession(f"{folder}/model.onnx", providers=["CPUExecutionProvider"])
(probabilities,) = session.run(None, {"input_ids": numpy.array(ids, dtype=numpy.int64)})
print(json.dumps({"ids": ids, "probabilities": probabilities.tolist()}))
