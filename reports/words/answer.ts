import type { Analysis, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import type {
  Incomplete,
  NoBaseline,
  NoneUseful,
  NoneWithinFloor,
  NothingFinished,
  SingleAnswer,
} from "../../harness/judge/analysis/decision.ts";
import { isFault } from "../../harness/judge/analysis/standard.ts";
import { tradeOf } from "../../harness/judge/analysis/trade.ts";
import { byCondition, type SingleAnalysis } from "../../harness/judge/analysis/within-condition.ts";
import { formatCount, formatShare, plural } from "../../harness/judge/figures/format.ts";
import { choiceParts } from "./choice.ts";
import { quoted } from "./class-names.ts";
import { conditionName } from "./conditions.ts";
import { disturbedBriefly } from "./disturbed.ts";
import { accuracyOf, briefly, configurationOf, finishedOf, usdOf } from "./finished.ts";
import { floorText, ruleFigureText } from "./floor.ts";
import { theBaselineAsSubject } from "./labels.ts";
import { dominationText } from "./marks.ts";
import { noFiguresText } from "./no-figures.ts";
import { notShownText, refusalText } from "./refusal.ts";
import {
  type AnswerParts,
  capitalized,
  groundsOf,
  headlineOf,
  inSentences,
  plainText,
  type Sentence,
  sentence,
} from "./sentence.ts";
import { tradeText } from "./trade.ts";

/** The whole answer as plain text. */
export function answerText(analysis: Analysis): string {
  return plainText(inSentences(...answersIn(analysis).flatMap((parts) => [headlineOf(parts), groundsOf(parts)])));
}

/**
 * The answer for readers who have never seen the tool, with the winner's name in bold; or one for each condition, which begins with
 * the condition's name.
 */
export function answersIn(analysis: Analysis): AnswerParts[] {
  const single = byCondition(analysis);
  const lastDecided = single.findLastIndex(({ analysis: { answer } }) => !UNDECIDED.includes(answer.kind));
  return single.map(({ condition, analysis: own }, index) => {
    const { answer: said, reasons, doubts } = decided(own);
    const { dominating } = own.marks;
    const trade = tradeOf(own);
    const [lead = [], ...more] = [
      inSentences(dominating === null ? "" : dominationText(dominating, own)),
      inSentences(trade === null ? "" : tradeText(trade)),
      ...said,
    ].filter(({ length }) => length > 0);
    return {
      lead: condition === null ? lead : sentence`${conditionName(condition)}: ${lead}`,
      more: inSentences(...more),
      reasons,
      doubts: inSentences(
        doubts,
        UNDECIDED.includes(own.answer.kind) ? "" : canStillChange(own),
        // Of the whole run, and so once.
        index === lastDecided ? disturbedBriefly(analysis.warnings) : "",
      ),
    };
  });
}

/** Answers that name no configuration until more is measured. */
const UNDECIDED: readonly SingleAnswer["kind"][] = ["nothing-finished", "no-baseline", "incomplete"];

/** A decision in words. */
interface DecisionParts extends Pick<AnswerParts, "reasons" | "doubts"> {
  /** Sentences, the most important first. */
  readonly answer: readonly Sentence[];
}

function decided(analysis: SingleAnalysis): DecisionParts {
  const { answer } = analysis;
  switch (answer.kind) {
    case "nothing-finished":
      return nothingFinished(answer, analysis);
    case "no-baseline":
      return noBaseline(answer, analysis);
    case "incomplete":
      return incomplete(answer, analysis);
    case "none-useful":
      return { answer: [[noneUseful(answer, analysis)]], ...NO_GROUNDS };
    case "none-within-floor":
      return { answer: [baselineFault(analysis), [noneWithinFloor(answer, analysis)]], ...NO_GROUNDS };
    default: {
      const { answer: said, ...grounds } = choiceParts(answer, analysis);
      return { answer: [baselineFault(analysis), ...said], ...grounds };
    }
  }
}

const NO_GROUNDS = { reasons: [], doubts: [] } as const;

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

function nothingFinished({ first }: NothingFinished, analysis: Analysis): DecisionParts {
  const why =
    first === null
      ? ""
      : `The first run without figures: ${configurationOf(first.configuration, analysis).label} (${noFiguresText(first.why)}).`;
  return {
    answer: [[`No answer yet: none of the ${plural(analysis.cells.length, "planned run")} has finished.`]],
    reasons: inSentences(why),
    doubts: [],
  };
}

function noBaseline({ baseline, cheapest }: NoBaseline, analysis: Analysis): DecisionParts {
  const { labels } = analysis;
  // The baseline may be of another scenario than the configurations here.
  const why =
    baseline === null
      ? noneStandsFor(labels)
      : sentence`${theBaselineAsSubject(labels.names.get(baseline.configuration)!, labels)} has not finished (${noFiguresText(baseline.why)})`;
  return {
    answer: [sentence`No answer: ${why}, so “${floorText(analysis.floors)}” cannot be judged.`],
    reasons: [
      `The cheapest configuration that finished, accurate enough or not, is ${briefly(finishedOf(cheapest, analysis))}.`,
    ],
    doubts: [],
  };
}

/** Of a matrix without a baseline, or of what is given where no configuration stands for it. */
function noneStandsFor({ baseline, names }: Analysis["labels"]): string {
  if (baseline === null) return "the matrix names no baseline";
  return `no configuration differs from the baseline (${names.get(baseline)}) in what is given alone`;
}

function incomplete({ promising, reason }: Incomplete, analysis: Analysis): DecisionParts {
  if (reason?.kind === "untold") {
    const { label } = configurationOf(reason.configuration, analysis);
    const why = reason.refusal === null ? "" : refusalText(reason.refusal);
    const text = `No answer: no configuration can be judged (${floorText(analysis.floors)}); ${label} ${why}.`;
    return { answer: [[text]], ...NO_GROUNDS };
  }
  const soFar =
    promising === null
      ? reason === null
        ? "None of them used the data that the answer is about."
        : `No configuration is shown to be good enough so far (${floorText(analysis.floors)}).`
      : `The cheapest configuration that is accurate enough so far (${floorText(analysis.floors)}) is ${briefly(finishedOf(promising, analysis))}.`;
  return { answer: [[`No answer yet: ${progress(analysis)} finished.`]], reasons: [soFar], doubts: [] };
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
