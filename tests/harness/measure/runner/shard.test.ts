import fc from "fast-check";
import { expect, test } from "vitest";
import { NothingToRunError } from "../../../../harness/base/errors.ts";
import { runKey } from "../../../../harness/contract/index.ts";
import { trainingKeys } from "../../../../harness/measure/runner/estimate.ts";
import { shardPlan } from "../../../../harness/measure/runner/shard.ts";
import { makePlan } from "../../../fixtures/records.ts";

/** Two quantizations of each seed's training: five groups of two cells. */
const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2, 3, 4, 5] });
const shardsOf = (of: typeof plan, count: number) =>
  Array.from({ length: count }, (_, index) => shardPlan(of, { number: index + 1, count }));

test("shards have every cell once, in the plan's order, and are of the same plan but for their cells", () => {
  const shards = shardsOf(plan, 2);
  expect(
    shards
      .flatMap(({ cells }) => cells)
      .map(runKey)
      .sort(),
  ).toEqual(plan.cells.map(runKey).sort());
  for (const shard of shards) {
    expect({ ...shard, cells: plan.cells }).toEqual(plan);
    expect(shard.cells).toEqual(plan.cells.filter((cell) => shard.cells.includes(cell)));
  }
});

test("whatever the epochs, teachers and number of shards, every cell is in one shard, and so is every training", () => {
  const cell = fc.record({ epochs: fc.integer({ min: 1, max: 50 }), teacher: fc.option(fc.nat(9), { nil: null }) });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 10, maxLength: 10 }), fc.integer({ min: 1, max: 12 }), (wanted, count) => {
      const cells = plan.cells.map((one, at) => {
        const { epochs, teacher } = wanted[at]!;
        const experiment = { ...one.experiment, training: { ...one.experiment.training, epochs } };
        if (teacher === null) return { ...one, experiment };
        return {
          ...one,
          experiment,
          trainedWith: [{ name: "soft-targets" }],
          teachers: [plan.cells[teacher]!.experiment],
        };
      });
      const shards = Array.from({ length: count }, (_, index) => shardOrNothing({ ...plan, cells }, index + 1, count));
      const keys = shards.map((own) => new Set(own.flatMap((one) => trainingKeys(plan, one))));
      expect(shards.flat().map(runKey).sort()).toEqual(cells.map(runKey).sort());
      expect(keys.reduce((sum, own) => sum + own.size, 0)).toBe(new Set(keys.flatMap((own) => [...own])).size);
    }),
    { numRuns: 60 },
  );
});

function shardOrNothing(of: typeof plan, number: number, count: number): typeof plan.cells {
  try {
    return shardPlan(of, { number, count }).cells;
  } catch (error) {
    if (error instanceof NothingToRunError) return [];
    throw error;
  }
}

test("cells that share a training are in one shard", () => {
  const shards = shardsOf(plan, 2);
  const keys = shards.map(({ cells }) => new Set(cells.flatMap((cell) => trainingKeys(plan, cell))));
  expect([...keys[0]!].filter((key) => keys[1]!.has(key))).toEqual([]);
  // Five equal groups in two shards: three and two.
  expect(shards.map(({ cells }) => cells.length)).toEqual([6, 4]);
});

test("a student stands with its teacher, and so do all cells that share that one", () => {
  const [first, second, ...others] = plan.cells;
  const teacherOf = (cell: typeof first) => ({
    ...cell!.experiment,
    id: "teacher",
    model: { ...cell!.experiment.model, embedding: 64 },
  });
  const student = {
    ...second!,
    experiment: others[4]!.experiment,
    trainedWith: [{ name: "soft-targets" }],
    teachers: [teacherOf(first)],
  };
  const taught = { ...first!, ...{ experiment: teacherOf(first) } };
  const cells = [taught, student, ...others.slice(0, 2)];
  const [one, other] = shardsOf({ ...plan, cells }, 2).map((shard) => shard.cells);
  expect(one).toEqual([taught, student]);
  expect(other).toEqual(others.slice(0, 2));
});

test("longer trainings are shared out first: of 300, 300, 900 and 300 epochs the long one has a shard of its own", () => {
  const cells = plan.cells
    .filter(({ fields }) => fields.quantization === "float32")
    .slice(0, 4)
    .map((cell, index) => ({
      ...cell,
      experiment: { ...cell.experiment, training: { ...cell.experiment.training, epochs: index === 2 ? 900 : 300 } },
    }));
  const shards = shardsOf({ ...plan, cells }, 2);
  expect(shards.map((shard) => shard.cells.map(({ experiment }) => experiment.training.epochs))).toEqual([
    [900],
    [300, 300, 300],
  ]);
});

test("a shard without a cell is refused with how many there can be", () => {
  expect(() => shardPlan(plan, { number: 6, count: 6 })).toThrow(
    "--shard 6/6: has no cell: cells that share a training stay together, and fixture has 5 groups of such cells; use at most 5 shards",
  );
  const single = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  expect(() => shardPlan(single, { number: 2, count: 2 })).toThrow("has 1 group of such cells; use at most 1 shard");
});
