/** The warnings whose sentences depend on more than one of their parts. */

import type { MachineDifference, NamedCell, ShareRange, Warning } from "../../harness/judge/analysis/warning.ts";
import { formatCount, formatNumber, formatShare, plural } from "../../harness/judge/figures/format.ts";
import { fractionOf } from "./counted.ts";
import { ofDataset } from "./data.ts";
import { fromToOrOne } from "./from-to.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

export type WarningOf<K extends Warning["kind"]> = Extract<Warning, { readonly kind: K }>;

type Unfinished = "failed" | "timeout" | "skipped" | "missing";

type Side = "train" | "validation" | "test";

type Keep = "start" | "end" | "either";

interface Said {
  readonly unfinished: (ok: number, all: number, parts: string) => string;
  readonly states: Readonly<Record<Unfinished, (count: string) => string>>;
  /** @param reason without a period */
  readonly skipped: (runs: number, reason: string) => string;
  readonly oneTraining: string;
  readonly someWithOne: string;
  readonly fewTrainings: (fewest: number, isOfAll: boolean) => string;
  /** @param of such as " of csv:a.csv@1" */
  readonly seen: (of: string, seen: number, testRows: number) => string;
  /** Between that and what it means, where all are seen, and where others are left. */
  readonly noneUnseen: string;
  readonly someUnseen: string;
  readonly noAccuracy: string;
  readonly unseen: (others: number, unseenAccuracy: string, accuracy: string) => string;
  readonly dedupe: string;
  readonly sides: Readonly<Record<Side, string>>;
  readonly cutAlike: (share: string, sides: string) => string;
  readonly cutOf: (share: string, side: string) => string;
  readonly kept: Readonly<Record<Keep, string>>;
  readonly cut: (of: string, cut: string, maxLength: number, kept: string) => string;
  readonly noGpu: string;
  readonly machine: (cpu: string, parts: readonly string[]) => string;
  readonly accelerator: (name: string) => string;
  readonly troubles: Readonly<Record<MachineDifference, string>>;
  readonly otherMachine: (machines: string, offer: string, stated: readonly string[], trouble: string) => string;
  readonly cell: (cell: NamedCell) => string;
  readonly factor: (cell: string, times: string) => string;
  /** @param named so many that others are left out @param more cells that are */
  readonly someCells: (named: readonly string[], more: number) => string;
  readonly roundsDiffer: (cells: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    unfinished: (ok, all, parts) =>
      `${formatCount(ok)} of ${plural(all, "run")} finished (${parts}); a configuration that lacks a seed cannot be the answer.`,
    states: {
      failed: (count) => `${count} failed`,
      timeout: (count) => `${count} timed out`,
      skipped: (count) => `${count} skipped`,
      missing: (count) => `${count} not run yet`,
    },
    skipped: (runs, reason) => ` Skipped, ${plural(runs, "run")}: ${reason}.`,
    oneTraining: "There is one training per configuration, so the spread between seeds is unknown.",
    someWithOne: "Some configurations have a single training, so the spread between seeds is unknown.",
    fewTrainings: (fewest, isOfAll) =>
      `${isOfAll ? "" : "As few as "}${plural(fewest, "training")} per configuration: intervals of what depends on the training are wide, and ranges only show the values seen so far.`,
    seen: (of, seen, testRows) =>
      `${seen === testRows ? `All ${formatCount(testRows)}` : `${formatCount(seen)} of ${formatCount(testRows)}`} test texts${of} also ${seen === 1 ? "stands" : "stand"} in the training or validation rows (the same but for case, punctuation and white space)`,
    noneUnseen: ", ",
    someUnseen: "; ",
    noAccuracy: "so no accuracy here tells how a model does on new texts",
    unseen: (others, unseenAccuracy, accuracy) =>
      `on the other ${formatCount(others)} the accuracy is ${unseenAccuracy}, on all of them ${accuracy}`,
    dedupe: ". The option dedupe of a dataset of files keeps equal texts on one side.",
    sides: { train: "training", validation: "validation", test: "test" },
    cutAlike: (share, sides) => `${share} of the ${sides} texts`,
    cutOf: (share, side) => `${share} of the ${side} texts`,
    kept: {
      either: "only the end or the beginning of each is read, depending on model.keep",
      end: "only the end of each is read, since Keras keeps the end; model.keep “start” reads the beginning instead",
      start: "only the beginning of each is read; model.keep “end” reads the end instead, as Keras does",
    },
    cut: (of, cut, maxLength, kept) =>
      `${cut}${of} have more than the ${plural(maxLength, "word")} of model.maxLength: ${kept}.`,
    noGpu: "no GPU",
    machine: (cpu, parts) => `${cpu} (${parts.join(", ")})`,
    accelerator: (name) => `on ${name}`,
    troubles: {
      accelerator: "the dollars are those of a machine that did not do this work",
      architecture: "these dollars multiply the price of one processor by the speed of another",
      vcpus: "the dollars are those of a machine of another size",
    },
    otherMachine: (machines, offer, stated, trouble) =>
      `Measured on ${machines}, billed as ${offer} (${stated.join(", ")}): ${trouble}.`,
    cell: ({ label, seed }) => `${label} with seed ${seed}`,
    factor: (cell, times) => `${cell} (${times} times)`,
    someCells: (named, more) => `${named.join(", ")} and ${plural(more, "more cell")}`,
    roundsDiffer: (cells) =>
      `Something else ran on the machine: rounds of equal work differ by more than a factor of 2 in ${cells}.`,
  },
  zh: {
    unfinished: (ok, all, parts) =>
      `${formatCount(all)}次运行中完成了${formatCount(ok)}次（${parts}）；缺少任一随机种子的配置不能成为答案。`,
    states: {
      failed: (count) => `${count}次失败`,
      timeout: (count) => `${count}次超时`,
      skipped: (count) => `${count}次跳过`,
      missing: (count) => `${count}次尚未运行`,
    },
    skipped: (runs, reason) => `跳过${formatCount(runs)}次运行：${reason}。`,
    oneTraining: "每个配置只训练了一次，因此不同随机种子之间的差异未知。",
    someWithOne: "部分配置只训练了一次，因此不同随机种子之间的差异未知。",
    fewTrainings: (fewest, isOfAll) =>
      `${isOfAll ? "每个配置" : "有的配置"}只训练了${formatCount(fewest)}次：取决于训练的指标区间较宽，范围也只反映目前见到的值。`,
    seen: (of, seen, testRows) =>
      `${of}${seen === testRows ? `全部${formatCount(testRows)}条测试文本都` : `${formatCount(testRows)}条测试文本中有${formatCount(seen)}条`}也出现在训练集或验证集中（忽略大小写、标点和空白）`,
    noneUnseen: "，",
    someUnseen: "；",
    noAccuracy: "因此这里的准确率都不能说明模型在新文本上的表现",
    unseen: (others, unseenAccuracy, accuracy) =>
      `其余${formatCount(others)}条上的准确率为${unseenAccuracy}，全部样本上为${accuracy}`,
    dedupe: "。文件数据集的dedupe选项可将相同的文本归在同一侧。",
    sides: { train: "训练", validation: "验证", test: "测试" },
    cutAlike: (share, sides) => `${share}的${sides}文本`,
    cutOf: (share, side) => `${share}的${side}文本`,
    kept: {
      either: "每条只读取末尾或开头，取决于model.keep",
      end: "每条只读取末尾，因为Keras保留末尾；model.keep设为“start”则改读开头",
      start: "每条只读取开头；model.keep设为“end”则改读末尾，与Keras一致",
    },
    cut: (of, cut, maxLength, kept) => `${of}${cut}超过了model.maxLength规定的${formatCount(maxLength)}个词：${kept}。`,
    noGpu: "无GPU",
    machine: (cpu, parts) => `${cpu}（${parts.join("，")}）`,
    accelerator: (name) => `使用${name}`,
    troubles: {
      accelerator: "所算费用对应的机器并未执行这些工作",
      architecture: "所算费用是用一种处理器的价格乘以另一种处理器的速度",
      vcpus: "所算费用对应的是另一种规格的机器",
    },
    otherMachine: (machines, offer, stated, trouble) =>
      `在${machines}上测量，却按${offer}（${stated.join("，")}）计费：${trouble}。`,
    cell: ({ label, seed }) => `${label}（种子${seed}）`,
    factor: (cell, times) => `${cell}：${times}倍`,
    someCells: (named, more) => `${named.join("、")}和另外${formatCount(more)}个单元`,
    roundsDiffer: (cells) => `机器上另有其他程序在运行：相同工作在不同轮次间相差超过2倍（${cells}）。`,
  },
};

