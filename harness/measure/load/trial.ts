import type { Clock } from "../../base/clock.ts";
import { joined } from "../../base/joined.ts";
import type { RandomStream } from "../../base/random/mt19937.ts";
import { backedPercentile, QUERIES_NEEDED } from "../../base/statistics/percentile.ts";
import type { ServedLoad } from "../../contract/index.ts";
import { arrivals } from "./arrivals.ts";
import { type OpenLoop, openLoop } from "./open-loop.ts";

/** A load to be sent: requests that arrive at random. */
export interface Offered {
  readonly perSecond: number;
  readonly requests: number;
  readonly boundMs: number;
  /** How many requests may take longer than the bound before nothing more is sent: the answer is known then. */
  readonly mostOver: number;
}

/** What one sender saw of a load. */
export interface SentLoad {
  /** Of each request, from the moment that it was due, in the order of the answers. */
  readonly latenciesMs: Float64Array;
  /** How much later than due each was sent: the part of its latency that is the sender's. */
  readonly latesMs: Float64Array;
  readonly errors: number;
  /** Whether it ended early, with too many requests over the bound. */
  readonly isCutShort: boolean;
}

/** What a load took of its sender. */
type SenderUsage = Pick<ServedLoad, "bytesPerRequest" | "senderCpuShare">;

/** Of processes that send their load to themselves. */
const OWN_SENDER: SenderUsage = { bytesPerRequest: null, senderCpuShare: null };

/** A load that was sent, by all its senders. */
export interface Trial extends SenderUsage {
  readonly perSecond: number;
  readonly requests: number;
  /** Percentiles of the latency in ms; null without enough requests, and where the load was cut short. */
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly p999Ms: number | null;
  /** Of how much later than due requests were sent. */
  readonly lateP99Ms: number | null;
  readonly errors: number;
  /** Whether all were answered and 99 of 100 within the bound. */
  readonly isMet: boolean;
}

/**
 * How long a load lasts, in bounds: a server that is overloaded by one part in so many falls behind by the bound in this time, and
 * then no longer meets it.
 */
const BOUNDS_LONG = 100;
const SHORTEST_MS = 500;
const LONGEST_MS = 3000;
/** Even so: in a load of less than its bound, no rate whatever would miss it. */
const FEWEST_BOUNDS = 10;

/** @param share of the usual length, for a load that is one of many */
export function offered(perSecond: number, boundMs: number, share = 1): Offered {
  const usualMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, BOUNDS_LONG * boundMs));
  const lastMs = Math.max(usualMs * share, FEWEST_BOUNDS * boundMs);
  const requests = Math.max(QUERIES_NEEDED[99], Math.ceil((perSecond * lastMs) / 1000));
  return { perSecond, requests, boundMs, mostOver: requests - Math.ceil((99 * requests) / 100) };
}

/** The same load for one of several senders: thinned at random, a Poisson process is one again. */
export function partOf({ perSecond, requests, ...rest }: Offered, senders: number): Offered {
  return { ...rest, perSecond: perSecond / senders, requests: Math.ceil(requests / senders) };
}

/** Sends a load. @param send whether a request was answered */
export async function sendLoad(
  { perSecond, requests, boundMs, mostOver }: Offered,
  { clock, send, random }: Pick<OpenLoop, "send"> & { readonly clock: Clock; readonly random: RandomStream },
): Promise<SentLoad> {
  const latenciesMs = new Float64Array(requests);
  const latesMs = new Float64Array(requests);
  let sent = 0;
  let over = 0;
  let errors = 0;
  await openLoop({
    clock,
    send,
    dueMs: first(
      requests,
      arrivals(perSecond, () => random.nextFloat64()),
    ),
    goesOn: () => over <= mostOver,
    onSent: ({ latencyMs, lateMs, isAnswered }) => {
      latenciesMs[sent] = latencyMs;
      latesMs[sent] = lateMs;
      sent += 1;
      if (latencyMs > boundMs) over += 1;
      if (!isAnswered) errors += 1;
    },
  });
  return {
    latenciesMs: latenciesMs.subarray(0, sent),
    latesMs: latesMs.subarray(0, sent),
    errors,
    isCutShort: sent < requests,
  };
}

/** What the senders of a load saw, taken together. */
export function trialOf(
  { perSecond, boundMs }: Offered,
  parts: readonly SentLoad[],
  sender: SenderUsage = OWN_SENDER,
): Trial {
  const latenciesMs = joined(
    Float64Array,
    parts.map((part) => part.latenciesMs),
  );
  const errors = parts.reduce((sum, part) => sum + part.errors, 0);
  const isCutShort = parts.some((part) => part.isCutShort);
  // The latencies of a load that was cut short are those of its first requests, and no sample of it.
  const percentile = (percent: Parameters<typeof backedPercentile>[1]) =>
    isCutShort ? null : backedPercentile(latenciesMs, percent);
  const p99Ms = percentile(99);
  return {
    perSecond,
    requests: latenciesMs.length,
    p50Ms: percentile(50),
    p90Ms: percentile(90),
    p99Ms,
    p999Ms: percentile(99.9),
    lateP99Ms: backedPercentile(
      joined(
        Float64Array,
        parts.map((part) => part.latesMs),
      ),
      99,
    ),
    errors,
    isMet: errors === 0 && p99Ms !== null && p99Ms <= boundMs,
    ...sender,
  };
}

function* first(count: number, values: Iterable<number>): Generator<number> {
  let given = 0;
  for (const value of values) {
    if (given === count) return;
    given += 1;
    yield value;
  }
}
