import { sum } from "simple-statistics";
import { breather } from "../../harness/base/breather.ts";
import type { EpochLoss, Exchange, Workers } from "../../harness/contract/trainer.ts";

interface WeightHolder {
  read(): Float64Array;
  write(weights: Float64Array): void;
}

export type WeightExchange = Extract<Exchange, { of: "weights" }>;

/**
 * Averages weights by the rows that each worker has, as federated averaging and local SGD do; each keeps its optimizer's state. Once some have
 * dropped out, it is the average of the others.
 */
export function averagedWeights(workers: Workers, exchange: WeightExchange, holder: WeightHolder) {
  const { everySteps, inEpoch, rowShares } = exchange;
  let steps = 0;
  let made = 0;
  const breathe = breather();
  /** @param others numbers to average besides the weights. @returns those of all workers */
  const average = async (others: readonly number[]): Promise<number[]> => {
    const own = holder.read();
    const share = rowShares[workers.rank]!;
    const sums = new Float64Array(own.length + others.length);
    for (let index = 0; index < own.length; index += 1) sums[index] = own[index]! * share;
    sums.set(
      others.map((other) => other * share),
      own.length,
    );
    const count = await workers.addUp(sums);
    if (count < rowShares.length) {
      const staying = sum(rowShares.slice(0, count));
      for (let index = 0; index < sums.length; index += 1) sums[index]! /= staying;
    }
    holder.write(sums.slice(0, own.length));
    made += 1;
    return [...sums.subarray(own.length)];
  };
  return {
    afterStep: async (): Promise<void> => {
      // A step waits for nobody, and many may follow each other before an exchange: a process whose parent ended must learn of it.
      await breathe();
      steps += 1;
      if (steps % everySteps === 0 && steps / everySteps < inEpoch) await average([]);
    },
    endEpoch: async ({ lossSum, rows }: EpochLoss): Promise<EpochLoss> => {
      while (made < inEpoch - 1) await average([]);
      const [ofAll] = await average([lossSum / rows]);
      [steps, made] = [0, 0];
      return { lossSum: ofAll!, rows: 1 };
    },
  };
}
