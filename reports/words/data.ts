import type { DataDoubt, Plan } from "../../harness/contract/index.ts";
import { TEST_SHARE } from "../../harness/contract/measuring.ts";
import { formatCount, formatShare, plural } from "../../harness/judge/figures/format.ts";
import { type ByKind, ofKind } from "./by-kind.ts";
import { quoted } from "./class-names.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";
import { SPACELESS_ADVICE } from "./spaceless.ts";

type PlannedDataset = Plan["datasets"][number];

type PlannedFile = NonNullable<PlannedDataset["files"]>[number];

/** Why rows are on neither side. */
type LeftOut = "same-text" | "same-group" | "empty";

interface Said {
  readonly dataset: (id: string, parts: readonly string[]) => string;
  readonly sides: (train: number, test: number) => string;
  /** @param shares the split in percent: "80/20" */
  readonly split: (rows: number, shares: string) => string;
  readonly stratified: string;
  /** @param group the column, in quotes */
  readonly together: (group: string) => string;
  readonly group: string;
  readonly leftOut: Readonly<Record<LeftOut, (rows: number, group: string) => string>>;
  readonly separated: (separator: string) => string;
  readonly decoded: (encoding: string) => string;
  readonly unpacked: (compression: string) => string;
  readonly file: (name: string, ways: string) => string;
  /** @param of such as " of csv:a.csv@1", from `ofDataset` */
  readonly doubts: (of: string) => ByKind<DataDoubt>;
}

/** Labels that a sentence names. */
const MOST_LABELS = 10;

const labelsIn = (labels: readonly string[], language: Language) => listed(labels.map(quoted), language, MOST_LABELS);

const leftOutInEnglish = (rows: number, what: string, reason: string) =>
  `${formatCount(rows)} ${what} ${rows === 1 ? "row was" : "rows were"} left out, since ${reason}`;

/** A character that has no name stands for itself. */
const CHINESE_SEPARATORS: Readonly<Record<string, string>> = {
  comma: "逗号",
  tab: "制表符",
  semicolon: "分号",
  bar: "竖线",
};

const said: InLanguages<Said> = {
  en: {
    dataset: (id, parts) => `${id}: ${parts.join("; ")}`,
    sides: (train, test) => `${formatCount(train)} training and ${formatCount(test)} test rows`,
    split: (rows, shares) => `${formatCount(rows)} rows, split ${shares}`,
    stratified: ", each class with its share on either side",
    together: (group) => `, rows of one ${group} on one side`,
    group: "group",
    leftOut: {
      "same-text": (rows) => leftOutInEnglish(rows, "further training", "a test row has the same text"),
      "same-group": (rows, group) => leftOutInEnglish(rows, "further training", `a test row has the same ${group}`),
      empty: (rows) => leftOutInEnglish(rows, "further", "a cell is empty"),
    },
    separated: (separator) => `separated by ${separator}s`,
    decoded: (encoding) => `decoded from ${encoding}`,
    unpacked: (compression) => `unpacked by ${compression}`,
    file: (name, ways) => `${name} is ${ways}`,
    doubts: (of) => ({
      "missing-labels": ({ labels }) => {
        const [classes, are, rows] =
          labels.length === 1 ? ["A class", "is", "its rows have"] : ["Classes", "are", "their rows have"];
        return `${classes}${of} ${are} called as programs write a missing value: ${labelsIn(labels, "en")}. If ${rows} no label, empty these cells and leave the rows out with empty=skip.`;
      },
      "untested-classes": ({ labels, classes }) =>
        `${plural(labels.length, "class", "classes")} of ${formatCount(classes)}${of} ${labels.length === 1 ? "has" : "have"} no test row, so nothing tells how well ${labels.length === 1 ? "it is" : "they are"} found: ${labelsIn(labels, "en")}.`,
      "few-rows-per-class": ({ testRows, classes }) =>
        `${plural(testRows, "test row")}${of} for ${plural(classes, "class", "classes")} are ${(testRows / classes).toFixed(1)} rows for each on average: figures by class tell little.`,
      "spaceless-texts": ({ share }) =>
        `${formatShare(share)} of the first texts${of} hardly split into words, since nothing parts them, so a model could learn little. ${SPACELESS_ADVICE.en}`,
      "mostly-padding": ({ cells, positions, share, steps }) =>
        `${plural(cells, "cell")} may learn little: ${cells === 1 ? "its model" : "at worst, a model"} is the mean over ${plural(positions, "position")} (model.maxLength), of which ${formatShare(share)} are padding in the first texts${of}, and is trained in ${plural(steps, "step")}. Take the mean over words alone (model.pooling), or a lower maxLength.`,
      "lacking-rows": ({ rows, has, cells }) =>
        `${plural(cells, "cell")}${of} ${cells === 1 ? "is" : "are"} left out: ${listed(rows.map(formatCount))} training rows were to be used, and there are ${formatCount(has)}.`,
      "large-corpus": ({ texts, positions, most }) =>
        `${formatCount(texts)} texts${of} of up to ${plural(positions, "word")} each may have more than the ${formatCount(most)} that a corpus holds, each counted once a text. If they do, preparing them is refused: lower maxLength, or use fewer rows (training.rows).`,
    }),
  },
  zh: {
    dataset: (id, parts) => `${id}：${parts.join("；")}`,
    sides: (train, test) => `${formatCount(train)}条训练集样本和${formatCount(test)}条测试集样本`,
    split: (rows, shares) => `${formatCount(rows)}条样本，按${shares}划分`,
    stratified: "，两侧各类别的占比一致",
    together: (group) => `，${group}相同的样本归在同一侧`,
    group: "分组",
    leftOut: {
      "same-text": (rows) => `另有${formatCount(rows)}条训练集样本因与某条测试集样本文本相同而被排除`,
      "same-group": (rows, group) => `另有${formatCount(rows)}条训练集样本因与某条测试集样本的${group}相同而被排除`,
      empty: (rows) => `另有${formatCount(rows)}条样本因存在空单元格而被排除`,
    },
    separated: (separator) => `以${CHINESE_SEPARATORS[separator] ?? separator}分隔`,
    decoded: (encoding) => `按${encoding}解码`,
    unpacked: (compression) => `用${compression}解压`,
    file: (name, ways) => `${name}${ways}`,
    doubts: (of) => ({
      "missing-labels": ({ labels }) =>
        `${of}有类别的名称与程序表示缺失值的写法相同：${labelsIn(labels, "zh")}。如果这些样本其实没有标签，请清空相应单元格，并用empty=skip排除这些行。`,
      "untested-classes": ({ labels, classes }) =>
        `${of}${formatCount(classes)}个类别中有${formatCount(labels.length)}个没有测试集样本，因此无从得知能否识别它们：${labelsIn(labels, "zh")}。`,
      "few-rows-per-class": ({ testRows, classes }) =>
        `${of}${formatCount(classes)}个类别共有${formatCount(testRows)}条测试集样本，平均每类${(testRows / classes).toFixed(1)}条：按类别的指标意义不大。`,
      "spaceless-texts": ({ share }) =>
        `${of}前若干条文本中有${formatShare(share)}因没有分隔符而几乎无法切分成词，模型能学到的很少。${SPACELESS_ADVICE.zh}`,
      "mostly-padding": ({ cells, positions, share, steps }) =>
        `${of}${formatCount(cells)}个单元可能学不到多少：${cells === 1 ? "其" : "最坏的一个"}模型取${formatCount(positions)}个位置（model.maxLength）的均值，前若干条文本中有${formatShare(share)}的位置是填充，训练只有${formatCount(steps)}步。请让均值只计词（model.pooling），或减小maxLength。`,
      "lacking-rows": ({ rows, has, cells }) =>
        `${of}有${formatCount(cells)}个单元被排除：原定使用${listed(rows.map(formatCount), "zh")}条训练集样本，而实际只有${formatCount(has)}条。`,
      "large-corpus": ({ texts, positions, most }) =>
        `${of}${formatCount(texts)}条文本每条至多${formatCount(positions)}个词，总数可能超过语料库至多能容纳的${formatCount(most)}个词（同一文本中重复的词只计一次）。若超过，预处理会被拒绝：请减小maxLength，或减少样本（training.rows）。`,
    }),
  },
};

