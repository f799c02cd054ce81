import { expect, test } from "vitest";
import type { OkRecord } from "../../../harness/contract/index.ts";
import { partSharing } from "../../../harness/contract/shared-parts.ts";
import { quantRun, skippedRecord } from "../../fixtures/records.ts";
import { sampleOf } from "../../fixtures/serving-samples.ts";

const run = quantRun();
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test("lines stay what they are", () => {
  const lines = [...run.records, ...run.records.flatMap((one) => (one.status === "ok" ? [sampleOf(one, 1)] : []))];
  const share = partSharing();
  expect(lines.map(copy).map(share)).toEqual(lines);
});

test("records share the machine, and a failed one does too", () => {
  const share = partSharing();
  const [first, second] = [skippedRecord(run.plan.cells[0]!, "a"), skippedRecord(run.plan.cells[1]!, "b")].map(copy);
  const [one, other] = [share(first!), share(second!)] as OkRecord[];
  expect(other!.host).toBe(one!.host);
});
