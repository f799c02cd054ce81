import type { Analysis, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import type { CostComparison } from "../../harness/judge/analysis/cost-comparison.ts";
import type { Chosen } from "../../harness/judge/analysis/decision.ts";
import { eligibleComparisons } from "../../harness/judge/analysis/eligible-comparisons.ts";
import { selectingAccuracy } from "../../harness/judge/analysis/floor.ts";
import { type Floor, isFault } from "../../harness/judge/analysis/standard.ts";
import { SAME_WITHIN } from "../../harness/judge/analysis/ties.ts";
import { formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { choiceSentences } from "./choice-sentences.ts";
import { percent, ratioText } from "./cost-ratio.ts";
import { accuracyOf, configurationOf, finishedOf, isFinished, sizeOf, usdOf } from "./finished.ts";
import { floorText, ruleFigureText, selectingRows } from "./floor.ts";
import { fromToOrOne } from "./from-to.ts";
import { theBaselineAsSubject } from "./labels.ts";
import type { Language } from "./language.ts";
import { listed } from "./listing.ts";
import { notShownText, predicateOf } from "./refusal.ts";
import { type AnswerParts, capitalized, inSentences, type Sentence, type Span, strong } from "./sentence.ts";
import { pointsBeside, shareBeside } from "./shown-difference.ts";
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
  readonly language: Language;
}

/** A choice in words: its sentences, the most important first; what ties with it; and why one may doubt it. */
interface ChoiceParts extends Pick<AnswerParts, "reasons" | "doubts"> {
  readonly answer: readonly Sentence[];
}

export function choiceParts(answer: Chosen, analysis: Analysis, language: Language = "en"): ChoiceParts {
  const view: ChoiceView = {
    answer,
    analysis,
    winner: finishedOf(answer.winner, analysis),
    rivals: answer.rivals.map((id) => finishedOf(id, analysis)),
    smallest: answer.smallest === null ? null : finishedOf(answer.smallest, analysis),
    baseline: analysis.configurations.filter(isFinished).find(({ isBaseline }) => isBaseline) ?? null,
    floor: floorText(analysis.floors, language),
    language,
  };
  return {
    answer: [...CHOICES[answer.kind](view), [missedOnTest(view)]],
    reasons: inSentences([...ties(view), unproven(view), useless(view), selectedOnTest(view)], language),
    doubts: inSentences([inconclusive(view), whatItTakes(view)], language),
  };
}

const CHOICES: Readonly<Record<Chosen["kind"], (view: ChoiceView) => Sentence[]>> = {
  cheapest: (view) => [cheapest(view)],
  "baseline-cheapest": (view) => [
    rivalCosts(view).length === 0 ? loneEligible(view) : nothingCheaper(view, view.winner, false),
  ],
  "no-saving": (view) => noSaving(view),
  "all-tie": (view) => allTie(view),
  "only-one": (view) => [onlyOne(view)],
};

function cheapest(view: ChoiceView): Sentence {
  const { answer, winner, baseline, floor, language } = view;
  const words = choiceSentences[language];
  const name = strong(winner.label);
  const figures = figuresOf(winner, otherThan(winner, baseline), view);
  if (rivalCosts(view).length === 0) return loneEligible(view);
  if (rivalCosts(view).every(({ verdict }) => verdict === "dearer")) {
    return words.cheapest(name, floor, figures);
  }
  const best = answer.preferredFor === "accuracy" ? mostAccurate(view) : null;
  return words.oneOfTheCheapest(name, floor, best, figures);
}

/** No other is shown to be good enough, whatever it costs. */
function loneEligible(view: ChoiceView): Sentence {
  const { winner, baseline, floor, language } = view;
  const name = strong(winner.label);
  const figures = figuresOf(winner, otherThan(winner, baseline), view);
  return choiceSentences[language].loneEligible(winner.isBaseline ? asBaseline(name, view) : [name], floor, figures);
}

/** What the pairs say about those that are not measurably more expensive, and the smallest file among them. */
function ties(view: ChoiceView): (string | Sentence)[] {
  const { smallest, winner } = view;
  return [...sameCost(view), smallest === null || smallest === winner ? [] : smallestFile(view, smallest)];
}

/** @param baseline the winner, or a configuration that ties with it */
function nothingCheaper(view: ChoiceView, baseline: FinishedConfiguration, isMeasurably: boolean): Sentence {
  const { winner, floor, language } = view;
  const words = choiceSentences[language];
  const subject = asBaseline(baseline === winner ? strong(baseline.label) : baseline.label, view);
  const figures = words.at(words.cost(usdOf(baseline), null), accuracyOnRows(baseline, null, view));
  return words.nothingCheaper(subject, figures, floor, isMeasurably);
}

function noSaving(view: ChoiceView): Sentence[] {
  const { winner, baseline } = view;
  const reference = baseline ?? winner;
  return [nothingCheaper(view, reference, true), winner === reference ? [] : insteadOfBaseline(view, reference)];
}

/** Why another configuration is recommended although it is not measurably cheaper than the baseline. */
function insteadOfBaseline(view: ChoiceView, baseline: FinishedConfiguration): Sentence {
  const { answer, winner, language } = view;
  const words = choiceSentences[language];
  const { verdict } = answer.comparisons.find(({ configuration }) => configuration === baseline.id)!;
  const name = strong(winner.label);
  if (!isMoreAccurate(winner, baseline, view)) {
    if (isLowest(view)) return words.lowestNotMeasurably(name, usdOf(winner));
    return words.preferredNotMeasurably(name, usdOf(winner), preference(view));
  }
  return words.moreAccurate(name, verdict === "same" ? null : usdOf(winner), {
    rows: rowsOfChoice(view),
    accuracy: selectingOf(winner, view),
    baseline: selectingOf(baseline, view),
    onTest: accuracyOf(winner),
  });
}

function allTie(view: ChoiceView): Sentence[] {
  const { analysis, floor, winner, baseline, language } = view;
  const words = choiceSentences[language];
  const costs = eligibleIn(analysis).map(({ figures }) => figures.usdPerMillionTexts.middle);
  const range = fromToOrOne(formatUsd(Math.min(...costs)), formatUsd(Math.max(...costs)), language);
  const isOneGraph = rivalCosts(view).every(({ isSameWork }) => isSameWork);
  const finding = (isOneGraph ? words.sameGraph : words.noneCheapest)(costs.length, floor, range);
  const reference = otherThan(winner, baseline);
  const figures = words.inFile(accuracyOnRows(winner, reference, view), fileOf(winner, reference, language));
  const name = strong(winner.label);
  // What to use comes first: that nothing is measurably cheaper is why.
  return [words.preferred(winner.isBaseline ? asBaseline(name, view) : [name], preference(view), figures), [finding]];
}

/** "is as accurate as the cheapest of them, in a smaller file": what made it the winner among those that cost about the same. */
function preference(view: ChoiceView): string {
  const { answer, winner, language } = view;
  const { isMostAccurate, preferences: reasons } = choiceSentences[language];
  const best = answer.preferredFor === "accuracy" ? mostAccurate(view) : null;
  if (best !== null) return isMostAccurate(best);
  if (answer.preferredFor === "baseline" && !isPassed(view)) return reasons.baseline;
  if (answer.preferredFor === "cost" || winner.id === answer.cheapest)
    return reasons[isLowest(view) ? "cost" : "pairs"];
  return reasons[answer.preferredFor === "baseline" ? "unchanged" : answer.preferredFor];
}

/** No other that could have won has a lower figure. What pairs show to be the cheapest may have a higher one. */
function isLowest({ winner, analysis }: ChoiceView): boolean {
  const usd = (one: FinishedConfiguration) => one.figures.usdPerMillionTexts.middle;
  return eligibleIn(analysis).every((one) => usd(one) >= usd(winner));
}

/** "The baseline, float32,", which begins a sentence */
function asBaseline(name: Span, { analysis, language }: ChoiceView): Sentence {
  return capitalized(theBaselineAsSubject(name, analysis.labels, language));
}

/** "the most accurate of those that cost about the same, with 86.2 % on the validation rows"; null where one of them is more accurate. */
function mostAccurate(view: ChoiceView): string | null {
  const { winner, language } = view;
  if (isPassed(view)) return null;
  const accuracy = selectingOf(winner, view);
  const isAlone = costingAlike(view).every((one) => selectingOf(one, view) !== accuracy);
  return choiceSentences[language].mostAccurate(accuracy, rowsOfChoice(view), isAlone);
}

/** Whether one that could have won, and costs about the same, is more accurate: it is not told from what is dearer, or not shown to save. */
function isPassed(view: ChoiceView): boolean {
  return costingAlike(view).some((one) => isMoreAccurate(one, view.winner, view));
}

/** Those that could have won and cost about the same as the winner, or less. */
function costingAlike(view: ChoiceView): FinishedConfiguration[] {
  return rivalCosts(view)
    .filter(
      ({ verdict, ratio }) => verdict === "same" || (verdict !== "dearer" && ratio !== null && ratio <= SAME_WITHIN),
    )
    .map(({ configuration }) => finishedOf(configuration, view.analysis));
}

/** "on the validation rows" */
function rowsOfChoice({ analysis, language }: ChoiceView): string {
  return selectingRows({ selectedOn: analysis.floors[0]!.selectedOn, rows: null }, language);
}

function smallestFile({ baseline, analysis, language }: ChoiceView, smallest: FinishedConfiguration): Sentence {
  const subject = smallest.isBaseline
    ? theBaselineAsSubject(smallest.label, analysis.labels, language)
    : [smallest.label];
  const reference = otherThan(smallest, baseline);
  const { smallestFile: said } = choiceSentences[language];
  return said(subject, sizeOf(smallest), otherSize(smallest, reference), accuracyOf(smallest));
}

function onlyOne(view: ChoiceView): Sentence {
  const { winner, language } = view;
  return choiceSentences[language].onlyOne(strong(winner.label), figuresOf(winner, null, view));
}

function eligibleIn({ configurations }: Analysis): FinishedConfiguration[] {
  return configurations.filter(isFinished).filter(({ isEligible }) => isEligible);
}

/** The winner against every other configuration that could have won. */
function rivalCosts({ answer, analysis }: ChoiceView): readonly CostComparison[] {
  return eligibleComparisons(answer, analysis.configurations);
}

/** "int8 and float16 cost the same, within 10 %." */
function sameCost(view: ChoiceView): string[] {
  const { answer, analysis, language } = view;
  const words = choiceSentences[language];
  const same = rivalCosts(view).filter(({ verdict, isSameWork }) => verdict === "same" && !isSameWork);
  const alike = rivalCosts(view).filter(({ isSameWork }) => isSameWork);
  const namesOf = (group: readonly CostComparison[]) =>
    listed(
      group.map(({ configuration }) => configurationOf(configuration, analysis).label),
      language,
    );
  return [
    same.length === 0 ? "" : words.sameCost(namesOf(same), same.length, percent(SAME_WITHIN)),
    alike.length === 0 || answer.kind === "all-tie" ? "" : words.sameWork(namesOf(alike), alike.length),
  ];
}

/** At most this many ratios in one sentence; the table has all. */
const MOST_RATIOS = 3;

/** "Not told apart from int8: int4 is 30 % dearer, between 4 % less and 75 % more." */
function inconclusive(view: ChoiceView): string {
  const { winner, analysis, language } = view;
  const words = choiceSentences[language];
  const open = openComparisons(view);
  if (open.length === 0) return "";
  const shown = open
    .slice(0, MOST_RATIOS)
    .map((one) => words.ratio(configurationOf(one.configuration, analysis).label, ratioText(one, language)));
  return words.notToldApart(winner.label, shown, open.length - shown.length);
}

/** Comparisons that could have decided, and did not. */
function openComparisons(view: ChoiceView): CostComparison[] {
  if (view.answer.undecided === null) return [];
  return rivalCosts(view).filter(({ verdict }) => verdict === "inconclusive");
}

/** "A difference of 40 % would have been seen in 11 pairs; about 56 rounds of serving would tell: …" */
function whatItTakes(view: ChoiceView): string {
  const { answer, analysis, language } = view;
  const { undecided } = answer;
  if (undecided === null) return "";
  const words = choiceSentences[language];
  const { pairs, rounds } = undecided;
  const taken = pairs === 0 ? words.notTogether : whatPairsShow(openComparisons(view), pairs, language);
  // Warnings of a busy machine say the same below.
  return rounds === null
    ? words.tooNoisy(taken, analysis.warnings.some(showsBusyMachine))
    : words.roundsWouldTell(taken, rounds);
}

/** @param fewest pairs of any of the comparisons */
function whatPairsShow(open: readonly CostComparison[], fewest: number, language: Language): string {
  const { tooFewPairs, wouldBeSeen } = choiceSentences[language];
  if (open.some(({ seen }) => seen === null)) return tooFewPairs(fewest);
  const noisiest = open.reduce((a, b) => (b.seen! > a.seen! ? b : a));
  return wouldBeSeen(percent(noisiest.seen!), noisiest.pairs);
}

/** More accurate on the selecting rows, by enough to show in the printed figures. */
function isMoreAccurate(one: FinishedConfiguration, other: FinishedConfiguration, view: ChoiceView): boolean {
  const { selectedOn } = view.analysis.floors[0]!;
  const [a, b] = [one, other].map(({ figures }) => selectingAccuracy(figures, selectedOn) ?? 0) as [number, number];
  return a > b && selectingOf(one, view) !== selectingOf(other, view);
}

/** Accuracy on the rows that select. */
function selectingOf({ figures }: FinishedConfiguration, { analysis: { floors } }: ChoiceView): string {
  return formatShare(selectingAccuracy(figures, floors[0]!.selectedOn) ?? 0);
}

/** A cheaper configuration that would be the answer if more rows showed it. */
function unproven({ answer, analysis, language }: ChoiceView): string {
  if (answer.unproven === null) return "";
  const cheaper = finishedOf(answer.unproven, analysis);
  if (cheaper.refusal?.kind !== "not-shown") return "";
  const notShown = notShownText(cheaper.refusal, language);
  return choiceSentences[language].unproven(cheaper.label, usdOf(cheaper), notShown);
}

/** A cheaper configuration that meets every rule and yet is of no use, such as one that never gives some label. */
function useless({ answer, analysis, language }: ChoiceView): string {
  const meetsAll = ({ quality }: FinishedConfiguration) => quality.every((one) => one?.verdict === "met");
  const cheaper = answer.comparisons
    .filter(({ verdict }) => verdict === "cheaper")
    .map(({ configuration }) => finishedOf(configuration, analysis))
    .find((one) => isFault(one.refusal) && meetsAll(one));
  if (cheaper === undefined) return "";
  return choiceSentences[language].useless(cheaper.label, usdOf(cheaper), predicateOf(cheaper.refusal, language));
}

/** "On the test rows int4 clearly misses that: −20.0 points of accuracy from the baseline, at best −14.2." */
function missedOnTest({ answer, winner, language }: ChoiceView): string {
  const { missesShare, missesPoints, missedOnTest: said } = choiceSentences[language];
  const misses = answer.missedOnTest.map(({ floor: { rule }, verdict: { value, required, atBest } }) => {
    const figure = ruleFigureText(rule, language);
    return "atLeast" in rule
      ? missesShare(shareBeside(value, required), figure, shareBeside(atBest, required))
      : missesPoints(pointsBeside(value, required), figure, pointsBeside(atBest, required));
  });
  return misses.length === 0 ? "" : said(winner.label, misses);
}

function selectedOnTest({ answer, language }: ChoiceView): string {
  const words = choiceSentences[language];
  if (answer.selectedOnTest === null) return "";
  return answer.kind === "only-one" ? words.validatedOnTest : words.selectedOnTest[answer.selectedOnTest];
}

/** The baseline, if this configuration is not the baseline itself. */
function otherThan(one: FinishedConfiguration, baseline: FinishedConfiguration | null): FinishedConfiguration | null {
  return one.isBaseline ? null : baseline;
}

/** "$0.002 per million texts (baseline $0.003) at 88.0 % accuracy on 100 unseen test rows, in a 202 kB file instead of 642 kB" */
function figuresOf(one: FinishedConfiguration, reference: FinishedConfiguration | null, view: ChoiceView): string {
  const words = choiceSentences[view.language];
  const cost = words.cost(usdOf(one), reference && usdOf(reference));
  return words.inFile(words.at(cost, accuracyOnRows(one, reference, view)), fileOf(one, reference, view.language));
}

/**
 * "88.0 % accuracy on 100 unseen test rows (baseline 90.0 %)", with every other figure that a rule is about; "unseen" if they
 * neither selected nor stand in training rows.
 */
function accuracyOnRows(
  one: FinishedConfiguration,
  reference: FinishedConfiguration | null,
  { analysis: { floors }, language }: ChoiceView,
): string {
  const { figureOf, onTestRows } = choiceSentences[language];
  // Older records do not tell.
  const wereSeen = one.cells.some(({ run }) => run !== null && run.corpus?.seenRows !== 0);
  const isUnseen = floors[0]?.selectedOn === "validation" && !wereSeen;
  const figures = testFigures(one, floors, language).map(({ name, value }) => figureOf(value, name));
  const others = reference && testFigures(reference, floors, language).map(({ value }) => value);
  return onTestRows(listed(figures, language), one.figures.testRows, isUnseen, others && listed(others, language));
}

/** The accuracy and what else the rules are about, on the test rows. */
function testFigures(one: FinishedConfiguration, floors: readonly Floor[], language: Language) {
  const ofRules = floors.flatMap(({ rule }, index) => {
    const figure = one.onTest[index]?.figure ?? null;
    if (rule.figure === "accuracy" || figure === null) return [];
    return [[ruleFigureText(rule, language), formatShare(figure)] as const];
  });
  const accuracy = ruleFigureText({ figure: "accuracy", label: null }, language);
  const byName = new Map([[accuracy, accuracyOf(one)], ...ofRules]);
  return [...byName].map(([name, value]) => ({ name, value }));
}

function fileOf(one: FinishedConfiguration, reference: FinishedConfiguration | null, language: Language): string {
  return choiceSentences[language].file(sizeOf(one), otherSize(one, reference));
}

/** Of the reference's file; null if it looks the same. */
function otherSize(one: FinishedConfiguration, reference: FinishedConfiguration | null): string | null {
  return reference === null || sizeOf(reference) === sizeOf(one) ? null : sizeOf(reference);
}
