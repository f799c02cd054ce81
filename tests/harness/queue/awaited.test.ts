import { expect, test } from "vitest";
import { Awaited } from "../../../harness/queue/awaited.ts";
import { trainingTasks } from "../../../harness/queue/tasks.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const head = { plan: "0".repeat(64), run: "00000000-0000-4000-8000-000000000000", limitMs: 1000 };
const tasks = [...trainingTasks(plan.code, plan.cells, head)];

function awaitingAll(): Awaited {
  const awaited = new Awaited();
  for (const task of tasks) awaited.add(task);
  return awaited;
}

const completed = (id: string, value: unknown) => ({ id, end: { state: "completed", value } as const });
const failed = { state: "failed", reason: "job stalled more than allowable limit" } as const;
const skipped = { ...okRecord(plan.cells[0]!), status: "skipped", reason: "no such device" } as const;

test("two seeds in two formats are two trainings, with two cells each", () => {
  expect(tasks.map(({ cells }) => cells.length)).toEqual([2, 2]);
  expect(
    new Set(tasks.flatMap(({ train, release, cells }) => [train, release, ...cells].map(({ id }) => id))).size,
  ).toBe(8);
});

test("a cell's result arrives once", () => {
  const awaited = awaitingAll();
  const [cell] = tasks[0]!.cells;
  const record = okRecord(cell!.data.cell);
  const end = completed(cell!.id, { kind: "recorded", record, model: null });
  expect(awaited.arrivalsOf(end)).toEqual([{ type: "result", job: cell, result: end.end.value }]);
  awaited.settle(cell!.id);
  expect([awaited.size, awaited.arrivalsOf(end)]).toEqual([3, []]);
});

test("a training that succeeded is no result, and one that did not is that of all cells that wait for it", () => {
  const awaited = awaitingAll();
  const [{ train, cells }] = tasks as [(typeof tasks)[number]];
  expect(awaited.arrivalsOf(completed(train.id, { kind: "trained", unfinished: null }))).toEqual([]);
  const arrivals = awaited.arrivalsOf(completed(train.id, { kind: "trained", unfinished: skipped }));
  expect(arrivals.map(({ type, job }) => [type, job.id])).toEqual(cells.map(({ id }) => ["result", id]));
  awaited.settle(cells[0]!.id);
  expect(awaited.arrivalsOf({ id: train.id, end: failed }).map(({ type, job }) => [type, job.id])).toEqual([
    ["lost", cells[1]!.id],
  ]);
});

test("a result that no schema knows is lost, with what is wrong", () => {
  const [cell] = tasks[0]!.cells;
  const [arrival] = awaitingAll().arrivalsOf(
    completed(cell!.id, { kind: "recorded", record: { status: "ok" }, model: null }),
  );
  expect(arrival).toMatchObject({
    type: "lost",
    reason: expect.stringMatching(/^its result cannot be read: .*experiment/s),
  });
});
