import type { FinishedConfiguration } from "../analysis.ts";
import { type Labels, valueOn } from "../labels.ts";
import { STEP_AXES } from "../value-names.ts";

/** Two configurations that are equal in all but one axis: one has the axis' reference, the other another value. */
export interface MatchedPair {
  readonly axis: string;
  /** Names of the axis' values. */
  readonly from: string;
  readonly to: string;
  readonly before: FinishedConfiguration;
  readonly after: FinishedConfiguration;
}

/**
 * Every value of an axis against its reference: the baseline's value or, without a baseline, that of the first configuration.
 * @param configurations finished, on the same data, in the order of the axes' values
 */
export function matchedPairs(
  configurations: readonly FinishedConfiguration[],
  labels: Labels,
  axis: string,
): MatchedPair[] {
  const others = labels.axes.filter((other) => other !== axis);
  const settingOf = ({ id }: FinishedConfiguration) =>
    JSON.stringify(others.map((other) => valueOn(labels, id, other)));
  const own = ({ id }: FinishedConfiguration) => valueOn(labels, id, axis);
  const reference = configurations.find(({ id }) => id === labels.baseline) ?? configurations[0];
  if (reference === undefined) return [];
  const from = own(reference);
  const plain = new Map(configurations.filter((one) => own(one) === from).map((one) => [settingOf(one), one] as const));
  return configurations.flatMap((after) => {
    const before = plain.get(settingOf(after));
    return own(after) === from || before === undefined ? [] : [{ axis, from, to: own(after), before, after }];
  });
}

/** The axes of a matrix that are techniques: quantization, pruning, distillation and the like. */
export function techniqueAxes({ axes }: Pick<Labels, "axes">): string[] {
  return axes.filter((axis) => STEP_AXES.includes(axis));
}
