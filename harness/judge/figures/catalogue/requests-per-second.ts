import type { QuantityFigure } from "../figure.ts";
import { p99BoundMs } from "./p99-bound-ms.ts";
import { textsPerSecond } from "./texts-per-second.ts";

export const requestsPerSecond = {
  name: "requestsPerSecond",
  title: "Requests per second",
  help: "Highest rate of requests of one text, arriving at random, at which 99 of 100 are answered within the bound; below, the bound",
  method:
    "The rate is searched for by bisection, each load of it long enough for a small overload to use up the bound. A latency counts from the moment that a request was due, so one that is sent late or has to wait for others shows.",
  unit: "requests/s",
  better: "higher",
  pooled: "median of runs",
  sampled: (sample, { usage }) => (usage.serve.load === undefined ? null : sample.textsPerSecond),
  read: (run) => (run.usage.serve.load === undefined ? null : textsPerSecond.read(run)),
  rangeWithinRun: ({ usage }) => usage.serve.textsPerSecondRange,
  tables: ["configurations"],
  isShownIfMeasured: true,
  details: [p99BoundMs],
} as const satisfies QuantityFigure;
