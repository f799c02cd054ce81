import { textsPerSecond } from "../../harness/judge/figures/catalogue/texts-per-second.ts";
import { formatCount, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import { spreadText } from "../words/interval.ts";
import { arrivalsText } from "../words/scenarios.ts";
import {
  type Chart,
  cutNote,
  type DrawnChart,
  ENDS_TEXT,
  endsOf,
  type FinishedConfiguration,
  finishedOf,
  MOST_ROWS,
} from "./chart.ts";
import { findingOf } from "./proven.ts";
import { FRAME, PALETTE, type RowScale, rowMark, rowScale, rowsAxis, rowsHeight, rowText } from "./theme.ts";

/** Texts per second, which determine the cost per million texts. */
export const throughput: Chart = {
  name: "throughput",
  draw(analysis) {
    const finished = finishedOf(analysis).sort((a, b) => speed(b).middle - speed(a).middle);
    if (finished.length === 0) return null;
    const shown = finished.slice(0, MOST_ROWS);
    const title = findingTitle(finished);
    const { isLog, scale } = rowScale(
      shown.flatMap((one) => {
        const { low, high } = endsOf(one, textsPerSecond);
        return [low, high];
      }),
    );
    return {
      title,
      subtitle: `Text in, probability out, ${arrivalsText(analysis.plan)}, tokenizing included: the ${isLog ? "point" : "bar"} is the median over the samples of serving, or over the runs if there are none, the line ${ENDS_TEXT}.${cutNote(shown.length, finished.length)}`,
      description: `${isLog ? "Dot" : "Bar"} chart of texts per second for ${shown.length} configurations. ${title}.`,
      spec: specOf(shown, { isLog, scale }),
    };
  },
};

const speed = ({ figures }: FinishedConfiguration) => figures.textsPerSecond;

function findingTitle(finished: readonly FinishedConfiguration[]): string {
  const finding = findingOf(finished, textsPerSecond, "dearer");
  switch (finding.kind) {
    case "better": {
      const { best, baseline, ratio } = finding;
      return `${best.label} answers ${formatNumber(Number(ratio.toPrecision(3)))} times as many texts per second as the baseline, ${formatNumber(speed(best).middle)} instead of ${formatNumber(speed(baseline).middle)}`;
    }
    case "none-better":
      return "Nothing accurate enough answers measurably more texts per second than the baseline";
    case "too-few":
      return "Too few samples to tell which configuration answers the most texts per second";
    case "only-one":
      return `${finding.one.label} answers ${formatNumber(speed(finding.one).middle)} texts per second`;
    case "none":
      return `Texts per second of the ${plural(finished.length, "configuration")} that finished`;
  }
}

function specOf(finished: readonly FinishedConfiguration[], { isLog, scale }: RowScale): DrawnChart["spec"] {
  const values = finished.map((one) => ({
    configuration: one.id,
    name: one.label,
    texts: speed(one).middle,
    ...endsOf(one, textsPerSecond),
    text: formatNumber(speed(one).middle),
    ends: spreadText(speed(one), one.intervals.get(textsPerSecond.name) ?? null, formatCount),
  }));
  const y = rowsAxis(values.map(({ name }) => name));
  const x = {
    type: "quantitative",
    title: "Texts per second",
    scale,
    // "1M", not "1,000,000", of which a phone shows too few; "0M" is just 0.
    axis: { tickCount: 4, format: "~s", labelExpr: "datum.value === 0 ? '0' : datum.label" },
  } as const;
  return {
    ...FRAME,
    height: rowsHeight(values.map(({ name }) => name)),
    data: { values },
    layer: [
      {
        mark: rowMark({ isLog }, { color: PALETTE[2]!, height: 14 }),
        encoding: {
          y,
          x: { ...x, field: "texts" },
          tooltip: [
            { field: "name", title: "configuration" },
            { field: "text", title: "texts per second" },
            { field: "ends", title: "how sure" },
          ],
        },
      },
      { mark: { type: "rule", strokeWidth: 1.5 }, encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } } },
      {
        mark: rowText({ isLog }),
        encoding: { y, x: { ...x, field: "high" }, text: { field: "text" } },
      },
    ],
  };
}
