import type { DataDoubt, Plan } from "../../harness/contract/index.ts";
import { TEST_SHARE } from "../../harness/contract/measuring.ts";
import { formatCount, formatShare, listing, plural } from "../../harness/judge/figures/format.ts";
import { quoted } from "./class-names.ts";
import { SPACELESS_ADVICE } from "./spaceless.ts";

type PlannedDataset = Plan["datasets"][number];

/** What the matrix calls a dataset; its id where the plan has it not. */
export function specOfDataset({ datasets }: Pick<Plan, "datasets">, id: string): string {
  return datasets.find((dataset) => dataset.id === id)?.spec ?? id;
}

/** A dataset in one line: its id, its rows on each side and why others are on neither, and how its files were read. */
export function datasetText(dataset: PlannedDataset): string {
  const parts = [rowsText(dataset), ...leftOutTexts(dataset), ...(dataset.files ?? []).map(fileText)];
  return `${dataset.id}: ${parts.join("; ")}`;
}

function rowsText({ rowCounts, split, group }: PlannedDataset): string {
  const together = group === undefined ? "" : `, rows of one ${quoted(group)} on one side`;
  if (rowCounts.test !== null) {
    return `${formatCount(rowCounts.train)} training and ${formatCount(rowCounts.test)} test rows${together}`;
  }
  const shares = split === undefined ? "" : ", each class with its share on either side";
  return `${formatCount(rowCounts.train)} rows, split ${100 * (1 - TEST_SHARE)}/${100 * TEST_SHARE}${shares}${together}`;
}

function leftOutTexts({ rowCounts, group }: PlannedDataset): string[] {
  const { leftOut, leftOutOfGroups, leftOutEmpty } = rowCounts;
  const texts: (readonly [number | undefined, string, string])[] = [
    [leftOut, "further training", "a test row has the same text"],
    [leftOutOfGroups, "further training", `a test row has the same ${quoted(group ?? "group")}`],
    [leftOutEmpty, "further", "a cell is empty"],
  ];
  return texts.flatMap(([rows, what, reason]) =>
    rows === undefined
      ? []
      : [`${formatCount(rows)} ${what} ${rows === 1 ? "row was" : "rows were"} left out, since ${reason}`],
  );
}

function fileText({ name, separator, encoding, compression }: NonNullable<PlannedDataset["files"]>[number]): string {
  const ways = [
    separator === undefined ? null : `separated by ${separator}s`,
    encoding === undefined ? null : `decoded from ${encoding}`,
    compression === undefined ? null : `unpacked by ${compression}`,
  ].filter((way) => way !== null);
  return `${name} is ${listing(ways)}`;
}

/** What looks wrong with data, as a sentence. @param ofDataset such as " of csv:a.csv@1", or empty */
export function doubtText(doubt: DataDoubt, ofDataset = ""): string {
  switch (doubt.kind) {
    case "missing-labels": {
      const { labels } = doubt;
      const [classes, are, rows] =
        labels.length === 1 ? ["A class", "is", "its rows have"] : ["Classes", "are", "their rows have"];
      return `${classes}${ofDataset} ${are} called as programs write a missing value: ${listing(labels.map(quoted), 10)}. If ${rows} no label, empty these cells and leave the rows out with empty=skip.`;
    }
    case "untested-classes": {
      const { labels, classes } = doubt;
      return `${plural(labels.length, "class", "classes")} of ${formatCount(classes)}${ofDataset} ${labels.length === 1 ? "has" : "have"} no test row, so nothing tells how well ${labels.length === 1 ? "it is" : "they are"} found: ${listing(labels.map(quoted), 10)}.`;
    }
    case "few-rows-per-class":
      return `${plural(doubt.testRows, "test row")}${ofDataset} for ${plural(doubt.classes, "class", "classes")} are ${(doubt.testRows / doubt.classes).toFixed(1)} rows for each on average: figures by class tell little.`;
    case "spaceless-texts":
      return `${formatShare(doubt.share)} of the first texts${ofDataset} hardly split into words, since nothing parts them, so a model could learn little. ${SPACELESS_ADVICE}`;
    case "lacking-rows":
      return `${plural(doubt.cells, "cell")}${ofDataset} ${doubt.cells === 1 ? "is" : "are"} left out: ${listing(doubt.rows.map(formatCount))} training rows were to be used, and there are ${formatCount(doubt.has)}.`;
  }
}
