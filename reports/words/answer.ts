import type { Analysis, ConfigurationResult, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import type {
  Chosen,
  Incomplete,
  NoBaseline,
  NoneUseful,
  NoneWithinFloor,
  NothingFinished,
} from "../../harness/judge/analysis/decision.ts";
import { selectingAccuracy } from "../../harness/judge/analysis/floor.ts";
import type { Refusal } from "../../harness/judge/analysis/standard.ts";
import { MOST_ROUNDS, SAME_WITHIN } from "../../harness/judge/analysis/ties.ts";
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
import { percent, ratioText } from "./cost-ratio.ts";
import { floorText, ruleFigureText } from "./floor.ts";
import { theBaselineAsSubject } from "./labels.ts";
import { noFiguresText } from "./no-figures.ts";
import { notShownText, refusalText } from "./refusal.ts";
import { capitalized, inSentences, plainText, type Sentence, sentence, strong } from "./sentence.ts";

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

function incomplete({ promising, reason }: Incomplete, analysis: Analysis): Sentence {
  if (reason?.kind === "untold") {
    const { label } = configurationOf(reason.configuration, analysis);
    const why = reason.refusal === null ? "" : refusalText(reason.refusal);
    return [`No answer: no configuration can be judged (${floorText(analysis.floors)}); ${label} ${why}.`];
  }
  return inSentences(
    `No answer yet: ${progress(analysis)} finished.`,
    promising === null
      ? reason === null
        ? "None of them used the data that the answer is about."
        : `No configuration is shown to be good enough so far (${floorText(analysis.floors)}).`
      : `The cheapest configuration that is accurate enough so far (${floorText(analysis.floors)}) is ${briefly(finishedOf(promising, analysis))}.`,
  );
}

function noneWithinFloor({ nearest, refusal, reached, threshold }: NoneWithinFloor, analysis: Analysis): string {
  const best = finishedOf(nearest, analysis);
  const { floor } = refusal;
  if (refusal.verdict.verdict === "not-shown") {
    return `No configuration that finished is shown to be good enough: ${best.label} is ${notShownText(refusal)}.`;
  }
  const figure = `${formatShare(reached)} ${ruleFigureText(floor.rule)}`;
  return `No configuration that finished is good enough (${floorText(analysis.floors)}): the nearest, ${best.label}, has ${figure} where ${formatShare(threshold)} is required; it costs ${usdOf(best)} per million texts at ${accuracyOf(best)} test accuracy.`;
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
  readonly smallest: FinishedConfiguration | null;
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
    smallest: answer.smallest === null ? null : finishedOf(answer.smallest, analysis),
    baseline: analysis.configurations.filter(isFinished).find(({ isBaseline }) => isBaseline) ?? null,
    floor: floorText(analysis.floors),
  };
  const doubts = [unproven(view), belowFloorOnTest(view), selectedOnTest(view)].map((text) => sentence`${text}`);
  return [...CHOICES[answer.kind](view), ...doubts];
}

const CHOICES: Readonly<Record<Chosen["kind"], (view: ChoiceView) => Sentence[]>> = {
  cheapest: (view) => [cheapest(view), ...ties(view)],
  "baseline-cheapest": (view) => [nothingCheaper(view, view.winner, "cheaper"), ...ties(view)],
  "no-saving": (view) => noSaving(view),
  "all-tie": (view) => allTie(view),
  "only-one": (view) => [onlyOne(view)],
};

function cheapest(view: ChoiceView): Sentence {
  const { answer, winner, baseline, floor, analysis } = view;
  const reference = otherThan(winner, baseline);
  const cost = `${usdOf(winner)} per million texts${aside(reference && usdOf(reference))}`;
  const figures = `${cost} at ${accuracyOnRows(winner, reference, analysis)}, in a ${fileOf(winner, reference)}`;
  if (eligibleComparisons(view).length === 0) {
    return sentence`${strong(winner.label)} is the only configuration shown to be ${floor}: ${figures}.`;
  }
  if (eligibleComparisons(view).every(({ verdict }) => verdict === "dearer")) {
    return sentence`${strong(winner.label)} is the cheapest configuration ${floor}: ${figures}.`;
  }
  const best = answer.preferredFor === "accuracy" ? `, and ${mostAccurate(winner, analysis)}` : "";
  return sentence`${strong(winner.label)} is one of the cheapest configurations ${floor}${best}: ${figures}.`;
}

