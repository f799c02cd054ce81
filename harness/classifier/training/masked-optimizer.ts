import type { Optimizer } from "../../contract/optimizer.ts";
import { correctedOptimizer } from "./corrected-optimizer.ts";

/** The mask's slot: 1 where a weight is held at zero, else 0. */
export const REMOVED_SLOT = "removed";

/**
 * An update rule under which pruned weights stay at zero: after each step of the inner rule, all that the mask removes
 * is set to 0 again. Undecayed state moves those as well in steps without a gradient.
 */
export function maskedOptimizer(inner: Optimizer): Optimizer {
  return correctedOptimizer(inner, REMOVED_SLOT, (ops, removed, { after }) =>
    ops.mul(after, ops.sub(ops.scalar(1), removed)),
  );
}
