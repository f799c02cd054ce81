import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { HostedResult, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import { formatPoints, formatRatio, formatShare, formatUsd, listing } from "../../harness/judge/figures/format.ts";
import { configurationOf } from "./finished.ts";
import { capitalized, type Sentence, sentence, strong } from "./sentence.ts";

const NAMES: Readonly<Record<string, string>> = {
  majority: "the majority class",
  tfidf: "tf-idf with logistic regression",
  fasttext: "fastText",
};

/** What a mark is called in a sentence; its own name where it has no other. */
export function markName(name: string): string {
  return NAMES[name] ?? name;
}

/** "$0.000120 per million texts, 0.46 times the cost of int8", or "…, 78 times cheaper than int8" */
function costText({ usd, versusAnswer }: MarkResult, answer: string): string {
  const ratio = versusAnswer?.cost?.ratio ?? null;
  const cost = `${formatUsd(usd.middle)} per million texts`;
  if (ratio === null) return cost;
  return ratio <= 0.1
    ? `${cost}, ${formatRatio(1 / ratio)} times cheaper than ${answer}`
    : `${cost}, ${formatRatio(ratio)} times the cost of ${answer}`;
}

/** "−0.2 points, −0.9 to +0.5" */
function differenceText({ versusAnswer }: Pick<MarkResult, "versusAnswer">): string {
  if (versusAnswer === null) return "";
  const { difference, interval } = versusAnswer.accuracy;
  return `${formatPoints(difference)} points, ${formatPoints(interval.low)} to ${formatPoints(interval.high)}`;
}

/** The first sentence of a report whose answer a mark dominates. */
export function dominationText(mark: MarkResult, analysis: Analysis): Sentence {
  const name = strong(markName(mark.name));
  const winner = configurationOf(analysis.answer.winner!, analysis).label;
  const reaches = `${formatShare(mark.accuracy)} test accuracy at ${costText(mark, winner)}`;
  return mark.versusAnswer?.domination === "more-accurate"
    ? capitalized(
        sentence`a simple baseline beats this answer: ${name} reaches ${reaches}, and is more accurate (${differenceText(mark)}).`,
      )
    : capitalized(
        sentence`a simple baseline does as well for less: ${name} reaches ${reaches}, which is not shown to be more accurate (${differenceText(mark)}).`,
      );
}

/** A line for each mark that was measured, or is missing, for a terminal. */
export function markLines({ measured, missing }: Analysis["marks"]): string[] {
  return [
    ...measured.map(
      (mark) =>
        `Baseline from outside the matrix: ${markName(mark.name)}, ${formatShare(mark.accuracy)} test accuracy at ${costText(mark, "the answer")}.`,
    ),
    ...missing.map(({ name, reason }) => `Baseline from outside the matrix: ${markName(name)} is missing: ${reason}.`),
  ];
}

/** What a chart shows of the marks, and what it leaves out since it would be far away. */
export function marksReading({
  shown,
  outside,
  hosted,
}: {
  readonly shown: readonly MarkResult[];
  readonly outside: readonly MarkResult[];
  readonly hosted: readonly HostedResult[];
}): string[] {
  const lines: string[] = [];
  if (shown.length > 0) lines.push("Stars are baselines from outside the matrix.");
  const far = [
    ...outside.map(
      ({ name, accuracy, usd }) => `${markName(name)} (${formatShare(accuracy)} at ${formatUsd(usd.middle)})`,
    ),
    ...(hosted.length === 0
      ? []
      : [`hosted services (${formatUsd(Math.min(...hosted.map((one) => one.usdPerMillionTexts)))} and more)`]),
  ];
  if (far.length > 0) lines.push(`Too far away to be drawn: ${listing(far)}.`);
  return lines;
}
