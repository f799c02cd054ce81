import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { formatUsd } from "../../harness/judge/figures/format.ts";
import { dollarWords } from "../words/charts/dollars.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import type { Language } from "../words/language.ts";
import { type NamedKind, namedKinds, reachedRange, reachedTime, toAccuracyFinding } from "../words/to-accuracy.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { secondsAxis, sharedRate } from "./dollars-axis.ts";
import { evenly, MOST_LINES } from "./evenly.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME, positiveScale } from "./theme.ts";

/** Seconds of training to each accuracy, of several kinds of training. */
export const toAccuracy: Chart = {
  name: "toaccuracy",
  section: "to-accuracy",
  draw(analysis, language) {
    const kinds = namedKinds(analysis);
    const values = valuesOf(kinds, analysis);
    if (kinds.length < 2 || values.length === 0) return null;
    const title = toAccuracyFinding(analysis.toAccuracy, kinds);
    return {
      title,
      subtitle: `Seconds of training up to the first epoch that reaches a test accuracy, a student’s teachers included: medians over the trainings. A line ends where half of them get no further.${cutNote(kinds, language)}`,
      description: `Line chart of seconds of training against test accuracy in percent for ${kinds.length} kinds of training. ${title}.`,
      spec: specOf(values, "seconds", language),
    };
  },
};

/** The same in dollars, where trainings have several prices: with one, the axis of seconds has both. */
export const toAccuracyUsd: Chart = {
  name: "toaccuracyusd",
  section: "to-accuracy",
  draw(analysis, language) {
    const kinds = namedKinds(analysis);
    const values = valuesOf(kinds, analysis);
    if (kinds.length < 2 || values.length === 0 || sharedRate(values) !== null) return null;
    const words = dollarWords(language);
    const title = words.reached(kinds.length);
    return {
      title,
      subtitle: `${words.reachedSubtitle}${cutNote(kinds, language)}`,
      description: words.description("reached", kinds.length, title),
      spec: specOf(values, "usd", language),
    };
  },
};

function cutNote(kinds: readonly NamedKind[], language: Language): string {
  return sampledNote(Math.min(kinds.length, MOST_LINES), kinds.length, language);
}

function valuesOf(kinds: readonly NamedKind[], { toAccuracy: { thresholds } }: Analysis): ReachedPoint[] {
  return evenly(kinds, MOST_LINES).flatMap((kind) => pointsOf(kind, thresholds));
}

interface ReachedPoint {
  /** Ids of the configurations of its kind. */
  readonly configuration: readonly string[];
  readonly name: string;
  /** Percent. */
  readonly accuracy: number;
  readonly seconds: number;
  readonly text: string;
  readonly usd: number;
  readonly usdText: string;
  readonly trainings: string;
}

function pointsOf(
  { name, configurations, trainings, reached }: NamedKind,
  thresholds: readonly number[],
): ReachedPoint[] {
  return reached.flatMap((one, index) =>
    one.ms.middle === null || one.usd.middle === null
      ? []
      : [
          {
            configuration: configurations,
            name,
            accuracy: thresholds[index]! * 100,
            seconds: one.ms.middle / 1000,
            text: [reachedTime(one), reachedRange(one)].filter((part) => part !== "").join(", "),
            usd: one.usd.middle,
            usdText: formatUsd(one.usd.middle),
            trainings: `${one.trainings} of ${trainings}`,
          },
        ],
  );
}

function specOf(values: readonly ReachedPoint[], over: "seconds" | "usd", language: Language): DrawnChart["spec"] {
  const words = dollarWords(language);
  const names = [...new Set(values.map(({ name }) => name))];
  const lines = namedLines(names, 36, [
    { field: "name", title: "training" },
    { field: "accuracy", title: "test accuracy (%)", type: "quantitative", format: ".1f" },
    { field: "text", title: "time" },
    { field: "usdText", title: words.tooltip },
    { field: "trainings", title: "trainings that reach it" },
  ]);
  const encoding = {
    x: {
      field: "accuracy",
      type: "quantitative",
      title: "Test accuracy (%)",
      scale: { zero: false },
      axis: { tickCount: 6 },
    },
    y: {
      field: over,
      type: "quantitative",
      scale: positiveScale(
        values.map((value) => value[over]),
        true,
      ),
      ...(over === "seconds"
        ? secondsAxis(sharedRate(values), language)
        : { title: words.axis.dollars, axis: { tickCount: 5, format: "$.2~r" } }),
    },
    detail: { field: "name" },
  } as const;
  return {
    ...FRAME,
    height: 260,
    data: { values: [...values] },
    encoding: { ...encoding, ...lines.encoding },
    layer: lines.layer,
  };
}
