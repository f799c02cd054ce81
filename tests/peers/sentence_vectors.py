"""
Vectors of a folder's sentence encoder as sentence-transformers makes them, by onnxruntime and numpy: reads texts from texts.json, takes
the ids from tokenizers, in padded batches, and writes {"mean": ..., "first": ..., "normalized": ...}, each [texts][columns].
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

BATCH = 16


def main(folder):
    texts = json.loads((folder / "texts.json").read_text())
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(settings["model_max_length"])
    tokenizer.enable_padding(pad_token=settings["pad_token"], pad_id=tokenizer.token_to_id(settings["pad_token"]))
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_inputs()]
    means, firsts = [], []
    for start in range(0, len(texts), BATCH):
        encodings = tokenizer.encode_batch(texts[start : start + BATCH])
        feeds = {
            "input_ids": np.array([one.ids for one in encodings], np.int64),
            "attention_mask": np.array([one.attention_mask for one in encodings], np.int64),
            "token_type_ids": np.array([one.type_ids for one in encodings], np.int64),
        }
        hidden = session.run(["last_hidden_state"], {name: feeds[name] for name in names})[0]
        mask = feeds["attention_mask"][:, :, None].astype(hidden.dtype)
        means.append((hidden * mask).sum(axis=1) / np.clip(mask.sum(axis=1), 1e-9, None))
        firsts.append(hidden[:, 0])
    mean, first = np.concatenate(means), np.concatenate(firsts)
    normalized = mean / np.clip(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12, None)
    json.dump({"mean": mean.tolist(), "first": first.tolist(), "normalized": normalized.tolist()}, sys.stdout)


main(Path(sys.argv[1]))
