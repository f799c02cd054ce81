/** Cells of two runs, made by hand. */
import type { ComparedCell, ComparedFigures } from "../../../reports/page/compared-run.ts";

const FIGURES: ComparedFigures = {
  accuracy: 0.8,
  usdPerMillionTexts: 0.002,
  textsPerSecond: 10_000,
  p50Ms: 0.1,
  modelBytes: 1000,
  trainWallMs: 4000,
  trainRun: "a1",
  offer: "aws/c7i.large",
};

export function cellOf(of: Partial<ComparedCell>, figures: Partial<ComparedFigures> | null = {}): ComparedCell {
  return {
    experiment: "e1",
    label: "float32",
    seed: 1,
    repeat: 1,
    status: figures === null ? "failed" : "ok",
    why: figures === null ? { en: "serve: out of memory", zh: "推理服务：内存不足" } : null,
    machine: "f00d",
    code: "c0de1",
    figures: figures === null ? null : { ...FIGURES, ...figures },
    ...of,
  };
}

/** Two trainings with two formats each; the last cell failed in B, and each run has one of its own. */
export const A: readonly ComparedCell[] = [
  cellOf({ experiment: "e1", seed: 1 }),
  cellOf({ experiment: "e2", seed: 1, label: "int8" }),
  cellOf({ experiment: "e3", seed: 2 }, { trainRun: "a2" }),
  cellOf({ experiment: "e4", seed: 2, label: "int8" }, { trainRun: "a2" }),
  cellOf({ experiment: "e5", seed: 3 }, { trainRun: "a3" }),
];

export const B: readonly ComparedCell[] = [
  cellOf({ experiment: "e6", seed: 4, code: "c0de2" }, { trainRun: "b4" }),
  cellOf(
    { experiment: "e1", seed: 1, code: "c0de2" },
    { trainRun: "b1", accuracy: 0.81, usdPerMillionTexts: 0.001, trainWallMs: 2000 },
  ),
  cellOf(
    { experiment: "e2", seed: 1, label: "int8", code: "c0de2" },
    { trainRun: "b1", accuracy: 0.83, usdPerMillionTexts: 0.004, trainWallMs: 2000, modelBytes: 250 },
  ),
  // Of other data, so that its experiment is another.
  cellOf(
    { experiment: "e30", seed: 2, code: "c0de2" },
    { trainRun: "b2", accuracy: 0.84, usdPerMillionTexts: 0.002, trainWallMs: 8000 },
  ),
  cellOf({ experiment: "e4", seed: 2, label: "int8", code: "c0de2" }, null),
];
