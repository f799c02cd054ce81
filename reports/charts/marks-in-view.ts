import type { FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import type { MarkResult, Marks } from "../../harness/judge/analysis/marks/marks.ts";

/** How far beyond the configurations a mark may be before it would push them together: shares, and times the cost. */
const REACH = { accuracy: 0.05, cost: 30 } as const;

export interface MarksInView extends Pick<Marks, "hosted"> {
  readonly shown: readonly MarkResult[];
  /** Those of the same data that are too far away. */
  readonly outside: readonly MarkResult[];
}

/** Which marks a chart of accuracy against cost shows beside the configurations. @param finished at least one */
export function marksInView({ measured, hosted }: Marks, finished: readonly FinishedConfiguration[]): MarksInView {
  const dataset = finished[0]!.cells[0]!.cell.experiment.dataset;
  const accuracies = finished.map(({ figures }) => figures.accuracy.middle);
  const costs = finished.map(({ figures }) => figures.usdPerMillionTexts.middle);
  const [worst, best] = [Math.min(...accuracies) - REACH.accuracy, Math.max(...accuracies) + REACH.accuracy];
  const [least, most] = [Math.min(...costs) / REACH.cost, Math.max(...costs) * REACH.cost];
  const own = measured.filter((mark) => mark.dataset === dataset);
  const isNear = ({ accuracy, usd }: MarkResult) =>
    accuracy >= worst && accuracy <= best && usd.middle >= least && usd.middle <= most;
  return {
    shown: own.filter(isNear),
    outside: own.filter((mark) => !isNear(mark)),
    hosted: hosted.filter((mark) => mark.dataset === dataset),
  };
}
