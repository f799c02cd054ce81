import { whole } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";

/** Fewer say nothing about scale. */
const FEWEST_ROWS = 1000;

export const bench: PricewarCommand = {
  name: "bench",
  description:
    "Compare pricewar's speed with its peers on this machine, and test the check's rule on simulated suites.",
  configure: (command) =>
    command
      .option("--dataset <spec>", "texts of two classes to work on", "brown-press")
      .option("--rounds <count>", "rounds of each comparison", whole("--rounds", 1), 5)
      .option(
        "--only <name>",
        'only works or peers whose name contains this, such as "train step", "run", "threads" or "fasttext"; or "scale", "stability", "report", "queue" or "simulation"',
      )
      .option("--rows <count>", "rows of the file that is read at scale", whole("--rows", FEWEST_ROWS), 100_000)
      .option(
        "--cells <counts>",
        "cells of the runs that are reported, separated by commas (500,10000), or of the queue's backlog (100000)",
      )
      .option("--matrix <file>", "the matrix that is run anew for its stability", "quant.json")
      .option("--from <folders>", "run folders, separated by commas, whose stability is told instead of running any")
      .option(
        "--base-ref <commit>",
        "a commit to compare reading at scale, stability, reports, planning and a run of quant.json with",
      )
      .option("--json <file>", "write the comparisons as JSON rows"),
  examples: [
    "npm run bench -- --only onnx",
    "npm run bench -- --only scale --rows 1000000 --base-ref main",
    "npm run bench -- --only stability --base-ref HEAD~20",
    "npm run bench -- --only queue --cells 10000",
    "npm run bench -- --only plan --base-ref HEAD~20",
  ],
  exitCodes: { 0: "done", 1: "a side failed", 2: "bad input", 3: "--only matches nothing" },
  load: async () => (await import("../actions/bench.ts")).bench,
};