/** "int8 with seed 2" */
export function cellText(cell: NamedCell, language: Language): string {
  return said[language].cell(cell);
}

export function unfinishedText({ counts, skipped }: WarningOf<"unfinished">, language: Language): string {
  const words = said[language];
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const states = (["failed", "timeout", "skipped", "missing"] as const).filter((status) => counts[status] > 0);
  const parts = states.map((status) => words.states[status](formatCount(counts[status])));
  const reasons = skipped.map(({ reason, runs }) => words.skipped(runs, reason.replace(/\.$/, "")));
  return `${words.unfinished(counts.ok, all, listed(parts, language))}${reasons.join("")}`;
}

export function fewTrainingsText({ fewest, most }: WarningOf<"few-trainings">, language: Language): string {
  const { oneTraining, someWithOne, fewTrainings } = said[language];
  if (fewest === 1) return most === 1 ? oneTraining : someWithOne;
  return fewTrainings(fewest, fewest === most);
}

export function seenTestRowsText(warning: WarningOf<"seen-test-rows">, language: Language): string {
  const { dataset, seen, testRows, accuracy, unseenAccuracy } = warning;
  const words = said[language];
  const others =
    accuracy === null || unseenAccuracy === null
      ? words.noAccuracy
      : words.unseen(testRows - seen, rangeText(unseenAccuracy, language), rangeText(accuracy, language));
  const join = unseenAccuracy === null ? words.noneUnseen : words.someUnseen;
  return `${words.seen(ofDataset(dataset, language), seen, testRows)}${join}${others}${words.dedupe}`;
}

