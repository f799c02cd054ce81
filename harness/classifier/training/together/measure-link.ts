import { median } from "simple-statistics";
import { MS_PER_SECOND } from "../../../base/conversions.ts";
import { addUpInRing, type RingLinks, type RingPlace } from "../../../base/ring/add-up.ts";

/** What a link between neighbours of a ring does. */
export interface MeasuredLink {
  /** From sending a message to having it, however short it is. */
  readonly latencyMs: number;
  readonly bytesPerSecond: number;
}

const SHORT = { numbers: 1, times: 31 };
const LONG = { numbers: 1 << 17, times: 7 };

/**
 * Measures the links of a ring by adding up short vectors and long ones; every member calls it at the same time, and all are there once it
 * resolves.
 */
export async function measureLink(place: RingPlace, links: RingLinks, nowMs: () => number): Promise<MeasuredLink> {
  const timesOf = async ({ numbers, times }: typeof SHORT) => {
    const values = new Float64Array(numbers);
    // The first finds whoever is late.
    await addUpInRing(values, place, links);
    const each: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const startMs = nowMs();
      await addUpInRing(values, place, links);
      each.push(nowMs() - startMs);
    }
    return median(each);
  };
  return linkOf({ shortMs: await timesOf(SHORT), longMs: await timesOf(LONG) }, place.count);
}

/**
 * An exchange is 2 (count - 1) messages one after the other, each of the count-th part of the vector: what a short one takes is latency,
 * and what a long one takes more is its bytes.
 */
export function linkOf(
  { shortMs, longMs }: { readonly shortMs: number; readonly longMs: number },
  count: number,
): MeasuredLink {
  const messages = 2 * (count - 1);
  const bytesOfMessage = (LONG.numbers * Float64Array.BYTES_PER_ELEMENT) / count;
  // A clock that is too coarse, or a busy machine, may find the long one no slower.
  const longerMs = Math.max(longMs - shortMs, Number.EPSILON) / messages;
  return { latencyMs: shortMs / messages, bytesPerSecond: (bytesOfMessage / longerMs) * MS_PER_SECOND };
}
