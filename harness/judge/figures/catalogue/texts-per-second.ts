import { THROUGHPUT_BATCH } from "../../../contract/measuring.ts";
import type { QuantityFigure } from "../figure.ts";
import { sampledMedian } from "../sampled.ts";

export const textsPerSecond = {
  name: "textsPerSecond",
  title: "Texts per second",
  help: `Text in, probability out, tokenizing included, in batches of ${THROUGHPUT_BATCH} unless the scenario is another`,
  unit: "texts/s",
  better: "higher",
  pooled: "median of runs",
  sampled: ({ textsPerSecond }) => textsPerSecond,
  read: ({ samples, usage }) => sampledMedian(samples, (sample) => sample.textsPerSecond) ?? usage.serve.textsPerSecond,
  rangeWithinRun: ({ usage }) => usage.serve.textsPerSecondRange,
  tables: ["configurations", "runs"],
  terminal: "texts/s",
  tile: "texts per second",
  check: { gate: "time", noun: "throughput", kind: "sampled", phase: "serve", history: "kept" },
} as const satisfies QuantityFigure;
