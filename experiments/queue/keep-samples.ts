import { type RunLine, runKey, type ServingSample, sampledKey, samplesIn } from "../../harness/contract/index.ts";
import { sampledCells } from "../../harness/measure/sampling/missing-rounds.ts";
import type { Arrival } from "../../harness/queue/awaited.ts";
import type { JobOf } from "../../harness/queue/job-data.ts";
import { type Measuring, type ProgressPlace, type RoundsToTake, roundProgress } from "../actions/measure.ts";

/** Appends samples as they arrive, round by round. */
export function sampleKeeping(
  measuring: Measuring,
  toTake: RoundsToTake,
  before: readonly RunLine[],
  place: ProgressPlace,
) {
  const { plan, store } = measuring;
  const kept = new Set(samplesIn(before).map(sampleIdentity));
  const cellOf = new Map(sampledCells(toTake.missing).map((cell) => [runKey(cell), cell]));
  const failed = new Set<string>();
  const progress = roundProgress(plan, toTake, before, place);
  const refuse = (key: string, reason: string) => {
    const cell = cellOf.get(key);
    if (cell !== undefined && !failed.has(key)) progress.onEvent({ type: "unsampled", cell, reason });
    failed.add(key);
  };
  return {
    take: async (arrivals: readonly Arrival[]): Promise<string[]> => {
      const again: string[] = [];
      for (const arrival of arrivals) {
        const { cells: asked, round } = arrival.job.data as JobOf<"round">;
        if (arrival.type === "lost" || arrival.result.kind !== "sampled") {
          const reason = arrival.type === "lost" ? arrival.reason : "its result is of another kind";
          for (const { cell } of asked) refuse(runKey(cell), reason);
          continue;
        }
        const isAsked = new Set(asked.map(({ cell }) => runKey(cell)));
        const { samples, unsampled } = arrival.result;
        const own = samples.filter(
          (sample) => sample.round === round && sample.code === plan.code && isAsked.has(sampledKey(sample)),
        );
        const fresh = own.filter((sample) => !kept.has(sampleIdentity(sample)));
        if (own.length > 0 && fresh.length === 0) again.push(arrival.job.id);
        if (fresh.length > 0) await store.appendSample(...fresh);
        for (const sample of fresh) {
          kept.add(sampleIdentity(sample));
          progress.onEvent({ type: "sampled", cell: cellOf.get(sampledKey(sample))!, sample });
        }
        for (const { reason, ...of } of unsampled) refuse(sampledKey(of), reason);
        progress.onEvent({ type: "round", round });
      }
      return again;
    },
    refuse,
    failed: () => failed.size,
    end: () => progress.end(),
  };
}

function sampleIdentity({ experiment, repeat, round, startedAt, machine, host }: ServingSample): string {
  return `${experiment} ${repeat} ${round} ${startedAt} ${machine ?? host}`;
}
