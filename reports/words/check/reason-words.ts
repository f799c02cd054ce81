import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import type { InLanguages } from "../language.ts";

type Side = "base" | "head";

interface ReasonWords {
  readonly machineMoved: (control: string) => string;
  readonly sampleFailed: (side: Side, text: string) => string;
  readonly unchanged: string;
  /** @param base may be an id, which a capital letter would change */
  readonly replaced: (base: string, head: string) => string;
  readonly derived: string;
  readonly follows: (metric: string) => string;
  readonly otherTestRows: (base: string, head: string) => string;
  readonly testRows: (dataset: string, counts: string) => string;
  readonly lostFigure: string;
  readonly onlyInHead: string;
  readonly noCell: string;
  readonly noRun: (seed: number, repeat: number) => string;
  readonly unfinished: (side: Side, seed: number, why: string, isSkipped: boolean) => string;
  readonly kept: (isMost: boolean, limit: string, where: string) => string;
  /** Before what the pairs show. */
  readonly change: (change: string, pairs: number) => string;
  readonly tooFewPairs: (candidates: number, needed: number, taken: number) => string;
  readonly proven: (shown: ProvenTexts) => string;
  /** These two are followed by how much could have been missed. */
  readonly nothingProven: (margin: string) => string;
  readonly tooSmall: Readonly<Record<"ms" | "bytes", (change: string, least: string) => string>>;
  readonly anySizeMissed: string;
  readonly atWorst: (change: string, allowed: string) => string;
  readonly missed: (change: string) => string;
  readonly oneRunEach: string;
  readonly otherMachines: (differences: string) => string;
  readonly measuredInPairs: (why: string, matrix: string) => string;
  readonly size: (size: string, share: string) => string;
  readonly smaller: (size: string) => string;
  readonly larger: (size: string) => string;
  readonly largerWithin: (size: string, margin: string) => string;
  /** Parts of one sentence about accuracy, in this order. */
  readonly points: (difference: string) => string;
  readonly interval: (range: string) => string;
  readonly over: (runs: number, testRows: number) => string;
  readonly worseBy: (points: string) => string;
  readonly betterBy: (points: string) => string;
  readonly notWorseBy: (points: string) => string;
  readonly maybeWorseBy: (points: string) => string;
  readonly margin: (points: string) => string;
  readonly mcNemar: (p: string) => string;
  readonly onOtherMachines: (differences: string) => string;
}

interface ProvenTexts {
  readonly isBetter: boolean;
  readonly margin: string;
  readonly p: string;
  readonly candidates: number;
  readonly atLeast: string;
}

const CHINESE_SIDES: Readonly<Record<Side, string>> = { base: "基准", head: "新版" };

