import { isPretrainedModel } from "../../harness/contract/model-source.ts";
import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { isByScenario } from "../../harness/judge/analysis/condition.ts";
import { comparedWithMarks } from "../../harness/judge/analysis/marks/compare-marks.ts";
import type { HostedResult, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import {
  formatCount,
  formatPoints,
  formatPointsRange,
  formatRatio,
  formatShare,
  formatUsd,
  listing,
} from "../../harness/judge/figures/format.ts";
import { specOfDataset } from "./data.ts";
import { configurationOf } from "./finished.ts";
import { markName } from "./mark-names.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";

/**
 * "$0.000120 per million texts, 0.46 times the $0.000261 of int8 in its own runs", or "…, 78 times cheaper than …": the ratio is that of the two
 * figures that stand there, not of one that was sampled in rounds.
 */
function costText({ usd, versusAnswer }: MarkResult, answer: string): string {
  const compared = versusAnswer?.cost ?? null;
  const cost = `${formatUsd(usd.middle)} per million texts`;
  if (compared === null) return cost;
  const { ratio, answerUsd } = compared;
  const other = `the ${formatUsd(answerUsd)} of ${answer} in its own runs`;
  return ratio <= 0.1
    ? `${cost}, ${formatRatio(1 / ratio)} times cheaper than ${other}`
    : `${cost}, ${formatRatio(ratio)} times ${other}`;
}

/** "−0.2 points, −0.9 to +0.5" */
function differenceText({ versusAnswer }: Pick<MarkResult, "versusAnswer">): string {
  if (versusAnswer === null) return "";
  const { difference, interval } = versusAnswer.accuracy;
  return `${formatPoints(difference)} points, ${formatPointsRange(interval)}`;
}

/** The first sentence of a report whose answer a mark dominates. */
export function dominationText(mark: MarkResult, analysis: Analysis): Sentence {
  const winner = configurationOf(analysis.answer.winner!, analysis);
  const reaches = sentence`${strong(markName(mark.name))} reaches ${formatShare(mark.accuracy)} test accuracy at ${costText(mark, winner.label)}`;
  const rows = trainingRowsText(mark, winner, analysis);
  return mark.versusAnswer?.domination === "more-accurate"
    ? sentence`A simple baseline beats this answer: ${reaches}, and is more accurate (${differenceText(mark)}${rows}).`
    : sentence`A simple baseline costs less and is not shown to be less accurate: ${reaches} (${differenceText(mark)}${rows}).`;
}

/** "; trained on 2,000 labelled rows, int8 on 200": where they differ. Nobody knows on how many rows a pretrained model was. */
function trainingRowsText({ trainingRows }: MarkResult, winner: ConfigurationResult, { plan }: Analysis): string {
  const runs = winner.cells.flatMap(({ run }) => run ?? []);
  const isPretrained = runs.some(({ experiment }) => isPretrainedModel(experiment.model, plan));
  const rows = runs.find(({ corpus }) => corpus !== null)?.corpus?.rows.train;
  if (trainingRows === undefined || rows === undefined || rows === trainingRows || isPretrained) return "";
  return `; trained on ${formatCount(trainingRows)} labelled rows, ${winner.label} on ${formatCount(rows)}`;
}

/** A line for each mark that was measured, or is missing, for a terminal. */
export function markLines(analysis: Pick<Analysis, "marks" | "plan" | "configurations" | "answer">): string[] {
  const {
    plan,
    marks: { measured, missing },
  } = analysis;
  const compared = comparedText(analysis);
  const named = ({ name, dataset }: { readonly name: string; readonly dataset: string }) => {
    const whose = plan.datasets.length === 1 ? "" : `, for ${specOfDataset(plan, dataset)}`;
    return `Baseline from outside the matrix${whose}: ${markName(name)}`;
  };
  return [
    ...measured.map(
      (mark) => `${named(mark)}, ${formatShare(mark.accuracy)} test accuracy at ${costText(mark, compared)}.`,
    ),
    ...missing.map((mark) => `${named(mark)} is missing: ${mark.reason}.`),
  ];
}

/** "the answer" or, of several under what is given, the configuration that one of them names. */
function comparedText(analysis: Pick<Analysis, "plan" | "configurations" | "answer">): string {
  const { answer, configurations } = analysis;
  const isOfMany = answer.kind === "by-condition" && !isByScenario(answer.conditions);
  const compared = isOfMany ? configurations.find(({ id }) => id === comparedWithMarks(analysis)) : undefined;
  return compared?.label ?? "the answer";
}

/** "$2.50" or "$2.50 to $9.00" */
function pricesText(hosted: readonly HostedResult[]): string {
  const prices = hosted.map(({ usdPerMillionTexts }) => usdPerMillionTexts);
  const [least, most] = [formatUsd(Math.min(...prices)), formatUsd(Math.max(...prices))];
  return least === most ? least : `${least} to ${most}`;
}

/** What a chart shows of the marks, and what it leaves out since it would be far away. */
export function marksReading({
  shown,
  outside,
  priced,
  beyond,
}: {
  readonly shown: readonly MarkResult[];
  readonly outside: readonly MarkResult[];
  readonly priced: readonly HostedResult[];
  readonly beyond: readonly HostedResult[];
}): string[] {
  const lines: string[] = [];
  if (shown.length > 0) lines.push("Stars are baselines from outside the matrix.");
  if (priced.length > 0) {
    const prices = priced.map(
      ({ service, usdPerMillionTexts, date }) => `${service} (${formatUsd(usdPerMillionTexts)}, ${date})`,
    );
    lines.push(
      `Dotted vertical lines are list prices of hosted services, which nobody asked here: ${listing(prices)}.`,
    );
  }
  const far = [
    ...outside.map(
      ({ name, accuracy, usd }) => `${markName(name)} (${formatShare(accuracy)} at ${formatUsd(usd.middle)})`,
    ),
    ...(beyond.length === 0 ? [] : [`hosted services (${pricesText(beyond)})`]),
  ];
  if (far.length > 0) lines.push(`Too far away to be drawn: ${listing(far)}.`);
  return lines;
}
