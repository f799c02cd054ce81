"""Times a training step in PyTorch written for speed: EmbeddingBag over the distinct ids of each text, weighted by their counts.

It is the reference model; batches are prepared before the clock starts. Tried are dense gradients with Adam and sparse ones with
SparseAdam, which leaves rows without a gradient as they are, each eager and compiled. A program that this PyTorch cannot run is
left out. Prints one JSON line: peer, with the fastest program; medianMs of its steps after the first fifth, which warms up.
"""
import json
import statistics
import sys
import time
from typing import NamedTuple

import numpy
import torch

from encoded_texts import arguments, read_ids, read_labels
from torch_model import adam, head, initial_embedding


class Batch(NamedTuple):
    ids: torch.Tensor  # int64 [pairs], the distinct ids of one text after those of another
    offsets: torch.Tensor  # int64 [batch], where each text starts
    shares: torch.Tensor  # float32 [pairs], of the text's positions, those with the id
    labels: torch.Tensor  # float32 [batch, 1]


class BagModel(torch.nn.Module):
    def __init__(self, vocabulary, sparse):
        super().__init__()
        self.embedding = torch.nn.EmbeddingBag.from_pretrained(
            initial_embedding(vocabulary), freeze=False, mode="sum", sparse=sparse
        )
        self.head = head()

    def forward(self, batch):
        return self.head(self.embedding(batch.ids, batch.offsets, per_sample_weights=batch.shares))


def batch_of(padded_ids, labels):
    distinct, counts = zip(*(numpy.unique(row, return_counts=True) for row in padded_ids))
    sizes = [len(ids) for ids in distinct]
    return Batch(
        torch.from_numpy(numpy.concatenate(distinct)).long(),
        torch.from_numpy(numpy.cumsum([0, *sizes[:-1]])),
        torch.from_numpy(numpy.concatenate(counts) / padded_ids.shape[1]).float(),
        torch.from_numpy(labels),
    )


def optimizers_of(model, sparse):
    """Optimizers that update all parameters together, and their name."""
    if not sparse:
        optimizer, name = adam(model.parameters())
        return [optimizer], name
    optimizer, name = adam(model.head.parameters())
    rows = torch.optim.SparseAdam(list(model.embedding.parameters()), lr=1e-3, eps=1e-7)
    return [rows, optimizer], f"SparseAdam and {name}"


def measured(batches, vocabulary, sparse, compiled):
    """The median milliseconds of the steps that follow the warm-up, and what ran."""
    model = BagModel(vocabulary, sparse)
    optimizers, optimizer_name = optimizers_of(model, sparse)
    loss = torch.nn.BCEWithLogitsLoss()

    def batch_loss(batch):
        return loss(model(batch), batch.labels)

    if compiled:
        batch_loss = torch.compile(batch_loss, dynamic=True)
    steps_ms = []
    for batch in batches:
        start = time.perf_counter()
        model.zero_grad(set_to_none=True)
        batch_loss(batch).backward()
        for optimizer in optimizers:
            optimizer.step()
        steps_ms.append((time.perf_counter() - start) * 1000)
    mode = "compiled" if compiled else "eager"
    return statistics.median(steps_ms[len(steps_ms) // 5 :]), f"EmbeddingBag, {mode}, {optimizer_name}"


args = arguments(__doc__, "steps")
ids, labels = read_ids(args), read_labels(args)
order = numpy.random.default_rng(1).permutation(args.rows)
batches = []
for step in range(args.steps):
    rows = order[numpy.arange(step * args.batch, (step + 1) * args.batch) % args.rows]
    batches.append(batch_of(ids[rows], labels[rows]))

results = []
for compiled in (False, True):
    for sparse in (False, True):
        try:
            results.append(measured(batches, args.vocabulary, sparse, compiled))
        except Exception as error:  # which one, depends on the version and its compiler
            print(f"sparse={sparse} compiled={compiled} does not run here: {error}", file=sys.stderr)
median_ms, name = min(results)
print(json.dumps({"peer": f"torch {torch.__version__}, {name}", "medianMs": median_ms}))
