import { addUpInRing, type RingLinks, type RingPlace } from "../../../base/ring/add-up.ts";
import type { Exchange, StepPart, Workers } from "../../../contract/trainer.ts";
import { fromRing, type PairwiseMasks, toRing } from "./masks.ts";

/** What a worker has spent so far. */
export interface SpentTogether {
  readonly exchanges: number;
  /** Numbers of the vectors that were added up. */
  readonly numbers: number;
  /** Waiting for others included. */
  readonly exchangeWallMs: number;
  readonly gradientWallMs: number;
  readonly updateWallMs: number;
}

/** A worker that counts what it spends. */
export interface CountingWorkers extends Workers {
  readonly spent: SpentTogether;
}

/** A worker of a ring. @param masks hide what it sends; null where it sends its numbers as they are */
export function workersInRing(
  place: RingPlace,
  exchange: Exchange,
  links: RingLinks,
  nowMs: () => number,
  masks: PairwiseMasks | null = null,
): CountingWorkers {
  const parts: Record<StepPart, number> = { gradient: 0, update: 0 };
  let [exchanges, numbers, exchangeWallMs] = [0, 0, 0];
  return {
    ...place,
    exchange,
    addUp: async (values) => {
      const startMs = nowMs();
      if (masks === null) await addUpInRing(values, place, links);
      else {
        const hidden = masks.hide(toRing(values, place.count));
        await addUpInRing(hidden, place, links);
        values.set(fromRing(hidden));
      }
      exchangeWallMs += nowMs() - startMs;
      exchanges += 1;
      numbers += values.length;
    },
    timed: (part, work) => {
      const startMs = nowMs();
      const result = work();
      parts[part] += nowMs() - startMs;
      return result;
    },
    get spent() {
      return { exchanges, numbers, exchangeWallMs, gradientWallMs: parts.gradient, updateWallMs: parts.update };
    },
  };
}

const NO_LINKS: RingLinks = {
  send: () => undefined,
  receive: () => Promise.reject(new TypeError("a worker alone receives nothing")),
};

/** One process that takes whole batches, and counts what the parts of its steps take. */
export function workerAlone(nowMs: () => number): CountingWorkers {
  return workersInRing({ rank: 0, count: 1 }, { of: "gradients" }, NO_LINKS, nowMs);
}
