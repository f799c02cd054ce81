import { addUpInRing, type RingMember } from "../../../../base/ring/add-up.ts";
import { fitModel } from "../../../../classifier/training/fit.ts";
import { measureLink } from "../../../../classifier/training/together/measure-link.ts";
import type { TrainingSpec, UsageTogether } from "../../../../contract/index.ts";
import { OWNERS_ALIKE } from "../../../../contract/training-fields.ts";
import type { OwnerAlone, WorkerInRing, WorkersStarted, WorkerUse } from "../source-tools.ts";
import type { OwnTraining, WholeTraining } from "./join-workers.io.ts";
import { timeEpoch } from "./time-alone.io.ts";

/** What all workers of a training used together. */
interface WorkersUse extends Omit<WorkerUse, "owner"> {
  readonly owners: readonly OwnerAlone[] | null;
}

/** What is needed to follow a worker. */
interface FollowedTraining extends OwnTraining {
  readonly whole: WholeTraining;
}

/**
 * Follows a worker from before its training, when all of them measure their links.
 * @returns what was measured, and what is to be called at the end, with the worker's own memory: `end` by all who are there then, `leave` by
 * one that dropped out
 */
export async function followWorker(
  worker: WorkerInRing,
  opened: FollowedTraining,
  training: Pick<TrainingSpec, "owners">,
  nowMs: () => number,
) {
  const link = await measureLink(worker, worker.links, nowMs);
  const sentBefore = worker.links.sentBytes;
  const useOf = async (peakRssBytes: number | null): Promise<WorkerUse> => {
    const sentBytes = worker.links.sentBytes - sentBefore;
    return { sentBytes, peakRssBytes, owner: await trainOwner(opened, training, nowMs) };
  };
  const end = async (peakRssBytes: number | null): Promise<WorkersUse> =>
    sumOfWorkers(opened.workers!.member, await useOf(peakRssBytes));
  const leave = async (peakRssBytes: number | null): Promise<WorkerUse> => {
    const { owner, ...use } = await useOf(peakRssBytes);
    return { ...use, owner: owner && { ...owner, leftAfter: opened.workers!.spent.exchanges } };
  };
  return { link, end, leave };
}

/** Follows the first worker, which tells of all. */
export async function followFirst(
  others: WorkersStarted,
  opened: FollowedTraining,
  training: Pick<TrainingSpec, "owners">,
  nowMs: () => number,
) {
  const { link, end } = await followWorker(others, opened, training, nowMs);
  return async (ownPeakRssBytes: number | null) => {
    const { sentBytes, peakRssBytes, owners } = withLeavers(await end(ownPeakRssBytes), await others.left());
    // One process has the machine as it would have it without the others. A worker with rows of its own cannot be it.
    await others.close();
    const alone = await (others.trainAlone?.() ?? timeEpoch(opened.whole, nowMs));
    const together: UsageTogether = {
      workers: others.count,
      ...opened.workers!.spent,
      sentBytes,
      link,
      alone,
      ...(owners === null ? {} : { owners }),
    };
    return { peakRssBytes, together };
  };
}

function withLeavers(staying: WorkersUse, leavers: readonly WorkerUse[]): WorkersUse {
  return leavers.reduce<WorkersUse>(
    (all, one) => ({
      sentBytes: all.sentBytes + one.sentBytes,
      peakRssBytes: all.peakRssBytes === null || one.peakRssBytes === null ? null : all.peakRssBytes + one.peakRssBytes,
      owners: all.owners && one.owner && [...all.owners, one.owner],
    }),
    staying,
  );
}

/** What all workers used; each of them calls it with its own. */
async function sumOfWorkers(worker: RingMember, own: WorkerUse): Promise<WorkersUse> {
  const { rank, count } = worker;
  const sums = new Float64Array(2 + OWNER_NUMBERS * count);
  sums.set([own.sentBytes, own.peakRssBytes ?? Number.NaN]);
  if (own.owner !== null) {
    sums.set([own.owner.rows, own.owner.steps, own.owner.testAccuracy], 2 + OWNER_NUMBERS * rank);
  }
  await addUpInRing(sums, worker, worker.links);
  const [sentBytes, peakRssBytes] = sums;
  const owners = Array.from({ length: count }, (_, index) => {
    const [rows, steps, testAccuracy] = sums.subarray(2 + OWNER_NUMBERS * index);
    return { rows: rows!, steps: steps!, testAccuracy: testAccuracy! };
  });
  return {
    sentBytes: sentBytes!,
    peakRssBytes: Number.isNaN(peakRssBytes) ? null : peakRssBytes!,
    owners: own.owner === null ? null : owners,
  };
}

/** Numbers that are told of an owner. */
const OWNER_NUMBERS = 3;

/** Trains this worker's rows alone, as long as all did together: what it would have without the others. Null where rows are alike. */
async function trainOwner(
  { whole, fit }: Pick<FollowedTraining, "whole" | "fit">,
  { owners = OWNERS_ALIKE }: Pick<TrainingSpec, "owners">,
  nowMs: () => number,
): Promise<OwnerAlone | null> {
  if (owners === OWNERS_ALIKE) return null;
  const { earlyStopping: _, ...own } = fit;
  const trainer = await whole.backend.openTrainer({ ...whole.setup, batchSize: own.batchSize });
  try {
    const fitted = await fitModel({ ...own, optimizer: whole.fit.optimizer }, trainer, { nowMs });
    return { rows: own.train.texts.rows, steps: fitted.steps, testAccuracy: fitted.history.at(-1)!.testAccuracy };
  } finally {
    await trainer.close();
  }
}
