import { formatUsd } from "../../harness/judge/figures/format.ts";
import { type NamedKind, namedKinds, reachedRange, reachedTime, toAccuracyFinding } from "../words/to-accuracy.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME, positiveScale } from "./theme.ts";

/** Seconds of training to each accuracy, of several kinds of training. */
export const toAccuracy: Chart = {
  name: "toaccuracy",
  section: "to-accuracy",
  draw(analysis) {
    const kinds = namedKinds(analysis);
    const { thresholds } = analysis.toAccuracy;
    const values = kinds.flatMap((kind) => pointsOf(kind, thresholds));
    if (kinds.length < 2 || values.length === 0) return null;
    const title = toAccuracyFinding(analysis.toAccuracy, kinds);
    return {
      title,
      subtitle:
        "Seconds of training up to the first epoch that reaches a test accuracy, a student’s teachers included: medians over the trainings. A line ends where half of them get no further.",
      description: `Line chart of seconds of training against test accuracy in percent for ${kinds.length} kinds of training. ${title}.`,
      spec: specOf(
        values,
        kinds.map(({ name }) => name),
      ),
    };
  },
};

interface ReachedPoint {
  /** Ids of the configurations of its kind. */
  readonly configuration: readonly string[];
  readonly name: string;
  /** Percent. */
  readonly accuracy: number;
  readonly seconds: number;
  readonly text: string;
  readonly usd: string;
  readonly trainings: string;
}

function pointsOf(
  { configurations, name, trainings, reached }: NamedKind,
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
            usd: formatUsd(one.usd.middle),
            trainings: `${one.trainings} of ${trainings}`,
          },
        ],
  );
}

function specOf(values: readonly ReachedPoint[], names: readonly string[]): DrawnChart["spec"] {
  const lines = namedLines(names, 36, [
    { field: "name", title: "training" },
    { field: "accuracy", title: "test accuracy (%)", type: "quantitative", format: ".1f" },
    { field: "text", title: "time" },
    { field: "usd", title: "US dollars" },
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
      field: "seconds",
      type: "quantitative",
      title: "Seconds of training",
      scale: positiveScale(
        values.map(({ seconds }) => seconds),
        true,
      ),
      axis: { tickCount: 5, format: "~r" },
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
