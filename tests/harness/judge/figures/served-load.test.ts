import { expect, test } from "vitest";
import type { Scenario } from "../../../../harness/contract/scenarios.ts";
import { CATALOGUE } from "../../../../harness/judge/figures/catalogue/registry.ts";
import type { Figure } from "../../../../harness/judge/figures/figure.ts";
import { pricedRun } from "../../../../harness/judge/pricing/priced-run.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

/** A finished run at 36 dollars an hour, a cent a second. */
function ran(scenario: Scenario | undefined, served: object = {}) {
  const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
  const record = okRecord(cell!, { usdPerHour: 36 });
  const { experiment, usage } = record;
  return {
    ...record,
    experiment: { ...experiment, serving: { ...experiment.serving, ...(scenario && { scenario }) } },
    usage: { ...usage, serve: { ...usage.serve, textsPerSecond: 2000, ...served } },
  };
}

function read(name: string, run: Parameters<Figure["read"]>[0]) {
  return CATALOGUE.find((figure) => figure.name === name)!.read(run);
}

const LOAD = {
  p99BoundMs: 10,
  unmetPerSecond: 2100,
  lateP99Ms: 0.5,
  bytesPerRequest: 800,
  senderCpuShare: 0.4,
  trials: [],
};

test("a service has requests per second, bytes, and dollars per million of them", () => {
  const run = pricedRun(ran("http", { load: LOAD, workers: 2, p999Ms: 12 }));
  const figures = ["requestsPerSecond", "p99BoundMs", "bytesPerRequest", "workers", "p999Ms"].map((name) =>
    read(name, run),
  );
  expect(figures).toEqual([2000, 10, 800, 2, 12]);
  // A million requests take 500 s.
  expect(read("usdPerMillionRequests", run)).toBeCloseTo(5, 9);
  expect(read("usdPerMillionTexts", run)).toBeCloseTo(5, 9);
});

test("with samples, they are those of the samples", () => {
  const record = ran("http", { load: LOAD });
  const samples = [1, 2, 4].map((costs, index) => ({ ...sampleOf(record, index + 1, costs), seed: 1 }));
  const run = pricedRun(record, record.cost.price, samples);
  expect(read("requestsPerSecond", run)).toBe(1000);
  expect(read("usdPerMillionRequests", run)).toBeCloseTo(10, 9);
});

test("requests in the process have no bytes and no dollars of their own, and a loop has no requests", () => {
  const server = pricedRun(ran("server", { load: { ...LOAD, bytesPerRequest: null } }));
  expect(["requestsPerSecond", "bytesPerRequest", "usdPerMillionRequests"].map((name) => read(name, server))).toEqual([
    2000,
    null,
    null,
  ]);
  const loop = pricedRun(ran(undefined));
  expect(["requestsPerSecond", "p99BoundMs", "workers", "p999Ms"].map((name) => read(name, loop))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
