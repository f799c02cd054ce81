import { describe, expect, test } from "vitest";
import type { PlannedCell, RunRecord } from "../../../harness/contract/index.ts";
import { remaining } from "../../../harness/measure/cell-states.ts";
import { makePlan } from "../../fixtures/records.ts";

describe("remaining", () => {
  const axes = { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] };
  const plan = { ...makePlan({ axes, seeds: [1] }), code: "code1" };
  const [first, second, third, fourth] = plan.cells as [PlannedCell, PlannedCell, PlannedCell, PlannedCell];
  const record = ({ experiment, repeat }: PlannedCell, status: RunRecord["status"], code = "code1") => ({
    experiment,
    repeat,
    status,
    code,
  });

  test("without records everything is to run", () => {
    expect(remaining(plan, [])).toEqual({ toRun: plan.cells, done: [], stale: [], failed: [] });
  });

  test("cells that the same code finished or skipped are done; failures and cells of other code run again", () => {
    const records = [
      record(second, "timeout"),
      record(first, "ok"),
      record(third, "skipped"),
      record(fourth, "ok", "code0"),
    ];
    expect(remaining(plan, records)).toEqual({
      toRun: [second, fourth],
      done: [first, third],
      stale: [fourth],
      failed: [second],
    });
  });

  test("the last record of a run counts", () => {
    expect(remaining(plan, [record(first, "failed"), record(first, "ok")]).done).toEqual([first]);
    expect(remaining(plan, [record(first, "ok", "code0"), record(first, "failed")])).toMatchObject({
      stale: [],
      failed: [first],
    });
  });

  test("another repeat of the same experiment is another run, and records outside the plan are ignored", () => {
    const other = { ...first, repeat: 2 };
    expect(remaining(plan, [record(other, "ok")])).toEqual({ toRun: plan.cells, done: [], stale: [], failed: [] });
  });
});