/** Fragments of the reasons of verdicts. */
export const reasonWords: InLanguages<ReasonWords> = {
  en: {
    machineMoved: (control) => `the times of this check cannot be trusted: ${control}`,
    sampleFailed: (side, text) => `a sample of the ${side} ${text}`,
    unchanged: "unchanged",
    replaced: (base, head) => `from ${base} to ${head}`,
    derived: "follows from a figure that was not judged; only limits apply to it",
    follows: (metric) => `follows from ${metric}, at the head’s price`,
    otherTestRows: (base, head) => `different test rows: ${base} → ${head}; measure both sides again`,
    testRows: (dataset, counts) => `${dataset} with ${counts} test rows`,
    lostFigure: "the base has this figure and the head does not",
    onlyInHead: "only the head has this figure",
    noCell: "the head has no such cell",
    noRun: (seed, repeat) => `the head has no run of seed ${seed}, repeat ${repeat}`,
    unfinished: (side, seed, why, isSkipped) =>
      `the ${side} did not finish seed ${seed}: ${isSkipped ? "skipped, " : ""}${why}`,
    kept: (isMost, limit, where) => `${isMost ? "not above" : "not below"} the limit of ${limit} (${where})`,
    change: (change, pairs) => `${change} over ${plural(pairs, "pair")}: `,
    tooFewPairs: (candidates, needed, taken) =>
      `a check with ${plural(candidates, "candidate")} needs ${plural(needed, "fresh pair")}, and there ${taken === 1 ? "is" : "are"} ${taken}`,
    proven: ({ isBetter, margin, p, candidates, atLeast }) =>
      `${isBetter ? "an improvement" : "a worsening"} beyond the margin of ${margin} (p ${p} among ${plural(candidates, "candidate")}), at least ${atLeast}`,
    nothingProven: (margin) => `no change beyond the margin of ${margin} was shown, `,
    tooSmall: {
      ms: (change, least) => `a change of ${change} in a sample's timed work is less than the ${least} that counts, `,
      bytes: (change, least) => `a change of ${change} is less than the ${least} that counts, `,
    },
    anySizeMissed: "but a change of any size could have been missed",
    atWorst: (change, allowed) => `and it is ${change} at worst, where a pass allows ${allowed}`,
    missed: (change) => `but one of ${change} could have been missed`,
    oneRunEach: "one run of each side cannot decide this",
    otherMachines: (differences) => `measured on different machines (${differences})`,
    measuredInPairs: (why, matrix) =>
      `${why}; pricewar check --base-ref main --matrix ${matrix} measures both in pairs`,
    size: (size, share) => `${size} (${share})`,
    smaller: (size) => `smaller by ${size}`,
    larger: (size) => `larger by ${size}`,
    largerWithin: (size, margin) => `larger by ${size}, within the ${margin} allowed`,
    points: (difference) => `${difference} points`,
    interval: (range) => ` (95 % interval ${range})`,
    over: (runs, testRows) => ` over ${plural(runs, "run")} of ${plural(testRows, "test row")}, `,
    worseBy: (points) => `worse by more than ${points}`,
    betterBy: (points) => `better by more than ${points}`,
    notWorseBy: (points) => `not worse by more than ${points}`,
    maybeWorseBy: (points) => `which may be worse by more than ${points}`,
    margin: (points) => `${points} points`,
    mcNemar: (p) => ` (McNemar p ${p})`,
    onOtherMachines: (differences) => `; on different machines: ${differences}`,
  },
  zh: {
    machineMoved: (control) => `此次检查的时间不可信：${control}`,
    sampleFailed: (side, text) => `${CHINESE_SIDES[side]}的一次采样失败：${text}`,
    unchanged: "未变",
    replaced: (base, head) => `由${base}变为${head}`,
    derived: "由一项未作判定的指标推算而来；只有限值适用于它",
    follows: (metric) => `由${metric}推算而来，按新版的价格`,
    otherTestRows: (base, head) => `测试集样本不同：${base} → ${head}；请重新测量两侧`,
    testRows: (dataset, counts) => `${dataset}，测试集样本${counts}个`,
    lostFigure: "基准有此数值，而新版没有",
    onlyInHead: "只有新版有此数值",
    noCell: "新版没有这个单元",
    noRun: (seed, repeat) => `新版没有随机种子${seed}、第${repeat}次重复的运行`,
    unfinished: (side, seed, why, isSkipped) =>
      `${CHINESE_SIDES[side]}未完成随机种子${seed}：${isSkipped ? "已跳过，" : ""}${why}`,
    kept: (isMost, limit, where) => `${isMost ? "不高于" : "不低于"}限值${limit}（${where}）`,
    change: (change, pairs) => `${formatCount(pairs)}对采样的变化为${change}：`,
    tooFewPairs: (candidates, needed, taken) =>
      `有${formatCount(candidates)}个候选的检查需要${formatCount(needed)}对新采样，而只有${formatCount(taken)}对`,
    proven: ({ isBetter, margin, p, candidates, atLeast }) =>
      `${isBetter ? "改进" : "变差"}超出${margin}的容差（${formatCount(candidates)}个候选，p ${p}），至少${atLeast}`,
    nothingProven: (margin) => `未显示超出${margin}容差的变化，`,
    tooSmall: {
      ms: (change, least) => `一次采样的计时工作变化${change}，小于可计的${least}，`,
      bytes: (change, least) => `变化${change}，小于可计的${least}，`,
    },
    anySizeMissed: "但任何幅度的变化都可能被漏掉",
    atWorst: (change, allowed) => `最差为${change}，而通过允许${allowed}`,
    missed: (change) => `但${change}的变化可能被漏掉`,
    oneRunEach: "每侧只有一次运行，不足以判定",
    otherMachines: (differences) => `在不同的机器上测量（${differences}）`,
    measuredInPairs: (why, matrix) => `${why}；pricewar check --base-ref main --matrix ${matrix}会对两侧成对测量`,
    size: (size, share) => `${size}（${share}）`,
    smaller: (size) => `减小${size}`,
    larger: (size) => `增大${size}`,
    largerWithin: (size, margin) => `增大${size}，未超出允许的${margin}`,
    points: (difference) => `${difference}个百分点`,
    interval: (range) => `（95 %置信区间${range}）`,
    over: (runs, testRows) => `，共${formatCount(runs)}次运行、${formatCount(testRows)}个测试集样本，`,
    worseBy: (points) => `变差超过${points}`,
    betterBy: (points) => `变好超过${points}`,
    notWorseBy: (points) => `变差不超过${points}`,
    maybeWorseBy: (points) => `可能变差超过${points}`,
    margin: (points) => `${points}个百分点`,
    mcNemar: (p) => `（McNemar检验p ${p}）`,
    onOtherMachines: (differences) => `；机器不同：${differences}`,
  },
};
