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
import { underHeading } from "../../harness/judge/analysis/under-heading.ts";
import { byCondition, type SingleAnalysis } from "../../harness/judge/analysis/within-condition.ts";
import { formatShare } from "../../harness/judge/figures/format.ts";
import { answerSentences } from "./answer-sentences.ts";
import { choiceParts } from "./choice.ts";
import { quoted } from "./class-names.ts";
import { conditionFirst } from "./conditions.ts";
import { disturbedBriefly } from "./disturbed.ts";
import { accuracyOf, briefly, configurationOf, finishedOf, isFinished, usdOf } from "./finished.ts";
import { floorText, ruleFigureText } from "./floor.ts";
import { jointSentence } from "./joint.ts";
import { theBaselineAsSubject } from "./labels.ts";
import type { Language } from "./language.ts";
import { dominationText } from "./marks.ts";
import { noFiguresText } from "./no-figures.ts";
import { notShownText, predicateOf, refusalText } from "./refusal.ts";
import {
  type AnswerParts,
  capitalized,
  groundsOf,
  headlineOf,
  inSentences,
  plainText,
  type Sentence,
} from "./sentence.ts";
import { secondMachineSentences } from "./several-machines.ts";
import { shareBeside } from "./shown-difference.ts";
import { tradeSentences } from "./trade.ts";

/** The whole answer as plain text. */
export function answerText(analysis: Analysis, language: Language = "en"): string {
  const parts = answersIn(analysis, language).flatMap((one) => [headlineOf(one, language), groundsOf(one, language)]);
  return plainText(inSentences(parts, language));
}

/**
 * The answer for readers who have never seen the tool, with the winner's name in bold; or one for each condition, which begins with
 * the condition's name.
 */
