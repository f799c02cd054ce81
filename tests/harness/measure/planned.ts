import type { Json } from "../../../harness/base/canonical-json.ts";
import type { Plan, Price } from "../../../harness/contract/index.ts";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { buildPlan } from "../../../harness/measure/plan.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";

export const BROWN = { id: "brown-press@0123456789ab", labels: ["other", "press"], rowCounts: { train: 80, test: 20 } };

export const MORE = { ...BROWN, id: "more.csv@0123456789ab" };

export function matrixOf(content: Record<string, Json>) {
  // A floor that needs no baseline, for matrices without one.
  const floor = "baseline" in content || "quality" in content ? {} : { accuracyFloor: { atLeast: 0.8 } };
  return parseMatrix(JSON.stringify({ name: "m", ...floor, ...content }), "m.json", NAMES);
}

export function planOf(
  content: Record<string, Json>,
  code = "code1",
  prices: ReadonlyMap<string, Price> = new Map(),
): Plan {
  const datasets = new Map([["brown-press", BROWN]]);
  return buildPlan({
    matrix: matrixOf(content),
    datasets,
    sources: new Map([["constant", { id: "constant", isPretrained: false }]]),
    code,
    changesTraining: NAMES.changesTraining,
    distillationOf: NAMES.distillationOf,
    defaultPriceId: (backend) => `maker/${backend}`,
    findPrice: priceNamed,
    prices,
  });
}

export const FOUR = {
  axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] },
  baseline: { quantization: "float32", serveBackend: "onnx" },
};