const OF_DATASET: InLanguages<(dataset: string) => string> = {
  en: (dataset) => ` of ${dataset}`,
  zh: (dataset) => `${dataset}中，`,
};

/** " of csv:a.csv@1", behind what is of it; in Chinese "csv:a.csv@1中，", before a sentence. Empty for null. */
export function ofDataset(dataset: string | null, language: Language): string {
  return dataset === null ? "" : OF_DATASET[language](dataset);
}

/** What the matrix calls a dataset; its id where the plan has it not. */
export function specOfDataset({ datasets }: Pick<Plan, "datasets">, id: string): string {
  return datasets.find((dataset) => dataset.id === id)?.spec ?? id;
}

/** A dataset in one line: its id, its rows on each side and why others are on neither, and how its files were read. */
export function datasetText(dataset: PlannedDataset, language: Language = "en"): string {
  const files = (dataset.files ?? []).map((file) => fileText(file, language));
  return said[language].dataset(dataset.id, [
    rowsText(dataset, language),
    ...leftOutTexts(dataset, language),
    ...files,
  ]);
}

function rowsText({ rowCounts, split, group }: PlannedDataset, language: Language): string {
  const words = said[language];
  const together = group === undefined ? "" : words.together(quoted(group));
  if (rowCounts.test !== null) return `${words.sides(rowCounts.train, rowCounts.test)}${together}`;
  const shares = `${100 * (1 - TEST_SHARE)}/${100 * TEST_SHARE}`;
  return `${words.split(rowCounts.train, shares)}${split === undefined ? "" : words.stratified}${together}`;
}

function leftOutTexts({ rowCounts, group }: PlannedDataset, language: Language): string[] {
  const { leftOut, group: unnamed } = said[language];
  const counts: readonly (readonly [LeftOut, number | undefined])[] = [
    ["same-text", rowCounts.leftOut],
    ["same-group", rowCounts.leftOutOfGroups],
    ["empty", rowCounts.leftOutEmpty],
  ];
  return counts.flatMap(([why, rows]) => (rows === undefined ? [] : [leftOut[why](rows, quoted(group ?? unnamed))]));
}

function fileText({ name, separator, encoding, compression }: PlannedFile, language: Language): string {
  const { separated, decoded, unpacked, file } = said[language];
  const ways = [
    separator === undefined ? null : separated(separator),
    encoding === undefined ? null : decoded(encoding),
    compression === undefined ? null : unpacked(compression),
  ].filter((way) => way !== null);
  return file(name, listed(ways, language));
}

/** What looks wrong with data, as a sentence. @param dataset its id; null where there is one alone */
export function doubtText(doubt: DataDoubt, dataset: string | null = null, language: Language = "en"): string {
  return ofKind(said[language].doubts(ofDataset(dataset, language)), doubt);
}