export function answersIn(analysis: Analysis, language: Language = "en"): AnswerParts[] {
  const words = answerSentences[language];
  const single = byCondition(analysis).map(underHeading);
  const lastDecided = single.findLastIndex(({ analysis: { answer } }) => !UNDECIDED.includes(answer.kind));
  return single.map(({ condition, analysis: own }, index) => {
    const { answer: said, reasons, doubts } = decided(own, language);
    const { dominating } = own.marks;
    const traded = tradeOf(own);
    const trade = traded === null ? null : tradeSentences(traded, language);
    const joint = jointSentence(own, language);
    const second = secondMachineSentences(own, language);
    const [lead = [], ...more] = [
      ...(joint === null ? [] : [joint]),
      ...(second === null ? [] : [second.lead, second.from]),
      dominating === null ? [] : dominationText(dominating, own, language),
      ...(trade === null ? [] : [trade.lead, trade.figures]),
      ...said,
    ].filter((part) => plainText(part) !== "");
    return {
      lead: condition === null ? lead : words.ofCondition(conditionFirst(condition, language), lead),
      more: inSentences(more, language),
      reasons,
      doubts: inSentences(
        [
          doubts,
          UNDECIDED.includes(own.answer.kind) ? "" : canStillChange(own, language),
          // Of the whole run, and so once.
          index === lastDecided ? disturbedBriefly(analysis.warnings, language) : "",
        ],
        language,
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

function decided(analysis: SingleAnalysis, language: Language): DecisionParts {
  const { answer } = analysis;
  switch (answer.kind) {
    case "nothing-finished":
      return nothingFinished(answer, analysis, language);
    case "no-baseline":
      return noBaseline(answer, analysis, language);
    case "incomplete":
      return incomplete(answer, analysis, language);
    case "none-useful":
      return { answer: [[noneUseful(answer, analysis, language)]], ...NO_GROUNDS };
    case "none-within-floor":
      return {
        answer: [baselineFault(analysis, language), [noneWithinFloor(answer, analysis, language)]],
        ...NO_GROUNDS,
      };
    default: {
      const { answer: said, ...grounds } = choiceParts(answer, analysis, language);
      return { answer: [baselineFault(analysis, language), ...said], ...grounds };
    }
  }
}

const NO_GROUNDS = { reasons: [], doubts: [] } as const;

/** Says first that the reference of the other sentences is worth little, if so. */
function baselineFault(analysis: Analysis, language: Language): Sentence {
  const baseline = analysis.configurations.find(({ isBaseline }) => isBaseline);
  const refusal = baseline?.refusal ?? null;
  if (baseline === undefined || !isFault(refusal)) return [];
  const subject = capitalized(theBaselineAsSubject(baseline.label, analysis.labels, language));
  const isReference = analysis.floors.some(({ rule }) => "withinPoints" in rule);
  return answerSentences[language].baselineFault(subject, predicateOf(refusal, language), isReference);
}

/** Nothing that finished can be used, whatever its accuracy. */
function noneUseful({ nearest }: NoneUseful, analysis: Analysis, language: Language): string {
  const { allUseless, bestUseless } = answerSentences[language];
  const best = finishedOf(nearest, analysis);
  const faulty = analysis.configurations.filter(({ refusal }) => isFault(refusal));
  const predicates = new Set(faulty.map(({ refusal }) => predicateOf(refusal, language)));
  const predicate = predicateOf(best.refusal, language);
  const isOfAll = faulty.length === analysis.configurations.filter(isFinished).length;
  if (!isOfAll || faulty.length === 1 || predicates.size > 1)
    return bestUseless(best.label, predicate, atItsAccuracy(best, analysis, false, language), isOfAll);
  const shares = new Set(faulty.map((one) => formatShare(finishedOf(one.id, analysis).figures.accuracy.middle)));
  return allUseless(faulty.length, predicate, atItsAccuracy(best, analysis, shares.size > 1, language));
}

/** ", and at 95.5 % accuracy does no better than always answering “normal”" @param isHighest whether others, that the same is said of, have less */
function atItsAccuracy(
  { refusal, figures }: FinishedConfiguration,
  { majority }: Analysis,
  isHighest: boolean,
  language: Language,
): string {
  if (refusal?.kind === "no-better-than-majority" || majority === null) return "";
  const { atAccuracy, atNoBetterAccuracy } = answerSentences[language];
  const share = formatShare(figures.accuracy.middle);
  return figures.accuracy.middle > majority.share
    ? atAccuracy(share, isHighest)
    : atNoBetterAccuracy(share, quoted(majority.label), isHighest);
}

function nothingFinished({ first }: NothingFinished, analysis: Analysis, language: Language): DecisionParts {
  const { noneFinished, firstWithoutFigures } = answerSentences[language];
  return {
    answer: [[noneFinished(analysis.cells.length)]],
    reasons:
      first === null
        ? []
        : [
            firstWithoutFigures(
              configurationOf(first.configuration, analysis).label,
              noFiguresText(first.why, language),
            ),
          ],
    doubts: [],
  };
}

function noBaseline({ baseline, cheapest }: NoBaseline, analysis: Analysis, language: Language): DecisionParts {
  const { labels } = analysis;
  const { baselineUnfinished, unjudgedFloor, cheapestFinished } = answerSentences[language];
  // The baseline may be of another scenario than the configurations here.
  const why =
    baseline === null
      ? [noneStandsFor(labels, language)]
      : baselineUnfinished(
          theBaselineAsSubject(labels.names.get(baseline.configuration)!, labels, language),
          noFiguresText(baseline.why, language),
        );
  return {
    answer: [unjudgedFloor(why, floorText(analysis.floors, language))],
    reasons: [cheapestFinished(briefly(finishedOf(cheapest, analysis), language))],
    doubts: [],
  };
}

/** Of a matrix without a baseline, or of what is given where no configuration stands for it. */
function noneStandsFor({ baseline, names }: Analysis["labels"], language: Language): string {
  const { baselineUnnamed, nothingStandsFor } = answerSentences[language];
  return baseline === null ? baselineUnnamed : nothingStandsFor(names.get(baseline)!);
}

function incomplete({ promising, reason }: Incomplete, analysis: Analysis, language: Language): DecisionParts {
  const words = answerSentences[language];
  const floor = floorText(analysis.floors, language);
  if (reason?.kind === "untold") {
    const { label } = configurationOf(reason.configuration, analysis);
    const why = reason.refusal === null ? "" : refusalText(reason.refusal, language);
    return { answer: [[words.unjudged(floor, label, why)]], ...NO_GROUNDS };
  }
  const soFar =
    promising === null
      ? reason === null
        ? words.otherDataAlone
        : words.noneSoFar(floor)
      : words.promising(floor, briefly(finishedOf(promising, analysis), language));
  const { cells, counts } = analysis;
  return { answer: [[words.unfinished(counts.ok, cells.length)]], reasons: [soFar], doubts: [] };
}

function noneWithinFloor(
  { nearest, refusal, reached, threshold }: NoneWithinFloor,
  analysis: Analysis,
  language: Language,
): string {
  const { noneShown, noneWithin } = answerSentences[language];
  const best = finishedOf(nearest, analysis);
  if (refusal.verdict.verdict === "not-shown") return noneShown(best.label, notShownText(refusal, language));
  return noneWithin({
    floor: floorText(analysis.floors, language),
    label: best.label,
    reached: shareBeside(reached, threshold),
    figure: ruleFigureText(refusal.floor.rule, language),
    threshold: formatShare(threshold),
    usd: usdOf(best),
    accuracy: accuracyOf(best),
  });
}

/** For an unfinished run; failed runs are in the warnings. */
function canStillChange({ cells, counts }: Analysis, language: Language): string {
  return counts.missing === 0 ? "" : answerSentences[language].canStillChange(counts.ok, cells.length);
}
