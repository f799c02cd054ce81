import * as z from "zod";

/**
 * Share of the learning rate by which a step shrinks every weight, whatever its gradient. Steps multiply by what they
 * keep, 1 - rate x decay, rounded to float32: off by at most 3e-8, which is under 1 % of the 4e-6 that AdamW's defaults
 * decay by in a step. Subtracting w x (rate x decay) would be off by 6e-8 of the decay, and costs one more operation on
 * the whole table in every step.
 */
export const decoupledDecay = z.number().min(0).lt(1);

/** A step keeps 1 - learningRate weightDecay of a weight; if that is 0 or less, no step learns. */
export function refuseWholeDecay({
  learningRate,
  weightDecay,
}: {
  readonly learningRate: number;
  readonly weightDecay: number;
}) {
  if (learningRate * weightDecay < 1) return null;
  const message = `must be below 1 / learningRate, since a step removes learningRate x weightDecay of every weight, got ${weightDecay} with learningRate ${learningRate}; lower one of them`;
  return { parameter: "weightDecay", message } as const;
}
