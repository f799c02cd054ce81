import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import { MergedMetrics, type ProcessMetrics } from "../../../experiments/serve/merged-metrics.ts";

/** What a process reports that answered requests in so many seconds each, and has so many texts in its queue. */
async function reported(secondsEach: readonly number[], queued: number): Promise<ProcessMetrics> {
  const registers = [new Registry()];
  const requests = new Counter({ name: "requests_total", help: "r", labelNames: ["code"], registers });
  const seconds = new Histogram({ name: "seconds", help: "s", buckets: [1, 2], registers });
  new Gauge({ name: "queue", help: "q", registers }).set(queued);
  for (const took of secondsEach) {
    requests.inc({ code: 200 });
    seconds.observe(took);
  }
  return registers[0]!.getMetricsAsJSON();
}

async function shown(metrics: MergedMetrics): Promise<string[]> {
  return (await metrics.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

test("processes are added up; of one that ended, what it counted stays, and what it held goes", async () => {
  const metrics = new MergedMetrics();
  metrics.report(1, await reported([0.5, 1.5], 3));
  metrics.report(2, await reported([0.5], 4));
  const counts = [
    'requests_total{code="200"} 3',
    'seconds_bucket{le="1"} 2',
    'seconds_bucket{le="2"} 3',
    'seconds_bucket{le="+Inf"} 3',
    "seconds_sum 2.5",
    "seconds_count 3",
  ];
  expect(await shown(metrics)).toEqual([...counts, "queue 7"]);
  await metrics.end(1);
  expect(await shown(metrics)).toEqual([...counts, "queue 4"]);
  // Another one takes its place, and ends as well.
  metrics.report(3, await reported([9], 0));
  await metrics.end(3);
  expect(await shown(metrics)).toEqual(
    expect.arrayContaining(['requests_total{code="200"} 4', "seconds_sum 11.5", "queue 4"]),
  );
});

test("a process that never reported ends without a trace, and nobody at all is an empty page", async () => {
  const metrics = new MergedMetrics();
  await metrics.end(1);
  expect(await shown(metrics)).toEqual([]);
});
