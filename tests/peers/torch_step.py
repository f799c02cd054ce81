"""Times a training step in PyTorch eager, with fused Adam where it has one; batches are prepared before the clock starts.

Prints one JSON line: peer, with the optimizer that ran; medianMs of the steps after the first tenth, which warms up.
"""
import json
import statistics
import time

import torch

from encoded_texts import arguments, read_ids, read_labels
from torch_model import ReferenceModel, adam

args = arguments(__doc__, "steps")
ids = torch.from_numpy(read_ids(args)).long()
labels = torch.from_numpy(read_labels(args))
model = ReferenceModel(args.vocabulary)
optimizer, optimizer_name = adam(model.parameters())
loss = torch.nn.BCEWithLogitsLoss()

order = torch.randperm(args.rows)
batches = []
for step in range(args.steps):
    rows = order[torch.arange(step * args.batch, (step + 1) * args.batch) % args.rows]
    batches.append((ids[rows], labels[rows]))

steps_ms = []
for batch_ids, batch_labels in batches:
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    loss(model(batch_ids), batch_labels).backward()
    optimizer.step()
    steps_ms.append((time.perf_counter() - start) * 1000)
median_ms = statistics.median(steps_ms[len(steps_ms) // 10 :])
print(json.dumps({"peer": f"torch {torch.__version__}, eager, {optimizer_name}", "medianMs": median_ms}))
