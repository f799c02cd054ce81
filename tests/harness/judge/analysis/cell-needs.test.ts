import { expect, test } from "vitest";
import type { OkRecord } from "../../../../harness/contract/index.ts";
import type { FinishedConfiguration } from "../../../../harness/judge/analysis/analysis.ts";
import { cellNeeds } from "../../../../harness/judge/analysis/cell-needs.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

function needsOf(serve: Partial<OkRecord["usage"]["serve"]>) {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const record = okRecord(plan.cells[0]!, { p50Ms: 0.08 });
  const served = { ...record, usage: { ...record.usage, serve: { ...record.usage.serve, ...serve } } };
  return cellNeeds(analyzed(plan, [served]).configurations[0] as FinishedConfiguration);
}

test("a machine needs the threads of all workers; the time of a request is known of one that is alone", () => {
  expect(needsOf({})).toMatchObject({ threads: 1, requestMs: 0.08 });
  // A function that is paid by the request would be billed for the memory of both.
  expect(needsOf({ workers: 2 })).toMatchObject({ threads: 2, requestMs: null });
  const load = {
    p99BoundMs: 10,
    unmetPerSecond: null,
    lateP99Ms: null,
    bytesPerRequest: null,
    senderCpuShare: null,
    trials: [],
  };
  expect(needsOf({ load })).toMatchObject({ threads: 1, requestMs: null });
});
