import type { RingLinks, RingMember } from "../../../base/ring/add-up.ts";
import type { Exchange, StepPart, Workers } from "../../../contract/trainer.ts";
import type { RingSums } from "./ring-sums.ts";

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
  /** In the ring as it is now. */
  readonly member: RingMember;
}

/** A worker of a ring. */
export function workersInRing(sums: RingSums, exchange: Exchange, nowMs: () => number): CountingWorkers {
  const parts: Record<StepPart, number> = { gradient: 0, update: 0 };
  let [exchanges, numbers, exchangeWallMs] = [0, 0, 0];
  return {
    get rank() {
      return sums.member.rank;
    },
    get count() {
      return sums.member.count;
    },
    get member() {
      return sums.member;
    },
    exchange,
    addUp: async (values) => {
      const startMs = nowMs();
      const of = await sums.addUp(values);
      exchangeWallMs += nowMs() - startMs;
      exchanges += 1;
      numbers += values.length;
      return of;
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

/** One process that takes whole batches, and counts what the parts of its steps take. */
export function workerAlone(nowMs: () => number): CountingWorkers {
  const links: RingLinks = {
    send: () => undefined,
    receive: () => Promise.reject(new TypeError("a worker alone receives nothing")),
  };
  const sums: RingSums = { member: { rank: 0, count: 1, links }, addUp: () => Promise.resolve(1) };
  return workersInRing(sums, { of: "gradients" }, nowMs);
}
