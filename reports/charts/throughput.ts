import { perObject } from "../../harness/base/per-object.ts";
import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import { textsPerSecond } from "../../harness/judge/figures/catalogue/texts-per-second.ts";
import { formatCount, formatNumber } from "../../harness/judge/figures/format.ts";
import { shownWords } from "../words/charts/shown.ts";
import { throughputWords } from "../words/charts/throughput.ts";
import { spreadText } from "../words/interval.ts";
import type { Language } from "../words/language.ts";
import { arrivalsText } from "../words/scenarios.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { findingOf } from "./proven.ts";
import { leftOutNote, rowsBeside } from "./row-names.ts";
import { FRAME, PALETTE, type RowScale, rowMark, rowScale, rowText } from "./theme.ts";

/** Texts per second, which determine the cost per million texts. */
export const throughput: Chart = {
  name: "throughput",
  draw(analysis, language) {
    const finished = fastestFirst(finishedOf(analysis));
    if (finished.length === 0) return null;
    const shown = finished.slice(0, MOST_ROWS);
    const words = throughputWords(language);
    const title = findingTitle(finished, language);
    const { isLog, scale } = rowScale(
      shown.flatMap((one) => {
        const { low, high } = endsOf(one);
        return [low, high];
      }),
    );
    return {
      title,
      subtitle: `${words.subtitle(arrivalsText(analysis.plan, language), isLog)}${shownWords(language).cut(shown.length, finished.length)}${leftOutNote(
        shown.map(({ label: name }) => ({ name })),
        language,
      )}`,
      description: words.description(isLog, shown.length, title),
      spec: specOf(shown, { isLog, scale }, language),
    };
  },
};

const fastestFirst = perObject((finished: readonly FinishedConfiguration[]): readonly FinishedConfiguration[] =>
  [...finished].sort((a, b) => speed(b).middle - speed(a).middle),
);

const speed = ({ figures }: FinishedConfiguration) => figures.textsPerSecond;

/** The 95 % interval or, of a single measurement, the range within it. */
function endsOf(one: FinishedConfiguration): Interval {
  return one.intervals.get(textsPerSecond.name) ?? speed(one);
}

function findingTitle(finished: readonly FinishedConfiguration[], language: Language): string {
  const words = throughputWords(language);
  const rateOf = (one: FinishedConfiguration) => formatNumber(speed(one).middle);
  const named = (one: FinishedConfiguration) => ({ name: one.label, rate: rateOf(one) });
  const finding = findingOf(finished, textsPerSecond);
  switch (finding.kind) {
    case "better": {
      const { best, baseline, ratio } = finding;
      return words.better(named(best), formatNumber(Number(ratio.toPrecision(3))), rateOf(baseline));
    }
    case "none-better":
      return words.noneBetter;
    case "too-few":
      return words.tooFew;
    case "only-one":
      return words.onlyOne(named(finding.one));
    case "none":
      return words.plainTitle(finished.length);
  }
}

function specOf(
  finished: readonly FinishedConfiguration[],
  { isLog, scale }: RowScale,
  language: Language,
): DrawnChart["spec"] {
  const words = throughputWords(language);
  const values = finished.map((one) => ({
    configuration: one.id,
    name: one.label,
    texts: speed(one).middle,
    ...endsOf(one),
    text: formatNumber(speed(one).middle),
    ends: spreadText(speed(one), one.intervals.get(textsPerSecond.name) ?? null, formatCount, language),
  }));
  const { axis: y, height } = rowsBeside(values.map(({ name }) => name));
  const x = {
    type: "quantitative",
    title: words.axis,
    scale,
    // "1M", not "1,000,000", of which a phone shows too few; "0M" is just 0.
    axis: { tickCount: 4, format: "~s", labelExpr: "datum.value === 0 ? '0' : datum.label" },
  } as const;
  return {
    ...FRAME,
    height,
    data: { values },
    layer: [
      {
        mark: rowMark({ isLog }, { color: PALETTE[2]!, height: 14 }),
        encoding: {
          y,
          x: { ...x, field: "texts" },
          tooltip: [
            { field: "name", title: shownWords(language).configuration },
            { field: "text", title: words.tooltip.rate },
            { field: "ends", title: words.tooltip.ends },
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
