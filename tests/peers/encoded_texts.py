"""The input of a peer: texts encoded by pricewar, in raw files in the machine's byte order.

Every peer script is called as SCRIPT IDS LABELS --rows N --length L --vocabulary V --batch B, with IDS int32
[rows, length], padded on the left with 0, and LABELS float32 [rows]; rows is a multiple of the batch.
"""
import argparse

import numpy


def arguments(description, *more):
    """The command line; `more` names further required integers."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("ids")
    parser.add_argument("labels")
    for name in ("rows", "length", "vocabulary", "batch", *more):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def read_ids(args):
    """int32 [rows, length]"""
    return numpy.fromfile(args.ids, dtype=numpy.int32).reshape(args.rows, args.length)


def read_labels(args):
    """float32 [rows, 1]"""
    return numpy.fromfile(args.labels, dtype=numpy.float32).reshape(args.rows, 1)
