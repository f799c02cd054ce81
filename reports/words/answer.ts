import type {
  Analysis,
  ConfigurationResult,
  FinishedConfiguration,
  Refusal,
} from "../../harness/judge/analysis/analysis.ts";
import type {
  Chosen,
  Incomplete,
  NoBaseline,
  NoneUseful,
  NoneWithinFloor,
  NothingFinished,
} from "../../harness/judge/analysis/decision.ts";
import {
  formatBytes,
  formatCount,
  formatPoints,
  formatShare,
  formatUsd,
  listing,
  plural,
} from "../../harness/judge/figures/format.ts";
import { quoted } from "./class-names.ts";
import { floorText } from "./floor.ts";
import { theBaselineAsSubject } from "./labels.ts";
import { noFiguresText } from "./no-figures.ts";
import { notShownText, refusalText } from "./refusal.ts";
import { capitalized, inSentences, plainText, type Sentence, type Span, sentence, strong } from "./sentence.ts";

/** The answer in one to four sentences, for readers who have never seen the tool. */
export function answerText(analysis: Analysis): string {
  return plainText(answerSentences(analysis));
}

/** The answer with the winner's name in bold. */
export function answerSentences(analysis: Analysis): Sentence {
  const { answer } = analysis;
  switch (answer.kind) {
    case "nothing-finished":
      return nothingFinished(answer, analysis);
    case "no-baseline":
      return noBaseline(answer, analysis);
    case "incomplete":
      return incomplete(answer, analysis);
    case "none-useful":
      return inSentences(noneUseful(answer, analysis), canStillChange(analysis));
    case "none-within-floor":
      return inSentences(baselineFault(analysis), noneWithinFloor(answer, analysis), canStillChange(analysis));
    default:
      return inSentences(baselineFault(analysis), ...choice(answer, analysis), canStillChange(analysis));
  }
}

/** Says first that the reference of the other sentences is worth little, if so. */
function baselineFault(analysis: Analysis): Sentence {
  const baseline = analysis.configurations.find(({ isBaseline }) => isBaseline);
  const refusal = baseline?.refusal ?? null;
  if (baseline === undefined || !isFault(refusal)) return [];
  const isRelative = analysis.floors.some(({ rule }) => "withinPoints" in rule);
  const consequence = isRelative ? ", so little is shown by being close to it" : "";
  const is = refusal.kind === "no-better-than-majority" ? "is " : "";
  return sentence`${capitalized(theBaselineAsSubject(baseline.label, analysis.labels))} ${is}${refusalText(refusal)}${consequence}.`;
}

/** Nothing that finished can be used, whatever its accuracy. */
function noneUseful({ nearest }: NoneUseful, analysis: Analysis): string {
  const best = finishedOf(nearest, analysis);
  const faulty = analysis.configurations.filter(({ refusal }) => isFault(refusal));
  const texts = new Set(faulty.flatMap(({ refusal }) => (refusal === null ? [] : [refusalText(refusal)])));
  const is = best.refusal?.kind === "no-better-than-majority" ? "is " : "";
  const why =
    faulty.length > 1 && texts.size === 1
      ? `each of the ${formatCount(faulty.length)} that finished ${is}${[...texts][0]}`
      : `${best.label}, the most accurate, ${is}${best.refusal === null ? "" : refusalText(best.refusal)}`;
  return `No configuration is good enough to be used: ${why}${atItsAccuracy(best, analysis)}.`;
}

/** ", and at 95.5 % accuracy does no better than always answering “normal”" */
function atItsAccuracy({ refusal, figures }: FinishedConfiguration, { majority }: Analysis): string {
  if (refusal?.kind === "no-better-than-majority" || majority === null) return "";
  const share = formatShare(figures.accuracy.middle);
  return figures.accuracy.middle > majority.share
    ? `, at ${share} accuracy`
    : `, and at ${share} accuracy does no better than always answering ${quoted(majority.label)}`;
}