/** "44.4 % to 55.6 %", or one of them if they look alike */
function rangeText({ lowest, highest }: ShareRange, language: Language): string {
  return fromToOrOne(formatShare(lowest), formatShare(highest), language);
}

export function cutTextsText(warning: WarningOf<"cut-texts">, language: Language): string {
  const { dataset, maxLength, keeps } = warning;
  const words = said[language];
  const sides = (["train", "validation", "test"] as const).flatMap((side) => {
    const share = warning[side];
    return share === null ? [] : [{ side: words.sides[side], share: formatShare(share) }];
  });
  const [first] = sides;
  const isAlike = sides.every(({ share }) => share === first?.share);
  const cut = isAlike
    ? words.cutAlike(
        first?.share ?? "",
        listed(
          sides.map(({ side }) => side),
          language,
        ),
      )
    : listed(
        sides.map(({ side, share }) => words.cutOf(share, side)),
        language,
      );
  const kept = words.kept[keeps.length > 1 ? "either" : keeps[0] === "end" ? "end" : "start"];
  return words.cut(ofDataset(dataset, language), cut, maxLength, kept);
}

/** The gravest first. */
const DIFFERENCES: readonly MachineDifference[] = ["accelerator", "architecture", "vcpus"];

export function otherMachineText(warning: WarningOf<"other-machine">, language: Language): string {
  const { offer, measured, billed, differences } = warning;
  const words = said[language];
  const machines = measured.map(({ cpu, architecture, cores, accelerator }) =>
    words.machine(cpu, [
      architecture,
      fractionOf(cores, "core", language),
      ...(accelerator === null ? [] : [words.accelerator(accelerator)]),
    ]),
  );
  const stated = [
    ...(billed.architecture === null ? [] : [billed.architecture]),
    ...(billed.vcpus === null ? [] : [fractionOf(billed.vcpus, "vCPU", language)]),
    ...(billed.accelerator === null ? [] : [billed.accelerator]),
    ...(billed.accelerator === null && differences.includes("accelerator") ? [words.noGpu] : []),
  ];
  const gravest = DIFFERENCES.find((difference) => differences.includes(difference))!;
  return words.otherMachine(listed(machines, language), offer, stated, words.troubles[gravest]);
}

/** Cells that a sentence names; the count says how many there are. */
const MOST_CELLS = 3;

export function roundsDifferText({ cells }: WarningOf<"rounds-differ">, language: Language): string {
  const words = said[language];
  const named = cells
    .slice(0, MOST_CELLS)
    .map((cell) => words.factor(words.cell(cell), formatNumber(Number(cell.factor.toPrecision(2)))));
  const more = cells.length - named.length;
  return words.roundsDiffer(more === 0 ? listed(named, language) : words.someCells(named, more));
}
