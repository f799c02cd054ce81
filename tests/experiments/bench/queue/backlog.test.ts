import { expect, test } from "vitest";
import { backlogOf, simulatedRecords } from "../../../../experiments/bench/queue/backlog.ts";
import { trainingTasks } from "../../../../harness/queue/tasks.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

const measured = makePlan({
  axes: { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] },
  seeds: [1, 2],
});
const head = { plan: "0".repeat(64), run: "00000000-0000-4000-8000-000000000000", limitMs: 1000 };

test("a backlog has as many cells as asked for, all different, of each configuration in turn with one training a seed", () => {
  const plan = backlogOf(measured, 10);
  expect(new Set(plan.cells.map(({ experiment }) => experiment.id)).size).toBe(10);
  expect(plan.cells.map(({ experiment }) => experiment.training.seed)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
  expect(plan.seeds).toEqual([1, 2, 3]);
  const tasks = [...trainingTasks(plan.code, plan.cells, head)];
  expect(tasks.map(({ cells }) => cells.length)).toEqual([4, 4, 2]);
});

test("a simulated record is that of the cell's own configuration, as if it had been measured then", () => {
  const records = measured.cells.map((cell, at) => okRecord(cell, { modelBytes: 1000 + at }));
  const { cells } = backlogOf(measured, 8);
  const recordOf = simulatedRecords(records);
  for (const [at, cell] of cells.entries()) {
    const record = recordOf(cell, "2026-08-01T10:00:00.000Z");
    expect(record).toMatchObject({ experiment: cell.experiment, repeat: 1, startedAt: "2026-08-01T10:00:00.000Z" });
    // Seeds are innermost in the measured plan, whose second record of a configuration is the one that stays.
    expect(record.usage.modelBytes).toBe(1001 + 2 * (at % 4));
  }
});