function isFault(
  refusal: Refusal | null,
): refusal is Extract<Refusal, { kind: "never-predicts" | "no-better-than-majority" }> {
  return refusal?.kind === "never-predicts" || refusal?.kind === "no-better-than-majority";
}

function nothingFinished({ first }: NothingFinished, analysis: Analysis): Sentence {
  return inSentences(
    `No answer yet: none of the ${plural(analysis.cells.length, "planned run")} has finished.`,
    first === null
      ? ""
      : `The first run without figures: ${configurationOf(first.configuration, analysis).label} (${noFiguresText(first.why)}).`,
  );
}

function noBaseline({ baseline, cheapest }: NoBaseline, analysis: Analysis): Sentence {
  const why =
    baseline === null
      ? "the matrix names no baseline"
      : sentence`${theBaselineAsSubject(configurationOf(baseline.configuration, analysis).label, analysis.labels)} has not finished (${noFiguresText(baseline.why)})`;
  return inSentences(
    sentence`No answer: ${why}, so “${floorText(analysis.floors)}” cannot be judged.`,
    `The cheapest configuration that finished, accurate enough or not, is ${briefly(finishedOf(cheapest, analysis))}.`,
  );
}

function incomplete({ promising }: Incomplete, analysis: Analysis): Sentence {
  return inSentences(
    `No answer yet: ${progress(analysis)} finished.`,
    promising === null
      ? "None of them used the data that the answer is about."
      : `The cheapest configuration that is accurate enough so far (${floorText(analysis.floors)}) is ${briefly(finishedOf(promising, analysis))}.`,
  );
}

function noneWithinFloor({ nearest, refusal, reached, threshold }: NoneWithinFloor, analysis: Analysis): string {
  const best = finishedOf(nearest, analysis);
  const { rule } = refusal.floor;
  const text = floorText(analysis.floors);
  const most = rule.figure === "accuracy" ? "the most accurate one" : "the best one";
  if (refusal.verdict.verdict === "not-shown") {
    return `No configuration that finished is shown to be accurate enough: ${best.label} is ${notShownText(refusal)}.`;
  }
  return `No configuration that finished is accurate enough: the floor (${text}) requires ${formatShare(threshold)}, and ${most} reaches ${formatShare(reached)}: ${briefly(best)}.`;
}

/** For an unfinished run; failed runs are in the warnings. */
function canStillChange(analysis: Analysis): string {
  return analysis.counts.missing === 0 ? "" : `This can still change: ${progress(analysis)} have finished so far.`;
}

/** "4 of 5 runs" */
function progress({ cells, counts }: Analysis): string {
  return `${formatCount(counts.ok)} of ${plural(cells.length, "run")}`;
}

/** The data for the sentences about a choice. */
interface ChoiceView {
  readonly answer: Chosen;
  readonly analysis: Analysis;
  readonly winner: FinishedConfiguration;
  readonly rivals: readonly FinishedConfiguration[];
  readonly smallest: FinishedConfiguration;
  /** Null if the plan has none or it did not finish. */
  readonly baseline: FinishedConfiguration | null;
  /** "within 1 point of the baseline on the validation rows" */
  readonly floor: string;
}

function choice(answer: Chosen, analysis: Analysis): Sentence[] {
  const view: ChoiceView = {
    answer,
    analysis,
    winner: finishedOf(answer.winner, analysis),
    rivals: answer.rivals.map((id) => finishedOf(id, analysis)),
    smallest: finishedOf(answer.smallest, analysis),
    baseline: analysis.configurations.filter(isFinished).find(({ isBaseline }) => isBaseline) ?? null,
    floor: floorText(analysis.floors),
  };
  const doubts = [unproven(view), belowFloorOnTest(view), selectedOnTest(view)].map((text) => sentence`${text}`);
  return [...CHOICES[answer.kind](view), ...doubts];
}

const CHOICES: Readonly<Record<Chosen["kind"], (view: ChoiceView) => Sentence[]>> = {
  cheapest: (view) => [cheapest(view), ties(view)],
  "baseline-cheapest": (view) => [nothingCheaper(view, view.winner, "cheaper")],
  "no-saving": (view) => noSaving(view),
  "all-tie": (view) => allTie(view),
  "only-one": (view) => [onlyOne(view)],
};

