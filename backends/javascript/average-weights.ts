import { setImmediate as nextTurn } from "node:timers/promises";
import type { EpochLoss, Exchange, Workers } from "../../harness/contract/trainer.ts";

interface WeightHolder {
  read(): Float64Array;
  write(weights: Float64Array): void;
}

export type WeightExchange = Extract<Exchange, { of: "weights" }>;

/** Averages weights by the rows that each worker has, as federated averaging and local SGD do; each keeps its optimizer's state. */
export function averagedWeights(workers: Workers, exchange: WeightExchange, holder: WeightHolder) {
  const { everySteps, inEpoch, rowShare } = exchange;
  let steps = 0;
  let made = 0;
  /** @param others numbers to average besides the weights. @returns those of all workers */
  const average = async (others: readonly number[]): Promise<number[]> => {
    const own = holder.read();
    const sums = new Float64Array(own.length + others.length);
    for (let index = 0; index < own.length; index += 1) sums[index] = own[index]! * rowShare;
    sums.set(
      others.map((other) => other * rowShare),
      own.length,
    );
    await workers.addUp(sums);
    holder.write(sums.slice(0, own.length));
    made += 1;
    return [...sums.subarray(own.length)];
  };
  return {
    afterStep: async (): Promise<void> => {
      // A step waits for nobody: a process whose parent ended must learn of it before the next one.
      await nextTurn();
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
