import { expect, test } from "vitest";
import { cellIdOf } from "../../../../harness/contract/cell-id.ts";
import { sampledPhasesOf } from "../../../../harness/measure/sampling/sampled-phases.ts";
import { failedRecord, makePlan, okRecord, quantRun } from "../../../fixtures/records.ts";

const HISTORY = [1, 2, 3, 4].map((epoch) => ({ epoch, trainWallMs: 100 * epoch, loss: 1, testAccuracy: 0.5 }));

function runOf(quantizations: readonly string[], { code = "c0de", unfinished = "" } = {}) {
  const plan = {
    ...makePlan({ axes: { quantization: quantizations }, seeds: [1, 2], baseline: { quantization: "int8" } }),
    code,
  };
  const records = plan.cells.map((cell) =>
    cell.fields.quantization === unfinished && cell.experiment.training.seed === 1
      ? failedRecord(cell)
      : okRecord(cell, { history: HISTORY, trainWallMs: 400 }),
  );
  return { plan, records };
}

test("cells of one training are sampled once for it, and each for its serving; the baseline also against itself", () => {
  const phases = sampledPhasesOf(runOf(["float32", "int8"]), runOf(["float32", "int8"], { code: "fade" }));
  const [float32, int8] = ["float32", "int8"].map((quantization) => cellIdOf({ fields: { quantization } }));
  expect(phases.map(({ key, cells }) => [key, cells])).toEqual([
    [`train ${float32}`, [float32, int8]],
    [`serve ${float32}`, [float32]],
    [`serve ${int8}`, [int8]],
    [`control train ${float32}`, [float32, int8]],
    [`control serve ${int8}`, [int8]],
  ]);
  expect(phases.filter(({ isControl }) => isControl).every(({ request }) => request.base === request.head)).toBe(true);
});

test("a training sample takes about 300 ms: epochs of 100 ms make 3 and one to warm up", () => {
  const [training] = sampledPhasesOf(runOf(["float32"]), runOf(["float32"]));
  expect(training!.request.base).toMatchObject({ phase: "train", epochs: 4 });
  expect(training!.request.head).toMatchObject({ phase: "train", epochs: 4 });
});

test("cells are sampled in the first seed that both commits finished, and not where one has no figures for them", () => {
  const run = runOf(["float32", "int8"], { unfinished: "int8" });
  const int8 = run.plan.cells.filter(({ fields }) => fields.quantization === "int8");
  for (const [base, head] of [
    [run, runOf(["float32", "int8"])],
    [runOf(["float32", "int8"]), run],
  ] as const) {
    const { request } = sampledPhasesOf(base, head).find(({ key }) => key === `serve ${cellIdOf(int8[0]!)}`)!;
    expect(request.base.experiment).toBe(int8[1]!.experiment.id);
    expect(request.head.experiment).toBe(int8[1]!.experiment.id);
  }
  const withoutCells = { ...run, records: [] };
  expect(sampledPhasesOf(run, withoutCells)).toEqual([]);
  expect(
    sampledPhasesOf(runOf(["float32"]), runOf(["float32", "int8"])).filter(({ phase }) => phase === "serve"),
  ).toHaveLength(2);
});

test("a matrix of two serving backends and six schemes shares one training", () => {
  const phases = sampledPhasesOf(quantRun(), quantRun()).filter(({ isControl }) => !isControl);
  expect(phases.filter(({ phase }) => phase === "train")).toHaveLength(1);
  expect(phases.filter(({ phase }) => phase === "serve")).toHaveLength(12);
});