/** What the pairs say about those that are not measurably more expensive, and the smallest file among them. */
function ties(view: ChoiceView): Sentence[] {
  const { smallest, winner } = view;
  return [
    sentence`${sameCost(view)}`,
    sentence`${inconclusive(view)}`,
    sentence`${whatItTakes(view)}`,
    smallest === null || smallest === winner ? [] : smallestFile(view, smallest, `${accuracyOf(smallest)} accuracy`),
  ];
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
  const { winner, baseline } = view;
  const reference = baseline ?? winner;
  return [
    nothingCheaper(view, reference, "measurably cheaper"),
    winner === reference ? [] : insteadOfBaseline(view, reference),
    ...ties(view),
  ];
}

/** Why another configuration is recommended although it is not measurably cheaper than the baseline. */
function insteadOfBaseline({ answer, winner, analysis }: ChoiceView, baseline: FinishedConfiguration): Sentence {
  const { verdict } = answer.comparisons.find(({ configuration }) => configuration === baseline.id)!;
  if (isMoreAccurate(winner, baseline, analysis)) {
    const cost = verdict === "same" ? "costs the same" : `costs ${usdOf(winner)}, which is not measurably different,`;
    return sentence`${strong(winner.label)} ${cost} and is more accurate on the ${analysis.floors[0]!.selectedOn} rows: ${selectingOf(winner, analysis)} instead of ${selectingOf(baseline, analysis)}; on the test rows, ${accuracyOf(winner)}.`;
  }
  return sentence`${strong(winner.label)} has the lowest figure, ${usdOf(winner)}, but the difference is within the noise.`;
}

function allTie(view: ChoiceView): Sentence[] {
  const { answer, analysis, floor, winner, baseline } = view;
  const eligible = analysis.configurations.filter(isFinished).filter(({ isEligible }) => isEligible);
  const costs = eligible.map(({ figures }) => figures.usdPerMillionTexts.middle);
  const count = formatCount(costs.length);
  const range = rangeText(formatUsd(Math.min(...costs)), formatUsd(Math.max(...costs)));
  const versus = eligibleComparisons(view);
  const finding = versus.every(({ isSameWork }) => isSameWork)
    ? `The ${count} configurations ${floor} serve the same graph and differ only in its weights, so they have one cost: ${range} per million texts.`
    : `None of the ${count} configurations ${floor} can be called the cheapest; they cost ${range} per million texts.`;
  const reference = otherThan(winner, baseline);
  const figures = `${accuracyOnRows(winner, reference, analysis)}, in a ${fileOf(winner, reference)}`;
  const name = winner.isBaseline
    ? capitalized(theBaselineAsSubject(strong(winner.label), analysis.labels))
    : [strong(winner.label)];
  const why = { accuracy: `is ${mostAccurate(winner, analysis)}`, ...PREFERENCES }[answer.preferredFor];
  return [sentence`${finding}`, sentence`${name} ${why}: ${figures}.`, ...ties(view)];
}

const PREFERENCES: Readonly<Record<Exclude<Chosen["preferredFor"], "accuracy">, string>> = {
  baseline: "needs no change, and none that costs about the same is more accurate",
  size: "is as accurate as the cheapest of them, in a smaller file",
  cost: "has the lowest figure",
};

/** "the most accurate of those that cost about the same, with 86.2 % on the validation rows" */
function mostAccurate(winner: FinishedConfiguration, analysis: Analysis): string {
  const rows = `${selectingOf(winner, analysis)} on the ${analysis.floors[0]!.selectedOn} rows`;
  return `the most accurate of those that cost about the same, with ${rows}`;
}

/** @param accuracy accuracy of the smallest file, as text */
function smallestFile({ baseline, analysis }: ChoiceView, smallest: FinishedConfiguration, accuracy: string): Sentence {
  const subject = smallest.isBaseline ? theBaselineAsSubject(smallest.label, analysis.labels) : [smallest.label];
  const size = `${sizeOf(smallest)}${insteadOf(smallest, otherThan(smallest, baseline))}`;
  return sentence`Of those that tie, ${subject} has the smallest file: ${size}, at ${accuracy}.`;
}

