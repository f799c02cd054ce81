import { isPretrainedModel } from "../../harness/contract/model-source.ts";
import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { isByScenario } from "../../harness/judge/analysis/condition.ts";
import { comparedWithMarks } from "../../harness/judge/analysis/marks/compare-marks.ts";
import type { HostedResult, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import { formatCount, formatPoints, formatRatio, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { specOfDataset } from "./data.ts";
import { configurationOf } from "./finished.ts";
import { fromToOrOne, pointsRange } from "./from-to.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { markName } from "./mark-names.ts";
import { type Sentence, type Span, sentence, strong } from "./sentence.ts";

/** Figures are texts. */
interface Said {
  readonly cost: (usd: string) => string;
  /** What the cost is compared with: that of the answer. */
  readonly answerCost: (usd: string, answer: string) => string;
  readonly timesCheaper: (cost: string, ratio: string, other: string) => string;
  readonly times: (cost: string, ratio: string, other: string) => string;
  readonly difference: (points: string, range: string) => string;
  readonly reaches: (name: Span, accuracy: string, cost: string) => Sentence;
  readonly trainingRows: (rows: string, winner: string, rowsOfWinner: string) => string;
  /** It is shown to be more accurate. @param compared its difference of accuracy, and of training rows */
  readonly beats: (reaches: Sentence, compared: string) => Sentence;
  /** It is cheaper. */
  readonly costsLess: (reaches: Sentence, compared: string) => Sentence;
  readonly stars: string;
  readonly priced: (service: string, usd: string, date: string) => string;
  readonly lines: (prices: string) => string;
  readonly farMark: (name: string, accuracy: string, usd: string) => string;
  readonly farPrices: (prices: string) => string;
  readonly tooFar: (marks: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    cost: (usd) => `${usd} per million texts`,
    answerCost: (usd, answer) => `the ${usd} of ${answer} in its own runs`,
    timesCheaper: (cost, ratio, other) => `${cost}, ${ratio} times cheaper than ${other}`,
    times: (cost, ratio, other) => `${cost}, ${ratio} times ${other}`,
    difference: (points, range) => `${points} points, ${range}`,
    reaches: (name, accuracy, cost) => sentence`${name} reaches ${accuracy} test accuracy at ${cost}`,
    trainingRows: (rows, winner, rowsOfWinner) => `; trained on ${rows} labelled rows, ${winner} on ${rowsOfWinner}`,
    beats: (reaches, compared) =>
      sentence`A simple baseline beats this answer: ${reaches}, and is more accurate (${compared}).`,
    costsLess: (reaches, compared) =>
      sentence`A simple baseline costs less and is not shown to be less accurate: ${reaches} (${compared}).`,
    stars: "Stars are baselines from outside the matrix.",
    priced: (service, usd, date) => `${service} (${usd}, ${date})`,
    lines: (prices) => `Dotted vertical lines are list prices of hosted services, which nobody asked here: ${prices}.`,
    farMark: (name, accuracy, usd) => `${name} (${accuracy} at ${usd})`,
    farPrices: (prices) => `hosted services (${prices})`,
    tooFar: (marks) => `Too far away to be drawn: ${marks}.`,
  },
  zh: {
    cost: (usd) => `每百万条文本${usd}`,
    answerCost: (usd, answer) => `${answer}自身运行中的${usd}`,
    timesCheaper: (cost, ratio, other) => `${cost}，${other}是它的${ratio}倍`,
    times: (cost, ratio, other) => `${cost}，为${other}的${ratio}倍`,
    difference: (points, range) => `${points}个百分点，${range}`,
    reaches: (name, accuracy, cost) => sentence`${name}的测试准确率为${accuracy}，成本为${cost}`,
    trainingRows: (rows, winner, rowsOfWinner) => `；它用${rows}条有标签样本训练，${winner}用${rowsOfWinner}条`,
    beats: (reaches, compared) => sentence`一个简单基线胜过此答案：${reaches}，而且更准确（${compared}）。`,
    costsLess: (reaches, compared) => sentence`一个简单基线成本更低，且未显示出准确率更低：${reaches}（${compared}）。`,
    stars: "星形为矩阵之外的基线。",
    priced: (service, usd, date) => `${service}（${usd}，${date}）`,
    lines: (prices) => `竖直点线为托管服务的标价（此处并未实际调用）：${prices}。`,
    farMark: (name, accuracy, usd) => `${name}（${accuracy}，${usd}）`,
    farPrices: (prices) => `托管服务（${prices}）`,
    tooFar: (marks) => `因相距太远而未画出：${marks}。`,
  },
};

/**
 * "$0.000120 per million texts, 0.46 times the $0.000261 of int8 in its own runs", or "…, 78 times cheaper than …": the ratio is that of the two
 * figures that stand there, not of one that was sampled in rounds.
 */
function costText({ usd, versusAnswer }: MarkResult, answer: string, language: Language): string {
  const { cost: costOf, answerCost, timesCheaper, times } = said[language];
  const compared = versusAnswer?.cost ?? null;
  const cost = costOf(formatUsd(usd.middle));
  if (compared === null) return cost;
  const { ratio, answerUsd } = compared;
  const other = answerCost(formatUsd(answerUsd), answer);
  return ratio <= 0.1 ? timesCheaper(cost, formatRatio(1 / ratio), other) : times(cost, formatRatio(ratio), other);
}

/** "−0.2 points, −0.9 to +0.5" */
function differenceText({ versusAnswer }: Pick<MarkResult, "versusAnswer">, language: Language): string {
  if (versusAnswer === null) return "";
  const { difference, interval } = versusAnswer.accuracy;
  return said[language].difference(formatPoints(difference), pointsRange(interval, language));
}

/** The first sentence of a report whose answer a mark dominates. */
export function dominationText(mark: MarkResult, analysis: Analysis, language: Language = "en"): Sentence {
  const { reaches: reachesOf, beats, costsLess } = said[language];
  const winner = configurationOf(analysis.answer.winner!, analysis);
  const name = strong(markName(mark.name, language));
  const reaches = reachesOf(name, formatShare(mark.accuracy), costText(mark, winner.label, language));
  const compared = `${differenceText(mark, language)}${trainingRowsText(mark, winner, analysis, language)}`;
  const isBeaten = mark.versusAnswer?.domination === "more-accurate";
  return isBeaten ? beats(reaches, compared) : costsLess(reaches, compared);
}

/** "; trained on 2,000 labelled rows, int8 on 200": where they differ. Nobody knows on how many rows a pretrained model was. */
function trainingRowsText(
  { trainingRows }: MarkResult,
  winner: ConfigurationResult,
  { plan }: Analysis,
  language: Language,
): string {
  const runs = winner.cells.flatMap(({ run }) => run ?? []);
  const isPretrained = runs.some(({ experiment }) => isPretrainedModel(experiment.model, plan));
  const rows = runs.find(({ corpus }) => corpus !== null)?.corpus?.rows.train;
  if (trainingRows === undefined || rows === undefined || rows === trainingRows || isPretrained) return "";
  return said[language].trainingRows(formatCount(trainingRows), winner.label, formatCount(rows));
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
      (mark) => `${named(mark)}, ${formatShare(mark.accuracy)} test accuracy at ${costText(mark, compared, "en")}.`,
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
function pricesText(hosted: readonly HostedResult[], language: Language): string {
  const prices = hosted.map(({ usdPerMillionTexts }) => usdPerMillionTexts);
  return fromToOrOne(formatUsd(Math.min(...prices)), formatUsd(Math.max(...prices)), language);
}

/** What a chart has of the marks. */
interface MarksInView {
  readonly shown: readonly MarkResult[];
  readonly outside: readonly MarkResult[];
  readonly priced: readonly HostedResult[];
  readonly beyond: readonly HostedResult[];
}

/** What a chart shows of the marks, and what it leaves out since it would be far away. */
export function marksReading({ shown, outside, priced, beyond }: MarksInView, language: Language = "en"): string[] {
  const words = said[language];
  const prices = priced.map(({ service, usdPerMillionTexts, date }) =>
    words.priced(service, formatUsd(usdPerMillionTexts), date),
  );
  const far = [
    ...outside.map(({ name, accuracy, usd }) =>
      words.farMark(markName(name, language), formatShare(accuracy), formatUsd(usd.middle)),
    ),
    ...(beyond.length === 0 ? [] : [words.farPrices(pricesText(beyond, language))]),
  ];
  return [
    ...(shown.length > 0 ? [words.stars] : []),
    ...(prices.length > 0 ? [words.lines(listed(prices, language))] : []),
    ...(far.length > 0 ? [words.tooFar(listed(far, language))] : []),
  ];
}
