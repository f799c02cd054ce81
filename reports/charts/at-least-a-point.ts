import { extent } from "simple-statistics";

/** An axis of accuracies in percent that are closer than a point: less of it would make a test row look like a step. */
export function atLeastAPoint(accuracies: readonly number[]): { readonly domain?: [number, number] } {
  const [least, most] = extent([...accuracies]);
  if (most - least >= 1) return {};
  const middle = (least + most) / 2;
  return { domain: [Math.max(0, middle - 0.5), Math.min(100, middle + 0.5)] };
}
