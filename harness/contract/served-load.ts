import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

const number = z.number();
const measured = z.number().nullable();

const loadTrial = z.object({
  perSecond: number,
  requests: z.int(),
  /** Null if the load was ended early, as too many requests were over the bound. */
  p50Ms: measured,
  p99Ms: measured,
  isMet: z.boolean(),
});

/** How a rate was found whose 99th percentile stays within a bound. */
export const servedLoadSchema = z.object({
  /** Of the latency from the moment that a request was due. */
  p99BoundMs: number,
  /** The lowest rate that did not keep to it. */
  unmetPerSecond: measured,
  /** 99th percentile of how much later than due requests were sent: what of their latency is the sender's own. */
  lateP99Ms: measured,
  /** Request and answer with their headers; null without a network. */
  bytesPerRequest: measured,
  /** Time of a core that the process that sent the load took; null where it is one of those that served. */
  senderCpuShare: measured,
  /** Every load of the search, in order. */
  trials: z.array(loadTrial),
});

export type ServedLoad = DeepReadonly<z.output<typeof servedLoadSchema>>;
