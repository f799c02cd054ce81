"""
Probabilities of a folder's classifier by Python's own tools: reads texts from a file, takes the ids from tokenizers, and writes
{"onnxruntime": ..., "torch": ...}, each [texts][labels] or null where the library is missing. PyTorch computes with its own
modules, whose weights are in weights.json: {name: {"dims": ..., "data": ...}}, dense kernels as [inputs, outputs].
"""

import json
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

BATCH = 16


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def by_onnxruntime(folder, batches):
    try:
        import onnxruntime
    except ImportError:
        return None
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_inputs()]
    return [row for batch in batches for row in softmax(session.run(["logits"], {name: batch[name] for name in names})[0]).tolist()]


def by_torch(weights, batches):
    try:
        import torch
    except ImportError:
        return None
    from torch import nn

    def tensor(name):
        return torch.tensor(weights[name]["data"], dtype=torch.float32).reshape(weights[name]["dims"])

    def load(module, **values):
        with torch.no_grad():
            for name, value in values.items():
                module.get_parameter(name.replace("__", ".")).copy_(value)
        return module

    def linear(name):
        kernel = tensor(f"{name}.weight")
        return load(nn.Linear(*kernel.shape), weight=kernel.T, bias=tensor(f"{name}.bias"))

    def layer(index):
        hidden = tensor("words").shape[1]
        encoder = nn.TransformerEncoderLayer(
            hidden, 4, tensor(f"{index}.up.weight").shape[1], 0.0, "gelu", layer_norm_eps=1e-12, batch_first=True
        )
        parts = [f"{index}.{part}" for part in ("query", "key", "value")]
        return load(
            encoder,
            self_attn__in_proj_weight=torch.cat([tensor(f"{part}.weight").T for part in parts]),
            self_attn__in_proj_bias=torch.cat([tensor(f"{part}.bias") for part in parts]),
            self_attn__out_proj__weight=tensor(f"{index}.output.weight").T,
            self_attn__out_proj__bias=tensor(f"{index}.output.bias"),
            linear1__weight=tensor(f"{index}.up.weight").T,
            linear1__bias=tensor(f"{index}.up.bias"),
            linear2__weight=tensor(f"{index}.down.weight").T,
            linear2__bias=tensor(f"{index}.down.bias"),
            norm1__weight=tensor(f"{index}.norm1.weight"),
            norm1__bias=tensor(f"{index}.norm1.bias"),
            norm2__weight=tensor(f"{index}.norm2.weight"),
            norm2__bias=tensor(f"{index}.norm2.bias"),
        )

    words, positions, types = (nn.Embedding.from_pretrained(tensor(name)) for name in ("words", "positions", "types"))
    norm = load(nn.LayerNorm(tensor("words").shape[1], eps=1e-12), weight=tensor("norm.weight"), bias=tensor("norm.bias"))
    layers = [layer(index).train() for index in range(2)]
    pooler, classifier = linear("pooler"), linear("classifier")

    def logits(batch):
        ids, mask, kinds = (torch.tensor(batch[name].tolist()) for name in ("input_ids", "attention_mask", "token_type_ids"))
        x = norm(words(ids) + positions(torch.arange(ids.shape[1])) + types(kinds))
        for one in layers:
            x = one(x, src_key_padding_mask=mask == 0)
        return classifier(torch.tanh(pooler(x[:, 0])))

    with torch.no_grad():
        return [row for batch in batches for row in torch.softmax(logits(batch), -1).tolist()]


folder = Path(sys.argv[1])
texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
settings = json.loads((folder / "tokenizer_config.json").read_text())
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.enable_truncation(settings["model_max_length"])
tokenizer.enable_padding(pad_id=tokenizer.token_to_id(settings["pad_token"]), pad_token=settings["pad_token"])
batches = []
for start in range(0, len(texts), BATCH):
    encoded = tokenizer.encode_batch(texts[start : start + BATCH])
    fields = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    batches.append({name: np.array([getattr(one, field) for one in encoded], dtype=np.int64) for name, field in fields.items()})
weights = json.loads((folder / "weights.json").read_text())
json.dump({"onnxruntime": by_onnxruntime(folder, batches), "torch": by_torch(weights, batches)}, sys.stdout)
