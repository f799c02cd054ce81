import { groupBy } from "../../harness/base/group-by.ts";
import type { Language } from "../words/language.ts";
import { scatterDescription, scatterReading, scatterTitle } from "../words/scatter.ts";
import { inSentences, plainText } from "../words/sentence.ts";
import type { DrawnChart } from "./chart.ts";
import type { ParetoPoints } from "./pareto-points.ts";
import { paretoAxes } from "./pareto-spec.ts";
import { areUsual, DEFAULT_AXES, type ScatterData } from "./scatter-data.ts";

/** What is said of the points: of accuracy against cost the finding, of other figures what they are. @param points at least one */
export function paretoTexts(data: ScatterData, shown: ParetoPoints, language: Language): Omit<DrawnChart, "spec"> {
  const { x, y, points, count, isPart, hasBars } = shown;
  const isUsual = areUsual(x, y);
  const own = points.filter(({ role }) => role !== "mark");
  const frontiers = groupBy(
    own.filter(({ isOnFrontier }) => isOnFrontier),
    ({ condition }) => condition,
  );
  const isPaired = own.some(({ differenceText }) => differenceText !== "—");
  const reading = scatterReading(
    {
      isUsual,
      x,
      y,
      isOfPart: isPart,
      conditionNoun: data.conditionNoun,
      // Points at one place are on the frontier together, and make no line.
      isFrontierLine: [...frontiers.values()].some((members) => new Set(members.map((member) => member.x)).size > 1),
      hasBars,
      pairedOn: !isPaired ? null : y.bars !== undefined ? "y" : x.bars !== undefined ? "x" : null,
      hasRefused: own.some(({ isEligible }) => !isEligible),
      hasFaint: own.some(({ frontierProbability }) => frontierProbability < 1),
      isFloorOfValidation:
        y.name === DEFAULT_AXES.y && data.floor !== null && data.floor.level !== null && data.floor.isOfValidation,
      drawn: own.length,
      count,
    },
    language,
  );
  const title = isUsual ? data.finding : scatterTitle({ x, y }, language);
  const axes = paretoAxes(shown, language);
  return {
    title,
    subtitle: plainText(inSentences([...reading, ...(isUsual ? data.marksReading : [])], language)),
    description: scatterDescription({ x: axes.x.title, y: axes.y.title, count, title }, language),
  };
}
