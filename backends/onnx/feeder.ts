import type { Tensor, TensorConstructor } from "onnxruntime-common";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { extraShape } from "../../harness/classifier/training/step.ts";
import type { StepBatch } from "../../harness/contract/trainer.ts";
import { createFeeds, joined } from "./feeds.ts";
import { type BlockedCall, type Call, createBlockLayout } from "./step-blocks.ts";
import {
  BLOCK_ROWS,
  blockFactorName,
  extraName,
  lastFactorName,
  rescaleName,
  scalarName,
  type TrainingPlan,
} from "./training-plan.ts";

/**
 * Turns the steps of a call into the graph's inputs. All of them share one width: spare slots of `rows` point to the
 * spare row, spare pairs carry share 0.
 */
export function createFeeder(plan: TrainingPlan, TensorOf: TensorConstructor): (call: Call) => Record<string, Tensor> {
  const { batchSize, optimizer, spec } = plan.setup;
  const layout = tableLayout(spec);
  const layOut = plan.missedFactors === null ? null : createBlockLayout(layout, optimizer.missed!);
  const feeds = createFeeds(TensorOf);

  const feedBlocks = ({ blocks, lastFactors }: BlockedCall) => {
    const turns = [blocks.length];
    const width = widest(blocks, ({ rows }) => rows.length);
    feeds.ids(BLOCK_ROWS, { turns, width }, layout.spareRow, (block) => blocks[block]!.rows);
    lastFactors.forEach((last, factor) => {
      const name = blockFactorName(factor);
      const ofBlocks = feeds.scratch(name, blocks.length * width);
      blocks.forEach(({ factors }, block) => {
        const own = factors[factor]!;
        ofBlocks.set(own, block * width);
        // What fills up is the spare row again, with all that it missed.
        ofBlocks.fill(own[layout.denseRows]!, block * width + own.length, (block + 1) * width);
      });
      feeds.floats(name, [...turns, width, 1], ofBlocks);
      feeds.floats(lastFactorName(factor), [layout.rows, 1], last);
    });
  };

  const feedPooling = (turns: readonly number[], batches: readonly StepBatch[], unique: number) => {
    if (plan.form === "matrix") {
      const size = batchSize * unique;
      const shares = feeds.scratch("shares", batches.length * size);
      batches.forEach((batch, step) => {
        fillShares(shares.subarray(step * size, (step + 1) * size), batch, unique);
      });
      feeds.floats("shares", [...turns, batchSize, unique], shares);
      return;
    }
    const width = widest(batches, ({ pairText }) => pairText.length);
    feeds.ids("pairText", { turns, width }, 0, (step) => batches[step]!.pairText);
    feeds.ids("pairRow", { turns, width }, 0, (step) => batches[step]!.pairRow);
    const share = feeds.scratch("pairShare", batches.length * width).fill(0);
    batches.forEach(({ pairWeight }, step) => {
      share.set(pairWeight, step * width);
    });
    feeds.floats("pairShare", [...turns, width, 1], share);
  };

  return (call) => {
    const { batches, scalars, rescale } = call.chunk;
    feeds.clear();
    const blocked = layOut?.(call) ?? null;
    if (blocked !== null) feedBlocks(blocked);
    // In a block the dense rows come first, then the spare row; in the table they come last.
    const turns = blocked === null ? [batches.length] : [blocked.blocks.length, call.steps];
    const words = blocked?.blocks.flatMap(({ places }) => places) ?? batches.map(({ rows }) => rows);
    const spare = blocked === null ? layout.spareRow : layout.denseRows;
    const unique = widest(batches, ({ rows }) => rows.length);
    const touched = new Int32Array(layout.denseRows + unique);
    for (let row = 0; row < layout.denseRows; row += 1) touched[row] = row + (blocked === null ? layout.denseStart : 0);
    feeds.ids("rows", { turns, width: touched.length }, spare, (step) => {
      touched.set(words[step]!, layout.denseRows);
      return touched.subarray(0, layout.denseRows + words[step]!.length);
    });
    feedPooling(turns, batches, unique);

    const perStep = (name: string, dims: readonly number[], valuesOf: (batch: StepBatch) => Float32Array) => {
      const values = batches.map(valuesOf);
      feeds.floats(name, [...turns, ...dims], joined(values, feeds.scratch(name, values.length * values[0]!.length)));
    };
    perStep("targets", [batchSize, batches[0]!.targets.length / batchSize], ({ targets }) => targets);
    perStep("textWeight", [batchSize, 1], ({ textWeight }) => textWeight);
    for (const { name, dims } of plan.extras) {
      const shape = extraShape(dims, unique);
      const size = shape.reduce((product, length) => product * length, 1);
      const values = feeds.scratch(extraName(name), batches.length * size).fill(0);
      batches.forEach(({ extras }, step) => {
        values.set(extras[name]!, step * size);
      });
      feeds.floats(extraName(name), [...turns, ...shape], values);
    }
    for (const [name, values] of Object.entries(scalars)) feeds.floats(scalarName(name), [...turns, 1], values);
    for (const [slot, factor] of Object.entries(rescale)) {
      feeds.floats(rescaleName(slot), [1], Float32Array.of(factor));
    }
    return feeds.tensors;
  };
}

/** [batch, unique]: what each text's mean takes of each row. Cleared step by step, while it is in the cache to be written. */
function fillShares(shares: Float32Array, { pairText, pairRow, pairWeight }: StepBatch, unique: number): void {
  shares.fill(0);
  for (let pair = 0; pair < pairText.length; pair += 1) {
    shares[pairText[pair]! * unique + pairRow[pair]!] = pairWeight[pair]!;
  }
}

function widest<A>(items: readonly A[], widthOf: (item: A) => number): number {
  return items.reduce((most, item) => Math.max(most, widthOf(item)), 1);
}