function cheapest({ winner, baseline, floor, analysis }: ChoiceView): Sentence {
  const reference = otherThan(winner, baseline);
  const cost = `${usdOf(winner)} per million texts${aside(reference && usdOf(reference))}`;
  return sentence`${strong(winner.label)} is the cheapest configuration ${floor}: ${cost} at ${accuracyOnRows(winner, reference, analysis)}, in a ${fileOf(winner, reference)}.`;
}

function ties({ rivals, winner, smallest }: ChoiceView): Sentence {
  if (rivals.length === 0) return [];
  const file =
    smallest === winner
      ? "the winner’s"
      : `that of ${smallest.label}, with ${sizeOf(smallest)} at ${accuracyOf(smallest)} accuracy`;
  return sentence`${sameCost(rivals)}; the smallest file of these is ${file}.`;
}

/** @param baseline the winner, or a configuration that ties with it */
function nothingCheaper(
  { analysis, winner, floor }: ChoiceView,
  baseline: FinishedConfiguration,
  cheaper: string,
): Sentence {
  const name = baseline === winner ? strong(baseline.label) : baseline.label;
  const figures = `${usdOf(baseline)} per million texts at ${accuracyOnRows(baseline, null, analysis)}`;
  return sentence`${capitalized(theBaselineAsSubject(name, analysis.labels))} costs ${figures}; nothing accurate enough (${floor}) is ${cheaper}.`;
}

function noSaving(view: ChoiceView): Sentence[] {
  const { winner, baseline, rivals, smallest } = view;
  const reference = baseline ?? winner;
  return [
    nothingCheaper(view, reference, "measurably cheaper"),
    winner === reference
      ? []
      : sentence`${strong(winner.label)} has the lowest figure, ${usdOf(winner)}, but the difference is within the noise.`,
    isSmaller(smallest, reference)
      ? smallestFile(view, smallest.label, `${accuracyOf(smallest)} accuracy`)
      : winner === reference
        ? sentence`${sameCost(rivals)}.`
        : [],
  ];
}

function allTie(view: ChoiceView): Sentence[] {
  const { analysis, floor, winner, smallest, baseline } = view;
  const name = smallest === winner ? strong(smallest.label) : smallest.label;
  const costs = analysis.configurations
    .filter(isFinished)
    .filter(({ isEligible }) => isEligible)
    .map(({ figures }) => figures.usdPerMillionTexts.middle);
  const range = `${formatUsd(Math.min(...costs))} to ${formatUsd(Math.max(...costs))}`;
  return [
    sentence`None of the ${formatCount(costs.length)} configurations ${floor} is measurably cheaper than another; they cost ${range} per million texts.`,
    smallestFile(view, name, accuracyOnRows(smallest, otherThan(smallest, baseline), analysis)),
  ];
}

/** @param accuracy accuracy of the smallest file, as text */
function smallestFile({ smallest, baseline, analysis }: ChoiceView, name: Span, accuracy: string): Sentence {
  const subject = smallest.isBaseline ? theBaselineAsSubject(name, analysis.labels) : [name];
  const size = `${sizeOf(smallest)}${insteadOf(smallest, otherThan(smallest, baseline))}`;
  return sentence`Of those that tie, ${subject} has the smallest file: ${size}, at ${accuracy}.`;
}

function onlyOne({ winner, analysis }: ChoiceView): Sentence {
  const figures = `${usdOf(winner)} per million texts at ${accuracyOnRows(winner, null, analysis)}, in a ${fileOf(winner, null)}`;
  return sentence`The only configuration, ${strong(winner.label)}, costs ${figures}; there is nothing to compare it with.`;
}

/** Smaller, and by enough to show in the printed figures. */
function isSmaller(one: FinishedConfiguration, other: FinishedConfiguration): boolean {
  return one.figures.modelBytes.middle < other.figures.modelBytes.middle && sizeOf(one) !== sizeOf(other);
}

