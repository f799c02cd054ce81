import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { reachedAt } from "../../harness/judge/analysis/trainings/to-accuracy.ts";
import { formatUsd } from "../../harness/judge/figures/format.ts";
import { dollarWords } from "../words/charts/dollars.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import { toAccuracyWords } from "../words/charts/to-accuracy.ts";
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
    const kinds = namedKinds(analysis, language);
    const values = valuesOf(kinds, analysis, language);
    if (kinds.length < 2 || values.length === 0) return null;
    const words = toAccuracyWords(language);
    const title = toAccuracyFinding(analysis.toAccuracy, kinds, language);
    return {
      title,
      subtitle: `${words.subtitle}${cutNote(kinds, language)}`,
      description: words.description(kinds.length, title),
      spec: specOf(values, "seconds", language),
    };
  },
};

/** The same in dollars, where trainings have several prices: with one, the axis of seconds has both. */
export const toAccuracyUsd: Chart = {
  name: "toaccuracyusd",
  section: "to-accuracy",
  draw(analysis, language) {
    const kinds = namedKinds(analysis, language);
    const values = valuesOf(kinds, analysis, language);
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

function valuesOf(
  kinds: readonly NamedKind[],
  { toAccuracy: { thresholds } }: Analysis,
  language: Language,
): ReachedPoint[] {
  return evenly(kinds, MOST_LINES).flatMap((kind) => pointsOf(kind, thresholds, language));
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

function pointsOf(kind: NamedKind, thresholds: readonly number[], language: Language): ReachedPoint[] {
  const words = toAccuracyWords(language);
  return thresholds.flatMap((threshold) => {
    const one = reachedAt(kind, threshold);
    if (one.ms.middle === null || one.usd.middle === null) return [];
    return [
      {
        configuration: kind.configurations,
        name: kind.name,
        accuracy: threshold * 100,
        seconds: one.ms.middle / 1000,
        text: [reachedTime(one, language), reachedRange(one, language)].filter((part) => part !== "").join(words.comma),
        usd: one.usd.middle,
        usdText: formatUsd(one.usd.middle),
        trainings: words.share(one.trainings, kind.trainings),
      },
    ];
  });
}

function specOf(values: readonly ReachedPoint[], over: "seconds" | "usd", language: Language): DrawnChart["spec"] {
  const words = toAccuracyWords(language);
  const dollars = dollarWords(language);
  const names = [...new Set(values.map(({ name }) => name))];
  const lines = namedLines(names, 36, [
    { field: "name", title: words.tooltip.training },
    { field: "accuracy", title: words.tooltip.accuracy, type: "quantitative", format: ".1f" },
    { field: "text", title: words.tooltip.time },
    { field: "usdText", title: dollars.tooltip },
    { field: "trainings", title: words.tooltip.trainings },
  ]);
  const encoding = {
    x: {
      field: "accuracy",
      type: "quantitative",
      title: words.axis,
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
        : { title: dollars.axis.dollars, axis: { tickCount: 5, format: "$.2~r" } }),
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