function onlyOne({ winner, analysis }: ChoiceView): Sentence {
  const figures = `${usdOf(winner)} per million texts at ${accuracyOnRows(winner, null, analysis)}, in a ${fileOf(winner, null)}`;
  return sentence`The only configuration, ${strong(winner.label)}, costs ${figures}; there is nothing to compare it with.`;
}

/** The winner against every other configuration that could have won. */
function eligibleComparisons({ answer, analysis }: ChoiceView): CostComparison[] {
  return answer.comparisons.filter(({ configuration }) => configurationOf(configuration, analysis).isEligible);
}

/** "int8 and float16 cost the same, within 10 %." */
function sameCost(view: ChoiceView): string {
  const same = eligibleComparisons(view).filter(({ verdict, isSameWork }) => verdict === "same" && !isSameWork);
  const alike = eligibleComparisons(view).filter(({ isSameWork }) => isSameWork);
  const namesOf = (group: readonly CostComparison[]) =>
    listing(group.map(({ configuration }) => configurationOf(configuration, view.analysis).label));
  const verb = (group: readonly CostComparison[], one: string, several: string) => (group.length === 1 ? one : several);
  const sentences = [
    same.length === 0
      ? ""
      : `${namesOf(same)} ${verb(same, "costs", "cost")} the same, within ${percent(SAME_WITHIN)}.`,
    alike.length === 0 || view.answer.kind === "all-tie"
      ? ""
      : `${namesOf(alike)} ${verb(alike, "serves", "serve")} the same graph, at the same cost.`,
  ];
  return sentences.filter((text) => text !== "").join(" ");
}

/** At most this many ratios in one sentence; the table has all. */
const MOST_RATIOS = 3;

/** "Not told apart: int4 is 30 % dearer, between 4 % less and 75 % more; 40 % would have been seen." */
function inconclusive(view: ChoiceView): string {
  const open = eligibleComparisons(view).filter(({ verdict }) => verdict === "inconclusive");
  if (open.length === 0 || view.answer.undecided === null) return "";
  const shown = open.slice(0, MOST_RATIOS).map((one) => {
    const { label } = configurationOf(one.configuration, view.analysis);
    const seen = one.seen === null ? "" : ` (${percent(one.seen)} would have been seen)`;
    return `${label} is ${ratioText(one)}${seen}`;
  });
  const rest = open.length > shown.length ? `; and ${formatCount(open.length - shown.length)} more` : "";
  return `Not told apart from ${view.winner.label}: ${shown.join("; ")}${rest}.`;
}

function whatItTakes({ answer: { undecided } }: ChoiceView): string {
  if (undecided === null) return "";
  const { pairs, rounds } = undecided;
  const taken =
    pairs === 0 ? "No two samples were taken together" : `There ${pairs === 1 ? "is" : "are"} ${plural(pairs, "pair")}`;
  if (rounds === null) {
    return `${taken}; with noise like this it would take over ${MOST_ROUNDS} rounds of serving to tell: run it again with --fresh when the machine is quiet.`;
  }
  return `${taken}; about ${plural(rounds, "round")} of serving would tell: run it again with --rounds ${rounds}.`;
}

/** More accurate on the selecting rows, by enough to show in the printed figures. */
function isMoreAccurate(one: FinishedConfiguration, other: FinishedConfiguration, analysis: Analysis): boolean {
  const { selectedOn } = analysis.floors[0]!;
  const [a, b] = [one, other].map(({ figures }) => selectingAccuracy(figures, selectedOn) ?? 0) as [number, number];
  return a > b && selectingOf(one, analysis) !== selectingOf(other, analysis);
}

/** Accuracy on the rows that select. */
function selectingOf({ figures }: FinishedConfiguration, { floors }: Analysis): string {
  return formatShare(selectingAccuracy(figures, floors[0]!.selectedOn) ?? 0);
}

function rangeText(low: string, high: string): string {
  return low === high ? low : `${low} to ${high}`;
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
  // Older records do not tell.
  const wereSeen = one.cells.some(({ run }) => run !== null && run.corpus?.seenRows !== 0);
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
