import type { Floor, Refusal, RuleRefusal } from "../../harness/judge/analysis/standard.ts";
import { formatCount, formatNumber, formatPoints, formatShare } from "../../harness/judge/figures/format.ts";
import { classNames, quoted } from "./class-names.ts";
import { ruleFigureText, ruleText, selectingRows } from "./floor.ts";
import type { InLanguages, Language } from "./language.ts";
import { noFiguresText } from "./no-figures.ts";
import { pointsBeside, shareBeside } from "./shown-difference.ts";

type Reference = Extract<Refusal, { kind: "other-data" }>["reference"];

/** Of a verdict that is not shown: what is not shown of a rule, where, and by how much. */
interface NotShown {
  readonly reach: string;
  readonly rows: string;
  readonly now: string;
  readonly worst: string;
  readonly more: string;
}

/** Counts, shares and labels are texts; labels are in quotes. */
interface Said {
  readonly references: Readonly<Record<Reference, string>>;
  readonly otherData: (reference: string) => string;
  readonly unfinished: (finished: string, planned: string) => string;
  /** @param isAdjective whether the text of a refusal stands after "is" */
  readonly predicate: (refusal: string, isAdjective: boolean) => string;
  readonly noBaseline: string;
  readonly noValidationRows: string;
  readonly notRecorded: (figure: string) => string;
  readonly noRowsOfClass: (selectedOn: Floor["selectedOn"], label: string) => string;
  readonly noBetterThanMajority: (isBelow: boolean, label: string, share: string, inRuns: string) => string;
  readonly neverPredicts: (classes: string, inRuns: string) => string;
  readonly inRuns: (faulty: string, runs: string) => string;
  readonly belowFloor: (threshold: string, rows: string) => string;
  /** The same of a rule about another figure than the accuracy. */
  readonly belowRequired: (figure: string, threshold: string, rows: string) => string;
  readonly notShown: (parts: NotShown) => string;
  readonly points: (points: string) => string;
  /** "be within 1 point of the baseline", after "to" */
  readonly beWithin: (rule: string) => string;
  /** "reach 80 % recall of “fraud”", after "to" */
  readonly reach: (percent: string, figure: string) => string;
  readonly rowsNeeded: (rows: string) => string;
  readonly seedsNeeded: (seeds: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    references: { baseline: "the baseline", "first-configuration": "the first configuration" },
    otherData: (reference) => `not on the same data as ${reference}`,
    unfinished: (finished, planned) => `${finished} of its ${planned} runs finished`,
    predicate: (refusal, isAdjective) => `${isAdjective ? "is " : ""}${refusal}`,
    noBaseline: "no baseline to compare with",
    noValidationRows: "held out no validation rows, so it cannot be compared",
    notRecorded: (figure) => `has no record of its ${figure}: run it again with --fresh`,
    noRowsOfClass: (selectedOn, label) =>
      `cannot be judged: none of the ${selectedOn} rows is ${label}; ${selectedOn === "validation" ? "a larger share of validation rows" : "more rows"} would tell`,
    noBetterThanMajority: (isBelow, label, share, inRuns) =>
      `${isBelow ? "no better" : "not shown to be better"} than always answering ${label}, which scores ${share} accuracy${inRuns}`,
    neverPredicts: (classes, inRuns) => `never predicts ${classes}${inRuns}`,
    inRuns: (faulty, runs) => `, in ${faulty} of its ${runs} runs`,
    belowFloor: (threshold, rows) => `below the floor of ${threshold} ${rows}`,
    belowRequired: (figure, threshold, rows) => `its ${figure} is below the ${threshold} required ${rows}`,
    notShown: ({ reach, rows, now, worst, more }) => `not shown to ${reach} ${rows}: ${now}, at worst ${worst}${more}`,
    points: (points) => `${points} points`,
    beWithin: (rule) => `be ${rule}`,
    reach: (percent, figure) => `reach ${percent} % ${figure}`,
    rowsNeeded: (rows) => `; about ${rows} rows would tell`,
    seedsNeeded: (seeds) => `; about ${seeds} seeds would tell`,
  },
  zh: {
    references: { baseline: "基线", "first-configuration": "第一个配置" },
    otherData: (reference) => `所用数据与${reference}不同`,
    unfinished: (finished, planned) => `${planned}次运行中只完成了${finished}次`,
    predicate: (refusal) => refusal,
    noBaseline: "没有可供比较的基线",
    noValidationRows: "未留出验证集样本，无法比较",
    notRecorded: (figure) => `没有${figure}的记录：请用--fresh重新运行`,
    noRowsOfClass: (selectedOn, label) =>
      selectedOn === "validation"
        ? `无法判断：验证集样本中没有${label}；提高验证集占比即可判断`
        : `无法判断：测试集样本中没有${label}；增加样本即可判断`,
    noBetterThanMajority: (isBelow, label, share, inRuns) =>
      `${inRuns}${isBelow ? "不优于" : "未能证明优于"}始终回答${label}，后者的准确率为${share}`,
    neverPredicts: (classes, inRuns) => `${inRuns}从不预测${classes}`,
    inRuns: (faulty, runs) => `${runs}次运行中有${faulty}次`,
    belowFloor: (threshold, rows) => `${rows}低于准确率下限${threshold}`,
    belowRequired: (figure, threshold, rows) => `${rows}${figure}低于所要求的${threshold}`,
    notShown: ({ reach, rows, now, worst, more }) => `未能证明${rows}${reach}：目前${now}，最差${worst}${more}`,
    points: (points) => `${points}个百分点`,
    beWithin: (rule) => rule,
    reach: (percent, figure) => `${figure}达到${percent} %`,
    rowsNeeded: (rows) => `；约需${rows}条样本才能判断`,
    seedsNeeded: (seeds) => `；约需${seeds}个随机种子才能判断`,
  },
};

