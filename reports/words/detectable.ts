import type { Detectable } from "../../harness/judge/analysis/detectable.ts";
import { formatCount, formatNumber, formatShare, plural } from "../../harness/judge/figures/format.ts";

/** The smallest differences that a design will probably show, a line each for accuracies and costs, below what they have in common. */
export function detectableLines({ power, accuracy, cost }: Detectable): string[] {
  const rows = `${formatCount(accuracy.testRows)} test rows`;
  const apart =
    accuracy.difference === null
      ? "no difference of accuracies"
      : `accuracies ${twoDigits(100 * accuracy.difference)} points apart`;
  return [
    `What will show with a chance of ${(100 * power).toFixed(0)} %:`,
    `  ${apart}, on ${rows} (${origin(accuracy)} two trainings answer ${formatShare(accuracy.differingShare)} of them differently)`,
    ...(cost === null ? [] : [costLine(cost)]),
  ];
}

function costLine(cost: NonNullable<Detectable["cost"]>): string {
  const { rounds, spread, factor } = cost;
  const apart = factor === null ? "no difference of costs" : `costs ${(100 * (factor - 1)).toFixed(0)} % apart`;
  return `  ${apart}, in ${plural(rounds, "round")} (${origin(cost)} ratios of a round spread by ${formatShare(Math.expm1(spread))})`;
}

/** More would claim more than the assumptions know; with many rows, fewer would be 0. */
function twoDigits(value: number): string {
  return formatNumber(Number(value.toPrecision(2)));
}

function origin({ isAssumed }: { readonly isAssumed: boolean }): string {
  return isAssumed ? "assumed:" : "as in this folder:";
}
