import { answerSubject } from "../../harness/judge/analysis/answer-subject.ts";
import { finishedRuns, labelsOfData } from "../../harness/judge/analysis/cells.ts";
import { byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { formatCount, formatShare } from "../../harness/judge/figures/format.ts";
import { classScores } from "../../harness/judge/quality/class-scores.ts";
import { confusionWords, type Mistake } from "../words/charts/confusion.ts";
import type { Language } from "../words/language.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { rowsAxis, rowsHeight } from "./row-names.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** With more classes, nothing could be read. */
const MOST_CLASSES = 20;
/** With more columns than these, a share has no room in its cell. */
const MOST_WRITTEN = 8;

/** The confusion matrix of the first answer's configuration, its runs added up. */
export const confusion: Chart = {
  name: "confusion",
  section: "classes",
  draw(analysis, language) {
    const { analysis: own } = byCondition(analysis)[0]!;
    const shown = answerSubject(own);
    if (shown === undefined) return null;
    const runs = finishedRuns(shown.cells).filter(({ quality }) => quality.test !== null);
    const labels = labelsOfData(own.plan, shown.cells);
    const scores = classScores(runs, labels);
    if (scores === null || labels.length < 2 || labels.length > MOST_CLASSES) return null;
    const cells = scores.flatMap(({ label, rows, takenFor }) =>
      (takenFor ?? []).map((share, given): Mistake => {
        // Shares are of counts, so that this gives them back.
        const counted = Math.round(share * rows * runs.length);
        return { label, given: labels[given]!, rows: counted, share };
      }),
    );
    const words = confusionWords(language);
    const title = words.title(mostFrequent(cells));
    return {
      title,
      subtitle: words.subtitle(shown.label, runs.length),
      description: words.description(labels.length, title),
      spec: specOf(cells, labels, language),
    };
  },
};

function mostFrequent(cells: readonly Mistake[]): Mistake | null {
  const wrong = cells.filter(({ label, given, rows }) => label !== given && rows > 0);
  return wrong.reduce<Mistake | null>((most, one) => (most === null || one.rows > most.rows ? one : most), null);
}

function specOf(cells: readonly Mistake[], labels: readonly string[], language: Language): DrawnChart["spec"] {
  const words = confusionWords(language);
  const names = labels.map(asText);
  const values = cells.map(({ label, given, rows, share }) => ({
    name: asText(label),
    given: asText(given),
    share,
    isRight: label === given,
    rows: formatCount(rows),
    text: rows === 0 ? "" : formatShare(share),
    shareText: formatShare(share),
  }));
  const y = rowsAxis(names);
  const x = {
    field: "given",
    type: "nominal",
    sort: names,
    title: words.axis.given,
    axis: {
      orient: "top",
      labelAngle: labels.length > 4 ? -40 : 0,
      labelLimit: labels.length > 4 ? 110 : { expr: `max(40, width / ${labels.length} - 6)` },
      ticks: false,
      domain: false,
    },
  } as const;
  return {
    ...FRAME,
    height: rowsHeight(names, labels.length > MOST_WRITTEN ? 24 : 40),
    data: { values },
    encoding: { x, y: { ...y, title: words.axis.label } },
    layer: [
      {
        mark: { type: "rect", aria: true, stroke: "currentColor", strokeOpacity: 0.15 },
        encoding: {
          color: {
            condition: { test: "datum.isRight", value: PALETTE[2]! },
            value: PALETTE[1]!,
          },
          // Even the rarest mistake is seen: what never happened is clear.
          fillOpacity: {
            field: "share",
            type: "quantitative",
            scale: { type: "sqrt", domain: [0, 1], range: [0, 0.75] },
            legend: null,
          },
          tooltip: [
            { field: "name", title: words.tooltip.label },
            { field: "given", title: words.tooltip.given },
            { field: "rows", title: words.tooltip.rows },
            { field: "shareText", title: words.tooltip.share },
          ],
        },
      },
      ...(labels.length > MOST_WRITTEN
        ? []
        : [{ mark: { type: "text" as const, baseline: "middle" as const }, encoding: { text: { field: "text" } } }]),
    ],
  };
}

/**
 * A label as Vega's expressions take it: a text such as "constructor", which every object has, is a name of code to them unless a space of no width
 * follows; "then", which promises have, likewise.
 */
function asText(label: string): string {
  return label in {} || label === "then" ? `${label}\u200b` : label;
}
