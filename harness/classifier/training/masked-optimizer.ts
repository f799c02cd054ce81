import type { MissedSteps, Optimizer } from "../../contract/optimizer.ts";

/** The mask's slot, laid out as the parameter table: 1 where a weight is held at zero, else 0. */
export const REMOVED_SLOT = "removed";

/**
 * An update rule under which pruned weights stay at zero: after each step of the inner rule, all that the mask removes
 * is set to 0 again. The mask is a slot, so that a runtime which moves state about moves the mask too; a training
 * passes it in as the slot's initial value.
 */
export function maskedOptimizer(inner: Optimizer): Optimizer {
  const { missed } = inner;
  return {
    ...inner,
    slots: [...inner.slots, REMOVED_SLOT],
    update: (ops, group, scalars) => {
      const { weight, slots } = inner.update(ops, group, scalars);
      const removed = group.slots[REMOVED_SLOT]!;
      const kept = ops.mul(weight, ops.sub(ops.scalar(1), removed));
      return { weight: kept, slots: { ...slots, [REMOVED_SLOT]: removed } };
    },
    ...(missed === undefined ? {} : { missed: maskedMissed(missed) }),
    rescale: (chunkSteps) => ({ ...inner.rescale(chunkSteps), [REMOVED_SLOT]: 1 }),
  };
}

/** What steps without a gradient do, except where the mask removes a weight: undecayed state moves those as well. */
function maskedMissed(inner: MissedSteps): MissedSteps {
  return {
    ...inner,
    apply: (ops, rows, factors) =>
      ops.mul(inner.apply(ops, rows, factors), ops.sub(ops.scalar(1), rows.slots[REMOVED_SLOT]!)),
  };
}
