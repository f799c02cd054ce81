"""Times predictions in PyTorch eager without gradients, from prepared padded ids to probabilities.

Prints one JSON line: peer; medianMs of the batches within --milliseconds, after a warm-up of a fifth of that time.
"""
import json
import statistics
import time

import torch

from encoded_texts import arguments, read_ids
from torch_model import ReferenceModel

args = arguments(__doc__, "milliseconds")
batches = torch.from_numpy(read_ids(args)).long().split(args.batch)
model = ReferenceModel(args.vocabulary).eval()


@torch.no_grad()
def batch_times_ms(limit_ms):
    times_ms = []
    end = time.perf_counter() + limit_ms / 1000
    while time.perf_counter() < end:
        batch = batches[len(times_ms) % len(batches)]
        start = time.perf_counter()
        torch.sigmoid(model(batch))
        times_ms.append((time.perf_counter() - start) * 1000)
    return times_ms


batch_times_ms(args.milliseconds / 5)
median_ms = statistics.median(batch_times_ms(args.milliseconds))
print(json.dumps({"peer": f"torch {torch.__version__}", "medianMs": median_ms}))
