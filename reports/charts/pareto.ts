import type { Chart } from "./chart.ts";
import { scatterData } from "./pareto-data.ts";
import { paretoPoints } from "./pareto-points.ts";
import { paretoSpec } from "./pareto-spec.ts";
import { paretoTexts } from "./pareto-texts.ts";
import { USUAL_CHOICE } from "./scatter-data.ts";

/** Accuracy against cost: the chart that answers the question. The page's program draws the same of other figures. */
export const pareto: Chart = {
  name: "pareto",
  isWide: true,
  draw(analysis, language) {
    const data = scatterData(analysis, language);
    if (data === null) return null;
    const points = paretoPoints(data, USUAL_CHOICE, language);
    return { ...paretoTexts(data, points, language), spec: paretoSpec(data, points, null, language) };
  },
};
