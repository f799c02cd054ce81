import type { Analysis, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import type { Chosen } from "../../harness/judge/analysis/decision.ts";
import { selectingAccuracy } from "../../harness/judge/analysis/floor.ts";
import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { MOST_ROUNDS, SAME_WITHIN } from "../../harness/judge/analysis/ties.ts";
import {
  formatCount,
  formatPoints,
  formatShare,
  formatUsd,
  listing,
  plural,
} from "../../harness/judge/figures/format.ts";
import { percent, ratioText } from "./cost-ratio.ts";
import { accuracyOf, configurationOf, finishedOf, isFinished, sizeOf, usdOf } from "./finished.ts";
import { floorText, ruleFigureText } from "./floor.ts";
import { theBaselineAsSubject } from "./labels.ts";
import { notShownText } from "./refusal.ts";
import { type AnswerParts, capitalized, inSentences, type Sentence, sentence, strong } from "./sentence.ts";
import { showsBusyMachine } from "./warnings.ts";

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

/** A choice in words: its sentences, the most important first; what ties with it; and why one may doubt it. */
interface ChoiceParts extends Pick<AnswerParts, "reasons" | "doubts"> {
  readonly answer: readonly Sentence[];
}

export function choiceParts(answer: Chosen, analysis: Analysis): ChoiceParts {
  const view: ChoiceView = {
    answer,
    analysis,
    winner: finishedOf(answer.winner, analysis),
    rivals: answer.rivals.map((id) => finishedOf(id, analysis)),
    smallest: answer.smallest === null ? null : finishedOf(answer.smallest, analysis),
    baseline: analysis.configurations.filter(isFinished).find(({ isBaseline }) => isBaseline) ?? null,
    floor: floorText(analysis.floors),
  };
  return {
    answer: [...CHOICES[answer.kind](view), inSentences(missedOnTest(view))],
    reasons: inSentences(...ties(view), unproven(view), selectedOnTest(view)),
    doubts: inSentences(inconclusive(view), whatItTakes(view)),
  };
}

const CHOICES: Readonly<Record<Chosen["kind"], (view: ChoiceView) => Sentence[]>> = {
  cheapest: (view) => [cheapest(view)],
  "baseline-cheapest": (view) => [nothingCheaper(view, view.winner, "cheaper")],
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
function ties(view: ChoiceView): (string | Sentence)[] {
  const { smallest, winner } = view;
  return [
    sameCost(view),
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
    : `${costs.length === 2 ? "Neither of the two" : `None of the ${count}`} configurations ${floor} can be called the cheapest; they cost ${range} per million texts.`;
  const reference = otherThan(winner, baseline);
  const figures = `${accuracyOnRows(winner, reference, analysis)}, in a ${fileOf(winner, reference)}`;
  const name = winner.isBaseline
    ? capitalized(theBaselineAsSubject(strong(winner.label), analysis.labels))
    : [strong(winner.label)];
  const why = { accuracy: `is ${mostAccurate(winner, analysis)}`, ...PREFERENCES }[answer.preferredFor];
  return [sentence`${finding}`, sentence`${name} ${why}: ${figures}.`];
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
  const eligible = new Set(analysis.configurations.flatMap(({ id, isEligible }) => (isEligible ? [id] : [])));
  return answer.comparisons.filter(({ configuration }) => eligible.has(configuration));
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

/** "Not told apart from int8: int4 is 30 % dearer, between 4 % less and 75 % more." */
function inconclusive(view: ChoiceView): string {
  const open = openComparisons(view);
  if (open.length === 0) return "";
  const shown = open.slice(0, MOST_RATIOS).map((one) => {
    const { label } = configurationOf(one.configuration, view.analysis);
    return `${label} is ${ratioText(one)}`;
  });
  const rest = open.length > shown.length ? `; and ${formatCount(open.length - shown.length)} more` : "";
  return `Not told apart from ${view.winner.label}: ${shown.join("; ")}${rest}.`;
}

/** Comparisons that could have decided, and did not. */
function openComparisons(view: ChoiceView): CostComparison[] {
  if (view.answer.undecided === null) return [];
  return eligibleComparisons(view).filter(({ verdict }) => verdict === "inconclusive");
}

/** "A difference of 40 % would have been seen in 11 pairs; about 56 rounds of serving would tell: …" */
function whatItTakes(view: ChoiceView): string {
  const { undecided } = view.answer;
  if (undecided === null) return "";
  const { pairs, rounds } = undecided;
  const taken = pairs === 0 ? "Not all were sampled together" : whatPairsShow(openComparisons(view), pairs);
  if (rounds === null) {
    // Warnings of a busy machine say the same below.
    const wayOut = view.analysis.warnings.some(showsBusyMachine)
      ? ""
      : ": run it again with --fresh when the machine is quiet";
    return `${taken}; with noise like this it would take over ${MOST_ROUNDS} rounds of serving to tell${wayOut}.`;
  }
  return `${taken}; about ${plural(rounds, "round")} of serving would tell: run it again with --rounds ${rounds}.`;
}

/** @param fewest pairs of any of the comparisons */
function whatPairsShow(open: readonly CostComparison[], fewest: number): string {
  if (open.some(({ seen }) => seen === null)) {
    return `There ${fewest === 1 ? "is" : "are"} ${plural(fewest, "pair")}, too few to tell`;
  }
  const noisiest = open.reduce((a, b) => (b.seen! > a.seen! ? b : a));
  return `A difference of ${percent(noisiest.seen!)} would have been seen in ${plural(noisiest.pairs, "pair")}`;
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

/** "On the test rows int4 clearly misses that: −20.0 points of accuracy from the baseline, at best −14.2." */
function missedOnTest({ answer, winner }: ChoiceView): string {
  const misses = answer.missedOnTest.map(({ floor: { rule }, verdict: { value, atBest } }) =>
    "atLeast" in rule
      ? `${formatShare(value)} ${ruleFigureText(rule)}, at best ${formatShare(atBest)}`
      : `${formatPoints(value)} points of ${ruleFigureText(rule)} from the baseline, at best ${formatPoints(atBest)}`,
  );
  return misses.length === 0 ? "" : `On the test rows ${winner.label} clearly misses that: ${misses.join("; ")}.`;
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

/**
 * "88.0 % accuracy on 100 unseen test rows (baseline 90.0 %)", with every other figure that a rule is about; "unseen" if they
 * neither selected nor stand in training rows.
 */
function accuracyOnRows(
  one: FinishedConfiguration,
  reference: FinishedConfiguration | null,
  { floors }: Analysis,
): string {
  // Older records do not tell.
  const wereSeen = one.cells.some(({ run }) => run !== null && run.corpus?.seenRows !== 0);
  const unseen = floors[0]?.selectedOn === "validation" && !wereSeen ? "unseen " : "";
  const rows = `${formatCount(one.figures.testRows)} ${unseen}test rows`;
  const figures = testFigures(one, floors);
  const named = listing(figures.map(({ name, value }) => `${value} ${name}`));
  const others = reference && listing(testFigures(reference, floors).map(({ value }) => value));
  return `${named} on ${rows}${aside(others)}`;
}

/** The accuracy and what else the rules are about, on the test rows. */
function testFigures(one: FinishedConfiguration, floors: readonly Floor[]) {
  const ofRules = floors.flatMap(({ rule }, index) => {
    const figure = one.onTest[index]?.figure ?? null;
    if (rule.figure === "accuracy" || figure === null) return [];
    return [[ruleFigureText(rule), formatShare(figure)] as const];
  });
  const byName = new Map([["accuracy", accuracyOf(one)], ...ofRules]);
  return [...byName].map(([name, value]) => ({ name, value }));
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
