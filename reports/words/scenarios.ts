import type { Plan } from "../../harness/contract/index.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { meansSomething, type Scenario } from "../../harness/contract/scenarios.ts";
import { scenariosOf } from "../../harness/contract/serving.ts";
import { listing } from "../../harness/judge/figures/format.ts";

/** How texts came where throughput was measured, after a comma: "in batches of 256". */
export function arrivalsText({ cells }: Pick<Plan, "cells">): string {
  const used = scenariosOf(cells);
  if (used.every((scenario) => scenario === "closed-loop")) return IN_BATCHES;
  return listing(used.map((scenario) => (used.length === 1 ? WORDS[scenario] : `${WORDS[scenario]} (${scenario})`)));
}

/** How latencies were measured, as sentences. */
export function latencyText({ cells }: Pick<Plan, "cells">): string {
  const isUnderLoad = scenariosOf(cells).some((scenario) => meansSomething("p99BoundMs", scenario));
  return isUnderLoad
    ? "One text at a time, or for server and http a request at the highest rate that keeps to its bound, from the moment that it was due."
    : "One text at a time, tokenizing included.";
}

const IN_BATCHES = `in batches of ${THROUGHPUT_BATCH}`;

const WORDS: Readonly<Record<Scenario, string>> = {
  "closed-loop": IN_BATCHES,
  "single-stream": "one text after the other",
  offline: "in batches",
  server: "as they arrive at random, at the highest rate that keeps to the bound",
  http: "over HTTP, as they arrive at random, at the highest rate that keeps to the bound",
};
