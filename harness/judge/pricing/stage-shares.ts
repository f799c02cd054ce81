import type { ServingStages } from "../../contract/index.ts";

/** What the time of a text is spent on. */
export type Stage =
  /** From text to ids. */
  | "tokenizing"
  /** Filling the runtime's inputs, gathering embedding rows, and their mean. */
  | "lookup"
  /** The layers behind the mean. */
  | "layers"
  /** Lookup and layers, where they were not told apart. */
  | "runtime"
  /** What is around these steps in the process. */
  | "rest";

/**
 * Shares of each stage, which add up to 1. A step that is a difference, and came out below 0, is nothing; where the steps take more
 * than the whole, each has its share of their sum.
 */
export function stageShares({ answerUs, tokenizeUs, predictUs, lookupUs }: ServingStages): ReadonlyMap<Stage, number> {
  const rest = Math.max(0, answerUs - tokenizeUs - predictUs);
  const lookup = lookupUs === null ? null : Math.min(lookupUs, predictUs);
  const parts: readonly (readonly [Stage, number])[] =
    lookup === null
      ? [
          ["tokenizing", tokenizeUs],
          ["runtime", predictUs],
          ["rest", rest],
        ]
      : [
          ["tokenizing", tokenizeUs],
          ["lookup", lookup],
          ["layers", predictUs - lookup],
          ["rest", rest],
        ];
  const total = parts.reduce((sum, [, us]) => sum + us, 0);
  return new Map(parts.map(([stage, us]) => [stage, us / total]));
}