function sameCost(rivals: readonly FinishedConfiguration[]): string {
  const names = listing(rivals.map(({ label }) => label));
  return `${names} ${rivals.length === 1 ? "is" : "are"} not measurably more expensive`;
}

/** A cheaper configuration that would be the answer if more rows showed it. */
function unproven({ answer, analysis }: ChoiceView): string {
  if (answer.unproven === null) return "";
  const cheaper = finishedOf(answer.unproven, analysis);
  if (cheaper.refusal?.kind !== "not-shown") return "";
  return `${cheaper.label} costs less, ${usdOf(cheaper)}, but is ${notShownText(cheaper.refusal)}.`;
}

/** Says if the winner, which is above the floor on the selecting rows, is below it on the test rows. */
function belowFloorOnTest({ answer, winner }: ChoiceView): string {
  if (!answer.isBelowFloorOnTest || winner.versusBaseline === null) return "";
  const { difference, interval } = winner.versusBaseline;
  return `On the test rows ${winner.label} is clearly below that floor: ${formatPoints(difference)} points (${formatPoints(interval.low)} to ${formatPoints(interval.high)}).`;
}

function selectedOnTest({ answer }: ChoiceView): string {
  if (answer.selectedOnTest === null) return "";
  if (answer.kind === "only-one") {
    return "No validation rows were held out: its accuracy is measured on the same test rows that it was validated on.";
  }
  const why =
    answer.selectedOnTest === "nothing-held-back"
      ? "No validation rows were held out"
      : "The baseline held out no validation rows";
  return `${why}, so the choice was made on the test rows themselves, and their accuracy is optimistic.`;
}

/** The baseline, if this configuration is not the baseline itself. */
function otherThan(one: FinishedConfiguration, baseline: FinishedConfiguration | null): FinishedConfiguration | null {
  return one.isBaseline ? null : baseline;
}

/** "88.0 % accuracy on 100 unseen test rows (baseline 90.0 %)"; "unseen" if they neither selected nor stand in training rows. */
function accuracyOnRows(
  one: FinishedConfiguration,
  reference: FinishedConfiguration | null,
  { floors }: Analysis,
): string {
  const wereSeen = one.cells.some(({ run }) => (run?.corpus?.seenRows ?? 0) > 0);
  const unseen = floors[0]?.selectedOn === "validation" && !wereSeen ? "unseen " : "";
  const rows = `${formatCount(one.figures.testRows)} ${unseen}test rows`;
  return `${accuracyOf(one)} accuracy on ${rows}${aside(reference && accuracyOf(reference))}`;
}

function fileOf(one: FinishedConfiguration, reference: FinishedConfiguration | null): string {
  return `${sizeOf(one)} file${insteadOf(one, reference)}`;
}

function insteadOf(one: FinishedConfiguration, reference: FinishedConfiguration | null): string {
  if (reference === null || sizeOf(reference) === sizeOf(one)) return "";
  return ` instead of ${sizeOf(reference)}`;
}

function aside(baselineFigure: string | null): string {
  return baselineFigure === null ? "" : ` (baseline ${baselineFigure})`;
}

function briefly(one: FinishedConfiguration): string {
  return `${one.label}, at ${usdOf(one)} per million texts and ${accuracyOf(one)} test accuracy`;
}

const usdOf = ({ figures }: FinishedConfiguration) => formatUsd(figures.usdPerMillionTexts.middle);
const accuracyOf = ({ figures }: FinishedConfiguration) => formatShare(figures.accuracy.middle);
const sizeOf = ({ figures }: FinishedConfiguration) => formatBytes(figures.modelBytes.middle);

function isFinished(configuration: ConfigurationResult): configuration is FinishedConfiguration {
  return configuration.figures !== null;
}

function configurationOf(id: string, { configurations }: Analysis): ConfigurationResult {
  return configurations.find((one) => one.id === id)!;
}

/** A configuration that the decision names and that therefore finished. */
function finishedOf(id: string, analysis: Analysis): FinishedConfiguration {
  return configurationOf(id, analysis) as FinishedConfiguration;
}