/** "the baseline" or "the first configuration": the one whose data counts. */
export function referenceText(reference: Reference, language: Language = "en"): string {
  return said[language].references[reference];
}

/** Why a configuration cannot be the answer: "below the floor of 89.0 % on the validation rows" */
export function refusalText(refusal: Refusal, language: Language = "en"): string {
  const words = said[language];
  switch (refusal.kind) {
    case "no-figures":
      return noFiguresText(refusal.why, language);
    case "other-data":
      return words.otherData(referenceText(refusal.reference, language));
    case "unfinished":
      return words.unfinished(formatCount(refusal.finished), formatCount(refusal.planned));
    case "no-baseline":
      return words.noBaseline;
    case "no-validation-rows":
      return words.noValidationRows;
    case "not-recorded":
      return words.notRecorded(ruleFigureText(refusal.rule, language));
    case "no-rows-of-class":
      return words.noRowsOfClass(refusal.selectedOn, quoted(refusal.label));
    case "no-better-than-majority": {
      const { isBelow, majority } = refusal;
      const inRuns = inRunsText(refusal, language);
      return words.noBetterThanMajority(isBelow, quoted(majority.label), formatShare(majority.share), inRuns);
    }
    case "never-predicts":
      return words.neverPredicts(classNames(refusal.labels, language), inRunsText(refusal, language));
    case "below-floor":
      return belowFloorText(refusal, language);
    case "not-shown":
      return notShownText(refusal, language);
  }
}

/** What a refusal says of its configuration, after the name; empty without one. */
export function predicateOf(refusal: Refusal | null, language: Language = "en"): string {
  if (refusal === null) return "";
  const isAdjective = refusal.kind === "no-better-than-majority";
  return said[language].predicate(refusalText(refusal, language), isAdjective);
}

/** ", in 2 of its 3 runs"; empty if it is all of them */
function inRunsText({ faulty, runs }: { readonly faulty: number; readonly runs: number }, language: Language): string {
  return faulty === runs ? "" : said[language].inRuns(formatCount(faulty), formatCount(runs));
}

function belowFloorText({ floor, verdict }: RuleRefusal, language: Language): string {
  const { belowFloor, belowRequired } = said[language];
  const threshold = formatShare(floor.threshold ?? verdict.required);
  const rows = selectingRows(floor, language);
  if (floor.rule.figure === "accuracy") return belowFloor(threshold, rows);
  return belowRequired(ruleFigureText(floor.rule, language), threshold, rows);
}

/** "not shown to be within 1 point of the baseline on the 169 validation rows: −0.6 points, at worst −1.9; about 900 rows would do" */
export function notShownText({ floor, verdict }: RuleRefusal, language: Language = "en"): string {
  const { notShown, points } = said[language];
  const { value, bound, required } = verdict;
  const [now, worst] =
    "atLeast" in floor.rule
      ? [formatShare(value), shareBeside(bound, required)]
      : [points(formatPoints(value)), pointsBeside(bound, required)];
  const reach = reachText(floor.rule, language);
  return notShown({ reach, rows: selectingRows(floor, language), now, worst, more: neededText(verdict, language) });
}

/** "; about 900 rows would tell" */
function neededText({ rowsNeeded, seedsNeeded }: RuleRefusal["verdict"], language: Language): string {
  const words = said[language];
  if (rowsNeeded !== null) return words.rowsNeeded(formatCount(roundedUp(rowsNeeded)));
  return seedsNeeded === null ? "" : words.seedsNeeded(formatCount(seedsNeeded));
}

/** "be within 1 point of the baseline", "reach 80 % recall of “fraud”" */
function reachText(rule: Floor["rule"], language: Language): string {
  const { beWithin, reach } = said[language];
  if ("withinPoints" in rule) return beWithin(ruleText(rule, language));
  return reach(formatNumber(rule.atLeast * 100), ruleFigureText(rule, language));
}

/** To two digits: 1,234 -> 1,300 */
function roundedUp(rows: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / unit) * unit;
}
