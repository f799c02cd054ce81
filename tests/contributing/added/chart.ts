import { type Chart, finishedOf } from "../../../reports/charts/chart.ts";
import { FRAME } from "../../../reports/charts/theme.ts";

/** A dot for each configuration. */
export const dots: Chart = {
  name: "dots",
  draw(analysis) {
    const finished = finishedOf(analysis);
    return {
      title: `There are ${finished.length} dots`,
      subtitle: "One dot per configuration",
      description: `A row of ${finished.length} dots.`,
      spec: {
        ...FRAME,
        data: { values: finished.map((_, index) => ({ index })) },
        mark: "point",
        encoding: { x: { field: "index", type: "quantitative" } },
      },
    };
  },
};
