import { describe, expect, test } from "vitest";
import type { Measurement } from "../../../experiments/bench/measurement.ts";
import { benchReport } from "../../../experiments/bench/report.ts";
import { benchRows, resultRows } from "../../../experiments/bench/result-rows.ts";
import type { WorkResults } from "../../../experiments/bench/run-work.ts";
import type { Work } from "../../../experiments/bench/work.ts";

const WORK: Work = {
  name: "step",
  pairs: [
    { backend: "onnx", peer: "torch" },
    { backend: "onnx", peer: "keras" },
    { backend: "wasm", peer: "keras" },
  ],
  figure: (ms) => `${ms} ms`,
  note: "their batches are prepared",
  ours: () => async () => Promise.reject(new Error("nothing is measured here")),
  peers: {},
};

const rounds = (by: string, timesMs: readonly number[], startupMs: number | null = null): Measurement[] =>
  timesMs.map((medianMs) => ({ medianMs, startupMs, by }));

/** Two rounds of two backends and torch, without keras. */
const RESULTS: WorkResults = {
  work: WORK,
  measured: new Map([
    ["onnx", rounds("onnx", [1, 3], 40)],
    ["wasm", rounds("wasm", [8, 8])],
    ["torch", rounds("torch 2.13.0", [4, 6])],
  ]),
  broken: new Map(),
};
const ABSENT = new Map([["keras", "set PEERS_PYTHON"]]);

describe("the benchmark's report", () => {
  test("shows comparisons, and our figure alone if every peer is absent", () => {
    const lines = benchReport([RESULTS], ABSENT).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "work  backend  ours  peer   theirs  times as fast  lowest  highest  rounds",
      "step  onnx     2 ms  torch    5 ms          2.50x   2.00x    4.00x       2",
      "step  wasm     8 ms  —           —              —       —        —       —",
    ]);
    expect(lines.slice(4)).toEqual([
      "Peers: torch 2.13.0.",
      'Start-up, not included in "step": onnx 40 ms.',
      "keras is absent: set PEERS_PYTHON",
      "step: their batches are prepared.",
    ]);
  });

  test("names a peer that failed with its last error", () => {
    const measured = new Map([...RESULTS.measured].filter(([name]) => name !== "torch"));
    const broken = new Map([["torch", "ModuleNotFoundError: No module named 'torch'"]]);
    const report = benchReport([{ ...RESULTS, measured, broken }], ABSENT);
    expect(report).toContain(`torch failed in "step", so its rows are missing: ModuleNotFoundError`);
    // Nothing is compared, so there is no note about ratios.
    expect(report).not.toContain("their batches are prepared");
  });

  test("as JSON, only comparisons are rows", () => {
    expect(benchRows(resultRows(RESULTS))).toEqual([
      { work: "step", backend: "onnx", peer: "torch", ratio: 2.5, low: 2, high: 4, rounds: 2 },
    ]);
  });
});
