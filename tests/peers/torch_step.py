"""A training step of the document's model in PyTorch eager with fused Adam, on texts that pricewar encoded.

python torch_step.py IDS LABELS --rows N --length L --vocabulary V --batch B --steps S
IDS: int32 [rows, length], padded; LABELS: float32 [rows]; both raw, in the machine's byte order.
Prints one JSON line: peer, msPerStep (median over the steps after a tenth to warm up).
"""
import argparse
import json
import statistics
import time

import numpy
import torch

parser = argparse.ArgumentParser()
parser.add_argument("ids")
parser.add_argument("labels")
for name in ("rows", "length", "vocabulary", "batch", "steps"):
    parser.add_argument(f"--{name}", type=int, required=True)
args = parser.parse_args()
torch.set_num_threads(1)
torch.manual_seed(1)

ids = torch.from_numpy(numpy.fromfile(args.ids, dtype=numpy.int32).reshape(args.rows, args.length).astype(numpy.int64))
labels = torch.from_numpy(numpy.fromfile(args.labels, dtype=numpy.float32))[:, None]

embedding = torch.nn.Embedding(args.vocabulary, 16)
torch.nn.init.uniform_(embedding.weight, -0.05, 0.05)
head = torch.nn.Sequential(torch.nn.Linear(16, 24), torch.nn.ReLU(), torch.nn.Linear(24, 1))
parameters = [*embedding.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, fused=True)
loss = torch.nn.BCEWithLogitsLoss()

batches = []
order = torch.randperm(args.rows)
for step in range(args.steps):
    rows = order[torch.arange(step * args.batch, (step + 1) * args.batch) % args.rows]
    batches.append((ids[rows], labels[rows]))

times_ms = []
for batch_ids, batch_labels in batches:
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    loss(head(embedding(batch_ids).mean(1)), batch_labels).backward()
    optimizer.step()
    times_ms.append((time.perf_counter() - start) * 1000)
print(json.dumps({"peer": f"torch {torch.__version__}", "msPerStep": statistics.median(times_ms[len(times_ms) // 10 :])}))
