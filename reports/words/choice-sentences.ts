/** The sentences about a configuration that was chosen. */
import type { Chosen } from "../../harness/judge/analysis/decision.ts";
import { MOST_ROUNDS } from "../../harness/judge/analysis/ties.ts";
import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import { pointsAgainst } from "./chinese-points.ts";
import type { InLanguages } from "./language.ts";
import { type Sentence, type Span, sentence } from "./sentence.ts";

/**
 * Pieces of the answer and its sentences. What is given is text, formatted: names, figures, and the floor as `floorText` has it.
 * Of two figures, the second is the baseline's; null where there is none to name.
 */
interface ChoiceSentences {
  readonly cost: (usd: string, baseline: string | null) => string;
  /** "88.0 % accuracy" */
  readonly figureOf: (value: string, figure: string) => string;
  /** Values on the test rows. @param figures with their names */
  readonly onTestRows: (figures: string, rows: number, isUnseen: boolean, baseline: string | null) => string;
  readonly at: (cost: string, accuracy: string) => string;
  readonly file: (size: string, baseline: string | null) => string;
  readonly inFile: (figures: string, file: string) => string;

  readonly loneEligible: (subject: Sentence, floor: string, figures: string) => Sentence;
  readonly cheapest: (name: Span, floor: string, figures: string) => Sentence;
  /** @param best null if it is not the most accurate of them */
  readonly oneOfTheCheapest: (name: Span, floor: string, best: string | null, figures: string) => Sentence;
  /** Of those that cost about the same. @param rows "on the validation rows" @param isAlone whether no other is as accurate */
  readonly mostAccurate: (accuracy: string, rows: string, isAlone: boolean) => string;
  readonly nothingCheaper: (subject: Sentence, figures: string, floor: string, isMeasurably: boolean) => Sentence;
  /** @param usd null if it costs the same as the baseline */
  readonly moreAccurate: (name: Span, usd: string | null, than: MoreAccurate) => Sentence;
  readonly lowestNotMeasurably: (name: Span, usd: string) => Sentence;
  /** @param why of `preferences` */
  readonly preferredNotMeasurably: (name: Span, usd: string, why: string) => Sentence;
  readonly sameGraph: (count: number, floor: string, range: string) => string;
  readonly noneCheapest: (count: number, floor: string, range: string) => string;
  readonly preferred: (subject: Sentence, why: string, figures: string) => Sentence;
  readonly isMostAccurate: (mostAccurate: string) => string;
  /**
   * Why one is preferred that is not the most accurate of those that cost about the same. "accuracy" and "size" are against the cheapest of them;
   * "unchanged" is a baseline than which one of them is more accurate; "pairs", what pairs of samples show to be the cheapest although its figure
   * is not the lowest.
   */
  readonly preferences: Readonly<Record<Chosen["preferredFor"] | "unchanged" | "pairs", string>>;
  readonly onlyOne: (name: Span, figures: string) => Sentence;

  readonly smallestFile: (subject: Sentence, size: string, baseline: string | null, accuracy: string) => Sentence;
  readonly sameCost: (names: string, count: number, within: string) => string;
  readonly sameWork: (names: string, count: number) => string;
  readonly unproven: (name: string, usd: string, notShown: string) => string;
  /** @param predicate what is wrong with it */
  readonly useless: (name: string, usd: string, predicate: string) => string;
  readonly missesShare: (value: string, figure: string, atBest: string) => string;
  readonly missesPoints: (value: string, figure: string, atBest: string) => string;
  readonly missedOnTest: (name: string, misses: readonly string[]) => string;
  readonly validatedOnTest: string;
  readonly selectedOnTest: Readonly<Record<NonNullable<Chosen["selectedOnTest"]>, string>>;

