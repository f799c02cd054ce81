import { validationAccuracy } from "../figures/catalogue/validation-accuracy.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { Analysis } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";

/**
 * The run whose model to use: of the configuration that is named, the most accurate on the validation rows, else the first.
 * @returns null if no configuration is named
 */
export function winningRun({ configurations, answer }: Pick<Analysis, "configurations" | "answer">): PricedRun | null {
  const winner = configurations.find(({ id }) => id === answer.winner);
  const runs = finishedRuns(winner?.cells ?? []);
  const accuracyOf = (run: PricedRun) => validationAccuracy.read(run) ?? 0;
  return runs.reduce<PricedRun | null>(
    (best, run) => (best === null || accuracyOf(run) > accuracyOf(best) ? run : best),
    null,
  );
}
