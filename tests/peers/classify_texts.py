"""Reads texts as a program with Hugging Face's transformers would: python classify_texts.py FOLDER TEXTS.json

Prints one JSON line: ids [texts, length] from AutoTokenizer, and probabilities [texts, classes] from onnx/model_quantized.onnx in
onnxruntime. transformers itself has no ONNX models.
"""
import json
import sys

import numpy
import onnxruntime
from transformers import AutoTokenizer

folder, texts_file = sys.argv[1:]
with open(texts_file, encoding="utf-8") as file:
    texts = json.load(file)
tokenizer = AutoTokenizer.from_pretrained(folder)
ids = tokenizer(texts, padding="max_length", truncation=True)["input_ids"]
session = onnxruntime.InferenceSession(f"{folder}/onnx/model_quantized.onnx", providers=["CPUExecutionProvider"])
inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="np")
(logits,) = session.run(["logits"], {"input_ids": inputs["input_ids"]})
powers = numpy.exp(logits - logits.max(axis=1, keepdims=True))
print(json.dumps({"ids": ids, "probabilities": (powers / powers.sum(axis=1, keepdims=True)).tolist()}))
