import type { Serving } from "../../../contract/serving.ts";
import { type Offered, partOf, type Trial, trialOf } from "../../load/trial.ts";
import type { LoadCall } from "../serving-calls.ts";
import { sampleBatches } from "./batches.ts";
import type { Scenario, SearchOptions, ServingGroup } from "./scenario.ts";
import { measureRate, sampleRate } from "./search.ts";

/** Of the throughput in full batches, which no server keeps up under a bound: a rate that is met takes less time to try. */
const FIRST_SHARE = 0.25;

/**
 * Requests that arrive at random, in the process that answers them: of several processes each has its own share of the requests, as if
 * each request had drawn its process.
 */
export const server: Scenario = {
  async measure(group, serving) {
    return measureRate(await searchOf(group, serving));
  },

  async sample(group, serving, options) {
    return sampleRate(await searchOf(group, serving, options));
  },
};

async function searchOf(group: ServingGroup, serving: Serving, { startPerSecond, round = 0 }: SearchOptions = {}) {
  // Batches warm up a process, too, so they are sent in any case.
  const { textsPerSecond } = await sampleBatches(group, serving.maxBatch, "run");
  return {
    p99BoundMs: serving.p99BoundMs,
    startPerSecond: startPerSecond ?? FIRST_SHARE * textsPerSecond,
    nowMs: group.local.nowMs,
    send: (load: Offered, trial: number) => sendToAll(group, serving, load, { round, trial }),
  };
}

async function sendToAll(
  { all }: ServingGroup,
  { maxBatch, maxDelayMs }: Serving,
  load: Offered,
  draw: Pick<LoadCall, "round" | "trial">,
): Promise<Trial> {
  const call = { offered: partOf(load, all.length), maxBatch, maxDelayMs, ...draw };
  const [own, ...others] = all;
  const elsewhere = others.map((process, index) => process.answerLoad({ ...call, sender: index + 1 }));
  return trialOf(load, await Promise.all([own!.answerLoad({ ...call, sender: 0 }), ...elsewhere]));
}
