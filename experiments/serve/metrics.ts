import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AnsweredBatch } from "../../harness/base/batcher.ts";
import type { Answer } from "../../harness/classifier/answers.ts";

/** From a tenth of a millisecond, which one text takes, to seconds of waiting. */
const SECONDS_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const ITEMS_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export interface AnsweredRequest {
  /** The path of a route, or "none": what a client asks for must not become a label. */
  readonly route: string;
  readonly status: number;
  readonly tookMs: number;
}

/** What one process counts, in a registry of its own. */
export interface ServiceMetrics {
  readonly registry: Registry;
  countRequest(request: AnsweredRequest): void;
  countBatch(batch: AnsweredBatch): void;
  countAnswers(answers: readonly Answer[]): void;
}

/** @param queued how many texts wait now */
export function createMetrics(queued: () => number): ServiceMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests by route and status.",
    labelNames: ["route", "code"],
    registers,
  });
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "From the headers of a request to the end of its answer.",
    labelNames: ["route"],
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const answered = new Counter({
    name: "pricewar_texts_total",
    help: "Answered texts by the label that they were given.",
    labelNames: ["label"],
    registers,
  });
  const batchTexts = new Histogram({
    name: "pricewar_batch_texts",
    help: "Texts that were answered together.",
    buckets: ITEMS_BUCKETS,
    registers,
  });
  const batchSeconds = new Histogram({
    name: "pricewar_batch_duration_seconds",
    help: "Time of the model for a batch.",
    buckets: SECONDS_BUCKETS,
    registers,
  });
  new Gauge({
    name: "pricewar_queue_texts",
    help: "Texts that wait for their batch now.",
    registers,
    collect() {
      this.set(queued());
    },
  });
  new Gauge({ name: "pricewar_workers", help: "Processes that answer.", registers }).set(1);
  return {
    registry,
    countRequest({ route, status, tookMs }) {
      requests.inc({ route, code: status });
      seconds.observe({ route }, tookMs / 1000);
    },
    countBatch({ items, tookMs }) {
      batchTexts.observe(items);
      batchSeconds.observe(tookMs / 1000);
    },
    countAnswers(answers) {
      for (const { label } of answers) answered.inc({ label });
    },
  };
}
