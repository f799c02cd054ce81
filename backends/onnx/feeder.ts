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
 * Turns the steps of a call into the graph's inputs, all padded to one width: unused slots of `rows` point to the spare
 * row, unused pairs have share 0.
 */
export function createFeeder(plan: TrainingPlan, TensorOf: TensorConstructor): (call: Call) => Record<string, Tensor> {
  const { batchSize, optimizer, spec } = plan.setup;
  const layout = tableLayout(spec);
  const layOutBlocks = plan.missedFactors === null ? null : createBlockLayout(layout, optimizer.missed!);
  const feeds = createFeeds(TensorOf);

  const feedBlocks = ({ blocks, lastFactors }: BlockedCall) => {
    const loops = [blocks.length];
    const width = widest(blocks, ({ rows }) => rows.length);
    feeds.ids(BLOCK_ROWS, { loops, width }, layout.spareRow, (block) => blocks[block]!.rows);
    lastFactors.forEach((last, factor) => {
      const name = blockFactorName(factor);
      const blockFactors = feeds.scratch(name, blocks.length * width);
      blocks.forEach(({ factors }, block) => {
        const values = factors[factor]!;
        blockFactors.set(values, block * width);
        // Padding repeats the spare row, so it needs the spare row's factor.
        blockFactors.fill(values[layout.denseRows]!, block * width + values.length, (block + 1) * width);
      });
      feeds.floats(name, [...loops, width, 1], blockFactors);
      feeds.floats(lastFactorName(factor), [layout.rows, 1], last);
    });
  };

  const feedPooling = (loops: readonly number[], batches: readonly StepBatch[], unique: number) => {
    if (plan.form === "matrix") {
      const size = batchSize * unique;
      const shares = feeds.scratch("shares", batches.length * size);
      batches.forEach((batch, step) => {
        fillShares(shares.subarray(step * size, (step + 1) * size), batch, unique);
      });
      feeds.floats("shares", [...loops, batchSize, unique], shares);
      return;
    }
    const width = widest(batches, ({ pairText }) => pairText.length);
    feeds.ids("pairText", { loops, width }, 0, (step) => batches[step]!.pairText);
    feeds.ids("pairRow", { loops, width }, 0, (step) => batches[step]!.pairRow);
    const share = feeds.scratch("pairShare", batches.length * width).fill(0);
    batches.forEach(({ pairWeight }, step) => {
      share.set(pairWeight, step * width);
    });
    feeds.floats("pairShare", [...loops, width, 1], share);
  };

  return (call) => {
    const { batches, scalars, rescale } = call.chunk;
    feeds.clear();
    const blocked = layOutBlocks?.(call) ?? null;
    if (blocked !== null) feedBlocks(blocked);
    // In a block the dense rows and the spare row come first; in the table they come last.
    const loops = blocked === null ? [batches.length] : [blocked.blocks.length, call.steps];
    const words = blocked?.blocks.flatMap(({ places }) => places) ?? batches.map(({ rows }) => rows);
    const spare = blocked === null ? layout.spareRow : layout.denseRows;
    const unique = widest(batches, ({ rows }) => rows.length);
    const touched = new Int32Array(layout.denseRows + unique);
    for (let row = 0; row < layout.denseRows; row += 1) touched[row] = row + (blocked === null ? layout.denseStart : 0);
    feeds.ids("rows", { loops, width: touched.length }, spare, (step) => {
      touched.set(words[step]!, layout.denseRows);
      return touched.subarray(0, layout.denseRows + words[step]!.length);
    });
    feedPooling(loops, batches, unique);

    const perStep = (name: string, dims: readonly number[], valuesOf: (batch: StepBatch) => Float32Array) => {
      const values = batches.map(valuesOf);
      feeds.floats(name, [...loops, ...dims], joined(values, feeds.scratch(name, values.length * values[0]!.length)));
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
      feeds.floats(extraName(name), [...loops, ...shape], values);
    }
    for (const [name, values] of Object.entries(scalars)) feeds.floats(scalarName(name), [...loops, 1], values);
    for (const [slot, factor] of Object.entries(rescale)) {
      feeds.floats(rescaleName(slot), [1], Float32Array.of(factor));
    }
    return feeds.tensors;
  };
}

/** [batch, unique]: share of each row in each text's mean. Cleared one step at a time, while the memory is in the cache. */
function fillShares(shares: Float32Array, { pairText, pairRow, pairWeight }: StepBatch, unique: number): void {
  shares.fill(0);
  for (let pair = 0; pair < pairText.length; pair += 1) {
    shares[pairText[pair]! * unique + pairRow[pair]!] = pairWeight[pair]!;
  }
}

function widest<A>(items: readonly A[], widthOf: (item: A) => number): number {
  return items.reduce((most, item) => Math.max(most, widthOf(item)), 1);
}
