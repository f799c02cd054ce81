import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { answerNoun } from "./conditions.ts";

/**
 * The answer as the title of a chart, without a period.
 * @param shown number of configurations in the chart
 */
export function answerTitle({ answer, counts, plan, configurations }: Analysis, shown: number): string {
  const winner = configurations.find(({ id }) => id === answer.winner)?.label ?? "";
  const isEligible = (configuration: string) =>
    configurations.some((one) => one.id === configuration && one.isEligible);
  switch (answer.kind) {
    case "by-condition":
      return `Accuracy and cost of the ${plural(shown, "configuration")} that finished; each ${answerNoun(answer)} has an answer of its own`;
    case "nothing-finished":
    case "no-baseline":
      return `Accuracy and cost of the ${plural(shown, "configuration")} that finished`;
    case "none-within-floor":
      return "No configuration that finished is accurate enough";
    case "none-useful":
      return "No configuration that finished is good enough to be used";
    case "incomplete":
      return `No answer yet: ${counts.ok} of ${plural(plan.cells.length, "run")} finished`;
    case "only-one":
      return `Accuracy and cost of ${winner}, the only configuration`;
    case "all-tie":
      return "Nothing accurate enough can be called the cheapest";
    case "baseline-cheapest":
      return "Nothing accurate enough is as cheap as the baseline itself";
    case "no-saving":
      return "Nothing accurate enough is measurably cheaper than the baseline";
    case "cheapest":
      if (!answer.comparisons.some(({ configuration }) => isEligible(configuration))) {
        return `${winner} is the only configuration that is shown to be accurate enough`;
      }
      return answer.comparisons.some(({ configuration, verdict }) => verdict !== "dearer" && isEligible(configuration))
        ? `${winner} is one of the cheapest configurations that are accurate enough`
        : `${winner} is the cheapest configuration that is accurate enough`;
  }
}