  /** @param ratio as `ratioText` has it */
  readonly ratio: (name: string, ratio: string) => string;
  readonly notToldApart: (winner: string, ratios: readonly string[], more: number) => string;
  readonly notTogether: string;
  readonly tooFewPairs: (pairs: number) => string;
  readonly wouldBeSeen: (difference: string, pairs: number) => string;
  /** @param taken what the pairs show */
  readonly roundsWouldTell: (taken: string, rounds: number) => string;
  readonly tooNoisy: (taken: string, isNoiseWarned: boolean) => string;
}

/** A configuration's accuracy, where it costs no more than the baseline. */
interface MoreAccurate {
  readonly rows: string;
  readonly accuracy: string;
  readonly baseline: string;
  readonly onTest: string;
}

const aside = (baseline: string | null) => (baseline === null ? "" : ` (baseline ${baseline})`);
const asideInChinese = (baseline: string | null) => (baseline === null ? "" : `（基线${baseline}）`);
const insteadOf = (baseline: string | null) => (baseline === null ? "" : ` instead of ${baseline}`);

export const choiceSentences: InLanguages<ChoiceSentences> = {
  en: {
    cost: (usd, baseline) => `${usd} per million texts${aside(baseline)}`,
    figureOf: (value, figure) => `${value} ${figure}`,
    onTestRows: (figures, rows, isUnseen, baseline) =>
      `${figures} on ${formatCount(rows)} ${isUnseen ? "unseen " : ""}test rows${aside(baseline)}`,
    at: (cost, accuracy) => `${cost} at ${accuracy}`,
    file: (size, baseline) => `${size} file${insteadOf(baseline)}`,
    inFile: (figures, file) => `${figures}, in a ${file}`,

    loneEligible: (subject, floor, figures) =>
      sentence`${subject} is the only configuration that is shown to be good enough (${floor}): ${figures}.`,
    cheapest: (name, floor, figures) => sentence`${name} is the cheapest configuration ${floor}: ${figures}.`,
    oneOfTheCheapest: (name, floor, best, figures) =>
      sentence`${name} is one of the cheapest configurations ${floor}${best === null ? "" : `, and ${best}`}: ${figures}.`,
    mostAccurate: (accuracy, rows, isAlone) =>
      `${isAlone ? "the most accurate" : "as accurate as any"} of those that cost about the same, with ${accuracy} ${rows}`,
    nothingCheaper: (subject, figures, floor, isMeasurably) =>
      sentence`${subject} costs ${figures}; nothing accurate enough (${floor}) is ${isMeasurably ? "measurably " : ""}cheaper.`,
    moreAccurate: (name, usd, { rows, accuracy, baseline, onTest }) =>
      sentence`${name} ${usd === null ? "costs the same" : `costs ${usd}, which is not measurably different,`} and is more accurate ${rows}: ${accuracy} instead of ${baseline}; on the test rows, ${onTest}.`,
    lowestNotMeasurably: (name, usd) =>
      sentence`${name} has the lowest measured cost, ${usd}, but is not shown to be cheaper.`,
    preferredNotMeasurably: (name, usd, why) =>
      sentence`${name} costs ${usd}, which is not measurably different, and ${why}.`,
    sameGraph: (count, floor, range) =>
      `The ${formatCount(count)} configurations ${floor} serve the same graph and differ only in its weights, so they have one cost: ${range} per million texts.`,
    noneCheapest: (count, floor, range) =>
      `${count === 2 ? "Neither of the two" : `None of the ${formatCount(count)}`} configurations ${floor} can be called the cheapest; they cost ${range} per million texts.`,
    preferred: (subject, why, figures) => sentence`${subject} ${why}: ${figures}.`,
    isMostAccurate: (mostAccurate) => `is ${mostAccurate}`,
    preferences: {
      accuracy: "is more accurate than the cheapest of them",
      baseline: "needs no change, and none that costs about the same is more accurate",
      unchanged: "needs no change, and is as accurate as the cheapest of them",
      size: "is as accurate as the cheapest of them, in a smaller file",
      cost: "has the lowest measured cost",
      pairs: "costs least by pairs of samples",
    },
    onlyOne: (name, figures) =>
      sentence`The only configuration, ${name}, costs ${figures}; there is nothing to compare it with.`,

    smallestFile: (subject, size, baseline, accuracy) =>
      sentence`Of those that tie, ${subject} has the smallest file: ${size}${insteadOf(baseline)}, at ${accuracy} accuracy.`,
    sameCost: (names, count, within) => `${names} ${count === 1 ? "costs" : "cost"} the same, within ${within}.`,
    sameWork: (names, count) => `${names} ${count === 1 ? "serves" : "serve"} the same graph, at the same cost.`,
    unproven: (name, usd, notShown) => `${name} costs less, ${usd}, but is ${notShown}.`,
    useless: (name, usd, predicate) => `${name} costs less, ${usd}, but ${predicate}.`,
    missesShare: (value, figure, atBest) => `${value} ${figure}, at best ${atBest}`,
    missesPoints: (value, figure, atBest) => `${value} points of ${figure} from the baseline, at best ${atBest}`,
    missedOnTest: (name, misses) => `On the test rows ${name} clearly misses that: ${misses.join("; ")}.`,
    validatedOnTest:
      "No validation rows were held out: its accuracy is measured on the same test rows that it was validated on.",
    selectedOnTest: {
      "nothing-held-back":
        "No validation rows were held out, so the choice was made on the test rows themselves, and their accuracy is optimistic.",
      "baseline-held-nothing-back":
        "The baseline held out no validation rows, so the choice was made on the test rows themselves, and their accuracy is optimistic.",
    },

    ratio: (name, ratio) => `${name} is ${ratio}`,
    notToldApart: (winner, ratios, more) =>
      `Not told apart from ${winner}: ${ratios.join("; ")}${more === 0 ? "" : `; and ${formatCount(more)} more`}.`,
    notTogether: "Not all were sampled together",
    tooFewPairs: (pairs) => `There ${pairs === 1 ? "is" : "are"} ${plural(pairs, "pair")}, too few to tell`,
    wouldBeSeen: (difference, pairs) =>
      `A difference of ${difference} would have been seen in ${plural(pairs, "pair")}`,
    roundsWouldTell: (taken, rounds) =>
      `${taken}; about ${plural(rounds, "round")} of serving would tell: run it again with --rounds ${rounds}.`,
    tooNoisy: (taken, isNoiseWarned) =>
      `${taken}; with noise like this it would take over ${MOST_ROUNDS} rounds of serving to tell${isNoiseWarned ? "" : ": run it again with --fresh when the machine is quiet"}.`,
  },
  zh: {
    cost: (usd, baseline) => `每百万条文本${usd}${asideInChinese(baseline)}`,
    figureOf: (value, figure) => `${figure}${value}`,
    onTestRows: (figures, rows, isUnseen, baseline) =>
      `在${formatCount(rows)}条${isUnseen ? "未见过的" : ""}测试集样本上${figures}${asideInChinese(baseline)}`,
    at: (cost, accuracy) => `${cost}，${accuracy}`,
    file: (size, baseline) => `文件${size}${asideInChinese(baseline)}`,
    inFile: (figures, file) => `${figures}，${file}`,

    loneEligible: (subject, floor, figures) => sentence`${subject}是唯一经证实达到要求（${floor}）的配置：${figures}。`,
    cheapest: (name, floor, figures) => sentence`${name}是达到要求（${floor}）的最便宜配置：${figures}。`,
    oneOfTheCheapest: (name, floor, best, figures) =>
      sentence`${name}是达到要求（${floor}）的最便宜配置之一${best === null ? "" : `，也是${best}`}：${figures}。`,
    mostAccurate: (accuracy, rows, isAlone) =>
      `成本相近的配置中最准确的${isAlone ? "" : "之一"}，${rows}准确率为${accuracy}`,
    nothingCheaper: (subject, figures, floor, isMeasurably) =>
      sentence`${subject}的成本为${figures}；没有达到要求（${floor}）的配置比它${isMeasurably ? "显著" : ""}更便宜。`,
    moreAccurate: (name, usd, { rows, accuracy, baseline, onTest }) =>
      sentence`${name}的成本${usd === null ? "与之相同" : `为${usd}，差异不显著`}，而且${rows}更准确：${accuracy}，基线为${baseline}；在测试集上为${onTest}。`,
    lowestNotMeasurably: (name, usd) => sentence`${name}的成本数值最低，为${usd}，但未能证明它更便宜。`,
    preferredNotMeasurably: (name, usd, why) => sentence`${name}的成本为${usd}，差异不显著，而且${why}。`,
    sameGraph: (count, floor, range) =>
      `${formatCount(count)}个达到要求（${floor}）的配置使用同一计算图，只有权重不同，因此成本相同：每百万条文本${range}。`,
    noneCheapest: (count, floor, range) =>
      `${count === 2 ? "两" : formatCount(count)}个达到要求（${floor}）的配置中，无法确定哪个最便宜；成本为每百万条文本${range}。`,
    preferred: (subject, why, figures) => sentence`${subject}${why}：${figures}。`,
    isMostAccurate: (mostAccurate) => `是${mostAccurate}`,
    preferences: {
      accuracy: "比其中最便宜的更准确",
      baseline: "无需任何改动，成本相近的配置也都不比它更准确",
      unchanged: "无需任何改动，而且与其中最便宜的同样准确",
      size: "与其中最便宜的同样准确，而文件更小",
      cost: "的成本数值最低",
      pairs: "按成对采样比较成本最低",
    },
    onlyOne: (name, figures) => sentence`唯一的配置${name}的成本为${figures}；没有可与之比较的配置。`,

    smallestFile: (subject, size, baseline, accuracy) =>
      sentence`在成本不分高下的配置中，${subject}的文件最小：${size}${asideInChinese(baseline)}，准确率${accuracy}。`,
    sameCost: (names, _, within) => `${names}的成本与之相同，相差不超过${within}。`,
    sameWork: (names) => `${names}使用同一计算图，成本相同。`,
    unproven: (name, usd, notShown) => `${name}更便宜（${usd}），但${notShown}。`,
    useless: (name, usd, predicate) => `${name}更便宜（${usd}），但${predicate}。`,
    missesShare: (value, figure, atBest) => `${figure}为${value}，最好也只有${atBest}`,
    missesPoints: (value, figure, atBest) =>
      `${figure}${pointsAgainst(value, "基线")}，最好的情况下也${pointsAgainst(atBest, "基线")}`,
    missedOnTest: (name, misses) => `但在测试集上，${name}明显未达到这一要求：${misses.join("；")}。`,
    validatedOnTest: "没有留出验证集样本：其准确率就是在用于验证的测试集样本上测得的。",
    selectedOnTest: {
      "nothing-held-back": "没有留出验证集样本，因此选择是在测试集样本上做出的，其准确率偏于乐观。",
      "baseline-held-nothing-back": "基线没有留出验证集样本，因此选择是在测试集样本上做出的，其准确率偏于乐观。",
    },

    ratio: (name, ratio) => `${name}${ratio}`,
    notToldApart: (winner, ratios, more) =>
      `与${winner}无法区分：${ratios.join("；")}${more === 0 ? "" : `；以及另外${formatCount(more)}个`}。`,
    notTogether: "并非所有配置都一同采样",
    tooFewPairs: (pairs) => `只有${formatCount(pairs)}对，不足以判断`,
    wouldBeSeen: (difference, pairs) => `${formatCount(pairs)}对已足以看出${difference}的差异`,
    roundsWouldTell: (taken, rounds) =>
      `${taken}；约需${formatCount(rounds)}个轮次的推理服务才能判断：请用--rounds ${rounds}重新运行。`,
    tooNoisy: (taken, isNoiseWarned) =>
      `${taken}；在这样的噪声下，需要超过${MOST_ROUNDS}个轮次的推理服务才能判断${isNoiseWarned ? "" : "：请在机器空闲时用--fresh重新运行"}。`,
  },
};
