import { forShell } from "../../../harness/base/shell.ts";
import type { CheckNote } from "../../../harness/judge/check/reason.ts";
import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import { classNames, quoted } from "../class-names.ts";
import type { InLanguages, Language } from "../language.ts";
import { oneLine } from "../one-line.ts";
import { metricTitle } from "./figures.ts";

interface Said {
  readonly baseSkipped: (label: string, reason: string) => string;
  readonly newCell: (label: string) => string;
  readonly notPaired: (command: string) => string;
  readonly newFigure: (metric: string, cells: number, matched: number) => string;
  readonly disturbed: (pairs: number, taken: number) => string;
  readonly waiverExpired: (where: string, metric: string, until: string) => string;
  readonly matchesNoCell: (where: string, metric: string, matrix: string) => string;
  readonly nothingToJudge: (where: string, why: string) => string;
  readonly noAnswers: string;
  readonly noPositive: (metric: string) => string;
  readonly noSuchRow: (className: string) => string;
  readonly noSuchClass: (className: string, classes: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    baseSkipped: (label, reason) => `${label} was not compared: the base skipped it (${reason})`,
    newCell: (label) => `${label} is new: only the head has it, so it cannot be compared`,
    notPaired: (command) =>
      `times, memory and cost are not compared between stored results, except with limits; ${command} measures both in pairs`,
    newFigure: (metric, cells, matched) =>
      `${metric}: only the head has it, in ${formatCount(cells)} of ${plural(matched, "cell")}`,
    disturbed: (pairs, taken) =>
      `${formatCount(pairs)} of ${plural(taken, "pair")} of samples ${pairs === 1 ? "was" : "were"} timed beside other programs, also when taken again: a small change may stay unseen`,
    waiverExpired: (where, metric, until) => `${where}: the waiver for ${metric} expired after ${until}`,
    matchesNoCell: (where, metric, matrix) => `${where}: this entry for ${metric} matches no cell of ${matrix}`,
    nothingToJudge: (where, why) => `${where}: this entry judges nothing: ${why}`,
    noAnswers: "the records do not keep what was answered; run the matrix again",
    noPositive: (metric) =>
      `the data names no label positive; give positive=LABEL in the dataset's options, or "class" for ${metric}`,
    noSuchRow: (className) => `no test row has the class ${className}`,
    noSuchClass: (className, classes) => `the data has no class ${className}; it has ${classes}`,
  },
  zh: {
    baseSkipped: (label, reason) => `未比较${label}：基准跳过了它（${reason}）`,
    newCell: (label) => `${label}是新增的：只有新版有它，因此无法比较`,
    notPaired: (command) => `已存储的结果之间不比较时间、内存和成本，设有限值者除外；${command}会对两侧成对测量`,
    newFigure: (metric, cells, matched) =>
      `${metric}：只有新版有此数值，见于${formatCount(matched)}个单元中的${formatCount(cells)}个`,
    disturbed: (pairs, taken) =>
      `${formatCount(taken)}对采样中有${formatCount(pairs)}对是在其他程序同时运行时计时的，重新采样后仍是如此：小的变化可能看不出来`,
    waiverExpired: (where, metric, until) => `${where}：${metric}的豁免已于${until}后失效`,
    matchesNoCell: (where, metric, matrix) => `${where}：${metric}的这一条目与${matrix}的任何单元都不匹配`,
    nothingToJudge: (where, why) => `${where}：这一条目没有可判定的内容：${why}`,
    noAnswers: "记录中没有保存所作的回答；请重新运行该矩阵",
    noPositive: (metric) => `数据没有指定正类标签；请在数据集选项中给出positive=LABEL，或为${metric}给出"class"`,
    noSuchRow: (className) => `测试集样本中没有类别${className}`,
    noSuchClass: (className, classes) => `数据中没有类别${className}；有的是${classes}`,
  },
};

/** A note on one line, without a period. */
export function noteText(note: CheckNote, language: Language = "en"): string {
  return oneLine(textOf(note, language));
}

function textOf(note: CheckNote, language: Language): string {
  const words = said[language];
  switch (note.kind) {
    case "base-skipped":
      return words.baseSkipped(note.label, note.reason);
    case "new-cell":
      return words.newCell(note.label);
    case "not-paired":
      return words.notPaired(inPairs(note));
    case "new-figure":
      return words.newFigure(metricTitle(note.metric, language), note.cells, note.matched);
    case "disturbed":
      return words.disturbed(note.pairs, note.taken);
    case "waiver-expired":
      return words.waiverExpired(note.where, note.metric, note.until);
    case "matches-no-cell":
      return words.matchesNoCell(note.where, note.metric, note.matrix);
    case "nothing-to-judge":
      return words.nothingToJudge(note.where, whyNothing(note, language));
    case "text":
      return note.text;
  }
}

/** The command that measures in pairs what was compared from stored results. */
function inPairs({ matrix, dataset }: Extract<CheckNote, { kind: "not-paired" }>): string {
  const data = dataset === undefined ? "" : ` --dataset ${forShell(dataset)}`;
  return `pricewar check --base-ref main --matrix ${forShell(matrix)}${data}`;
}

function whyNothing(
  { metric, className, classes }: Extract<CheckNote, { kind: "nothing-to-judge" }>,
  language: Language,
): string {
  const words = said[language];
  if (classes.length === 0) return words.noAnswers;
  if (className === null) return words.noPositive(metric);
  return classes.includes(className)
    ? words.noSuchRow(quoted(className))
    : words.noSuchClass(quoted(className), classNames(classes, language));
}
