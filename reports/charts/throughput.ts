import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { formatCount, formatNumber } from "../../harness/judge/figures/format.ts";
import { type Chart, cutNote, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { FRAME, PALETTE, roomForText, rowsAxis } from "./theme.ts";

/** Texts per second, which determine the cost per million texts. */
export const throughput: Chart = {
  name: "throughput",
  draw(analysis) {
    const finished = finishedOf(analysis).sort((a, b) => speed(b).middle - speed(a).middle);
    if (finished.length === 0) return null;
    const shown = finished.slice(0, MOST_ROWS);
    const title = findingTitle(finished);
    return {
      title,
      subtitle: `Text in, probability out, in batches of ${THROUGHPUT_BATCH}, tokenizing included: the bar is the median over the runs, the line their range.${cutNote(shown.length, finished.length)}`,
      description: `Bar chart of texts per second for ${shown.length} configurations. ${title}.`,
      spec: specOf(shown),
    };
  },
};

const speed = ({ figures }: FinishedConfiguration) => figures.textsPerSecond;

function findingTitle(fastestFirst: readonly FinishedConfiguration[]): string {
  const fastest = fastestFirst[0]!;
  const baseline = fastestFirst.find(({ isBaseline }) => isBaseline);
  const first = `${fastest.label} answers ${formatNumber(speed(fastest).middle)} texts per second`;
  if (fastestFirst.length === 1) return first;
  if (baseline === undefined || baseline === fastest) return `${first}, the most of all configurations`;
  return `${first}, ${formatNumber(Number((speed(fastest).middle / speed(baseline).middle).toPrecision(3)))} times the baseline’s ${formatNumber(speed(baseline).middle)}`;
}

function specOf(finished: readonly FinishedConfiguration[]): DrawnChart["spec"] {
  const values = finished.map((one) => ({
    name: one.label,
    texts: speed(one).middle,
    low: speed(one).low,
    high: speed(one).high,
    text: formatNumber(speed(one).middle),
    range: `${formatCount(speed(one).low)} to ${formatCount(speed(one).high)}`,
  }));
  const fastest = Math.max(...values.map(({ high }) => high));
  const y = rowsAxis(values.map(({ name }) => name));
  const x = {
    type: "quantitative",
    title: "Texts per second",
    scale: { domainMin: 0, domainMax: roomForText(fastest) },
    axis: { tickCount: 4, format: ",d" },
  } as const;
  return {
    ...FRAME,
    height: values.length * 26,
    data: { values },
    layer: [
      {
        mark: { type: "bar", height: 14, color: PALETTE[2]! },
        encoding: {
          y,
          x: { ...x, field: "texts" },
          tooltip: [
            { field: "name", title: "configuration" },
            { field: "text", title: "texts per second" },
            { field: "range", title: "range over the runs" },
          ],
        },
      },
      { mark: { type: "rule", strokeWidth: 1.5 }, encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } } },
      {
        mark: { type: "text", align: "left", baseline: "middle", dx: 6 },
        encoding: { y, x: { ...x, field: "high" }, text: { field: "text" } },
      },
    ],
  };
}
