import { shareInterval } from "../../harness/base/statistics/share-interval.ts";
import type { ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { answerSubject } from "../../harness/judge/analysis/answer-subject.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { formatCount, formatShare } from "../../harness/judge/figures/format.ts";
import { type CalibrationBin, calibrationOf } from "../../harness/judge/quality/calibration.ts";
import { calibrationWords } from "../words/charts/calibration.ts";
import type { Language } from "../words/language.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { solidNameColors } from "./named-lines.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** A configuration whose records have bins. */
interface Calibrated {
  readonly id: string;
  readonly name: string;
  readonly bins: readonly CalibrationBin[];
}

/** The reliability diagram of the first answer's configuration and of its baseline; older records have the error alone. */
export const calibration: Chart = {
  name: "calibration",
  section: "classes",
  draw(analysis, language) {
    const { analysis: own } = byCondition(analysis)[0]!;
    const [subject, baseline] = [answerSubject(own), own.configurations.find(({ isBaseline }) => isBaseline)];
    const asked = [...new Set([subject, baseline])].flatMap((one) => calibrated(one));
    const [first] = asked;
    if (first === undefined || first.id !== subject?.id) return null;
    const words = calibrationWords(language);
    const title = words.title({ name: first.name, ...overall(first.bins) });
    return {
      title,
      subtitle: words.subtitle,
      description: words.description(first.bins.length, title),
      spec: specOf(asked, language),
    };
  },
};

function calibrated(one: ConfigurationResult | undefined): Calibrated[] {
  const bins = one === undefined ? null : calibrationOf(finishedRuns(one.cells));
  return one === undefined || bins === null ? [] : [{ id: one.id, name: one.label, bins }];
}

function overall(bins: readonly CalibrationBin[]) {
  const sum = (read: (bin: CalibrationBin) => number) => bins.reduce((total, bin) => total + read(bin), 0);
  const rows = sum((bin) => bin.rows);
  return {
    confidence: sum((bin) => bin.confidence * bin.rows) / rows,
    accuracy: sum((bin) => bin.right) / rows,
    error: sum((bin) => Math.abs(bin.right - bin.confidence * bin.rows)) / rows,
  };
}

function specOf(asked: readonly Calibrated[], language: Language): DrawnChart["spec"] {
  const words = calibrationWords(language);
  const values = asked.flatMap(({ id, name, bins }) =>
    bins.map(({ rows, right, confidence }) => {
      const { low, high } = shareInterval(right, rows);
      return {
        configuration: id,
        name,
        confidence: confidence * 100,
        share: (right / rows) * 100,
        low: low * 100,
        high: high * 100,
        rows,
        confidenceText: formatShare(confidence),
        shareText: formatShare(right / rows),
        rowsText: formatCount(rows),
      };
    }),
  );
  const least = Math.floor(Math.min(...values.map(({ confidence }) => confidence)) / 10) * 10;
  const x = {
    type: "quantitative" as const,
    title: words.axis.confidence,
    scale: { domain: [least, 100] },
    axis: { tickCount: 5 },
  };
  const y = {
    type: "quantitative" as const,
    title: words.axis.accuracy,
    scale: { domain: [0, 100] },
    axis: { tickCount: 5 },
  };
  const colored = solidNameColors(asked.map(({ name }) => name));
  return {
    ...FRAME,
    height: 280,
    data: { values },
    layer: [
      {
        data: { values: [least, 100].map((end) => ({ end })) },
        mark: { type: "line", strokeDash: [4, 4], opacity: 0.6, color: PALETTE[7]! },
        encoding: { x: { ...x, field: "end" }, y: { ...y, field: "end" } },
      },
      {
        mark: { type: "rule", strokeWidth: 1.5, opacity: 0.5, color: PALETTE[0]! },
        encoding: {
          x: { ...x, field: "confidence" },
          y: { ...y, field: "low" },
          y2: { field: "high" },
          ...colored,
        },
      },
      {
        mark: { type: "point", filled: true, opacity: 0.9, color: PALETTE[0]! },
        encoding: {
          x: { ...x, field: "confidence" },
          y: { ...y, field: "share" },
          size: { field: "rows", type: "quantitative", scale: { range: [20, 320] }, legend: null },
          ...colored,
          tooltip: [
            { field: "name", title: words.tooltip.configuration },
            { field: "confidenceText", title: words.tooltip.confidence },
            { field: "shareText", title: words.tooltip.accuracy },
            { field: "rowsText", title: words.tooltip.rows },
          ],
        },
      },
    ],
  };
}
