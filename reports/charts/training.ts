import { median } from "simple-statistics";
import type { TrainingCourse } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { sharedTrainings } from "../../harness/judge/analysis/trainings/shared-training.ts";
import { formatMs, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { wallUsd } from "../../harness/judge/pricing/cost.ts";
import { dollarWords } from "../words/charts/dollars.ts";
import { shownWords } from "../words/charts/shown.ts";
import { trainingWords } from "../words/charts/training.ts";
import { groupName } from "../words/labels.ts";
import type { Language } from "../words/language.ts";
import { atLeastAPoint } from "./at-least-a-point.ts";
import { type Chart, type DrawnChart, finishedOf } from "./chart.ts";
import { secondsAxis, sharedRate } from "./dollars-axis.ts";
import { evenly, MOST_LINES } from "./evenly.ts";
import { namedLines } from "./named-lines.ts";
import { FRAME } from "./theme.ts";

/** One training, which several configurations may share. */
interface ChartedTraining {
  readonly run: string;
  /** The configurations that use it. */
  readonly configurations: readonly string[];
  readonly name: string;
  readonly seed: number;
  readonly history: TrainingCourse["history"];
  readonly usdPerHour: number;
  /** Whether early stopping was used, so that the weights may be from an epoch before the last. */
  readonly isStoppedEarly: boolean;
}

/** Test accuracy over training time, to compare optimizers and batch sizes. */
export const training: Chart = {
  name: "training",
  draw(analysis, language) {
    const trainings = trainingsOf(analysis, language);
    if (trainings.length === 0) return null;
    const words = trainingWords(language);
    const title = findingTitle(trainings, analysis, language);
    const shown = evenly(trainings, MOST_LINES);
    return {
      title,
      subtitle: [
        words.subtitle(trainings.length),
        trainings.some(({ isStoppedEarly }) => isStoppedEarly) ? words.keepsBest : "",
        shownWords(language).cut(shown.length, trainings.length),
      ].join(""),
      description: words.description(shown.length, title),
      spec: specOf(shown, "seconds", language),
    };
  },
};

/** The same over dollars, where trainings have several prices: with one, the axis of seconds has both. */
export const trainingUsd: Chart = {
  name: "trainingusd",
  draw(analysis, language) {
    const prices = new Set(sharedTrainings(finishedOf(analysis)).map(({ run }) => run.price.usdPerHour));
    if (prices.size < 2) return null;
    const trainings = trainingsOf(analysis, language);
    const words = dollarWords(language);
    const title = words.training(new Set(trainings.map(({ name }) => name)).size);
    const shown = evenly(trainings, MOST_LINES);
    return {
      title,
      subtitle: `${words.trainingSubtitle}${shownWords(language).cut(shown.length, trainings.length)}`,
      description: words.description("training", shown.length, title),
      spec: specOf(shown, "usd", language),
    };
  },
};

function trainingsOf(analysis: Analysis, language: Language): ChartedTraining[] {
  return sharedTrainings(finishedOf(analysis)).map(({ run, configurations }) => ({
    run: run.usage.trainRun,
    configurations,
    name: groupName(configurations, analysis.labels, language),
    seed: run.experiment.training.seed,
    history: run.training.history,
    usdPerHour: run.price.usdPerHour,
    isStoppedEarly: run.training.stopped != null,
  }));
}

/** Half a point: smaller changes are within the noise of a few hundred test rows. */
const SETTLED = 0.005;

/** Trainings of different optimizers or lengths have no time in common: the title is about those of the answer. */
function findingTitle(
  trainings: readonly ChartedTraining[],
  { answer, configurations }: Analysis,
  language: Language,
): string {
  const kinds = new Set(trainings.map(({ name }) => name)).size;
  if (kinds === 1) return courseTitle(null, trainings, language);
  const winner = configurations.find(({ id }) => id === answer.winner);
  const own = trainings.filter((training) => winner !== undefined && training.configurations.includes(winner.id));
  if (winner === undefined || own.length === 0) return trainingWords(language).plainTitle(kinds);
  return courseTitle(winner.label, own, language);
}

function courseTitle(name: string | null, trainings: readonly ChartedTraining[], language: Language): string {
  const last = trainings.map(({ history }) => history.at(-1)!);
  const settled = trainings.map(({ history }) => {
    const final = history.at(-1)!.testAccuracy;
    return (history.findLast(({ testAccuracy }) => Math.abs(testAccuracy - final) > SETTLED)?.epoch ?? 0) + 1;
  });
  const wall = formatMs(median(last.map(({ trainWallMs }) => trainWallMs)));
  const accuracy = formatShare(median(last.map(({ testAccuracy }) => testAccuracy)));
  return trainingWords(language).title({ name, wall, accuracy, epoch: Math.round(median(settled)) });
}

/** Shown for trainings that have them. */
const OPTIONAL_DETAILS = [
  { field: "validationLoss", type: "quantitative", format: ".3f" },
  { field: "learningRate", type: "quantitative", format: ".2~e" },
] as const;

function specOf(
  trainings: readonly ChartedTraining[],
  over: "seconds" | "usd",
  language: Language,
): DrawnChart["spec"] {
  const words = trainingWords(language);
  const dollars = dollarWords(language);
  const values = trainings.flatMap(({ run, name, seed, history, configurations, usdPerHour }) =>
    history.map(({ epoch, trainWallMs, testAccuracy, loss, validationLoss, learningRate }) => ({
      configuration: configurations,
      run,
      name,
      seed,
      epoch,
      seconds: trainWallMs / 1000,
      usd: wallUsd(trainWallMs, usdPerHour),
      usdText: formatUsd(wallUsd(trainWallMs, usdPerHour)),
      accuracy: testAccuracy * 100,
      loss,
      ...(validationLoss === null ? {} : { validationLoss }),
      ...(learningRate === null ? {} : { learningRate }),
    })),
  );
  const names = [...new Set(trainings.map(({ name }) => name))];
  const lines = namedLines(names, 28, [
    { field: "name", title: words.tooltip.training },
    { field: "seed", title: words.tooltip.seed },
    { field: "epoch", title: words.tooltip.epoch },
    { field: "accuracy", title: words.tooltip.accuracy, type: "quantitative", format: ".1f" },
    { field: "loss", title: words.tooltip.loss, type: "quantitative", format: ".3f" },
    ...OPTIONAL_DETAILS.filter(({ field }) => values.some((value) => field in value)).map(({ field, ...shown }) => ({
      field,
      title: words.tooltip[field],
      ...shown,
    })),
    { field: "seconds", title: words.tooltip.seconds, type: "quantitative", format: ".2~f" },
    { field: "usdText", title: dollars.tooltip },
  ]);
  const encoding = {
    x: {
      field: over,
      type: "quantitative",
      scale: { zero: true },
      ...(over === "seconds"
        ? secondsAxis(sharedRate(values), language)
        : { title: dollars.axis.dollars, axis: { tickCount: 4, format: "$.2~r" } }),
    },
    y: {
      field: "accuracy",
      type: "quantitative",
      title: words.axis,
      scale: { zero: false, ...atLeastAPoint(values.map(({ accuracy }) => accuracy)) },
      axis: { tickCount: 6 },
    },
    detail: { field: "run" },
  } as const;
  return {
    ...FRAME,
    height: 260,
    data: { values },
    encoding: { ...encoding, ...lines.encoding },
    layer: lines.layer,
  };
}
