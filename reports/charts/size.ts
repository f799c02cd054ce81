import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { formatBytes, formatNumber } from "../../harness/judge/figures/format.ts";
import { shownWords } from "../words/charts/shown.ts";
import { sizeWords } from "../words/charts/size.ts";
import { groupName } from "../words/labels.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { leftOutNote, rowsBeside } from "./row-names.ts";
import { BYTES_TICKS, FRAME, PALETTE, type RowScale, rowMark, rowScale, rowText } from "./theme.ts";

/** Configurations with files of about the same size, represented by the baseline or the smallest file. */
interface FileKind {
  /** Ids of its configurations. */
  readonly configurations: readonly string[];
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly isBaseline: boolean;
  /** Those of its configurations that can be the answer, by one name; null if none can. */
  readonly eligibleName: string | null;
}

/** The size of each model file, stored and gzipped. */
export const size: Chart = {
  name: "size",
  draw(analysis, language) {
    const rows = rowsOf(analysis, language);
    // A single kind of file needs no chart; the table has its size.
    if (rows.length < 2) return null;
    const shown = rows.slice(0, MOST_ROWS);
    const words = sizeWords(language);
    const title = findingTitle(rows, language);
    const { isLog, scale } = rowScale(shown.map(({ bytes }) => bytes));
    return {
      title,
      subtitle: `${words.subtitle(isLog)}${shownWords(language).cut(shown.length, rows.length)}${leftOutNote(shown, language)}`,
      description: words.description(isLog, shown.length, title),
      spec: specOf(shown, { isLog, scale }, language),
    };
  },
};

/** Smaller ratios are ignored: weights from different trainings differ by up to 1 % when gzipped. */
const ALIKE = 1.01;

/** Smallest first; configurations whose files have about the same size, plain and gzipped, share a row. */
function rowsOf(analysis: Analysis, language: Language): FileKind[] {
  const groups: [FinishedConfiguration, ...FinishedConfiguration[]][] = [];
  for (const one of [...finishedOf(analysis)].sort((a, b) => plain(a) - plain(b) || gzipped(a) - gzipped(b))) {
    const group = groups.find(([first]) => isAlike(plain(first), plain(one)) && isAlike(gzipped(first), gzipped(one)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.map((group) => {
    const baseline = group.find(({ isBaseline }) => isBaseline);
    const shown = baseline ?? group[0];
    const ids = group.map(({ id }) => id);
    const eligible = group.filter(({ isEligible }) => isEligible).map(({ id }) => id);
    return {
      configurations: ids,
      name: groupName(ids, analysis.labels, language),
      bytes: plain(shown),
      gzipBytes: gzipped(shown),
      isBaseline: baseline !== undefined,
      eligibleName: eligible.length === 0 ? null : groupName(eligible, analysis.labels, language),
    };
  });
}

const plain = ({ figures }: FinishedConfiguration) => figures.modelBytes.middle;
const gzipped = ({ figures }: FinishedConfiguration) => figures.modelGzipBytes.middle;

function isAlike(a: number, b: number): boolean {
  return Math.max(a, b) <= Math.min(a, b) * ALIKE;
}

function findingTitle(rows: readonly FileKind[], language: Language): string {
  const words = sizeWords(language);
  const smallest = rows.flatMap((row) => (row.eligibleName === null ? [] : [{ row, name: row.eligibleName }]))[0];
  if (smallest === undefined) return words.plainTitle(rows.length);
  const { row, name } = smallest;
  const baseline = rows.find(({ isBaseline }) => isBaseline);
  const isCompared = baseline !== undefined && baseline !== row;
  const times = isCompared ? formatNumber(Number((baseline.bytes / row.bytes).toPrecision(2))) : null;
  return words.title({ name, bytes: row.bytes }, times);
}

function specOf(rows: readonly FileKind[], { isLog, scale }: RowScale, language: Language): DrawnChart["spec"] {
  const words = sizeWords(language);
  const values = rows.map((row) => ({
    configuration: row.configurations,
    name: row.name,
    stored: row.bytes,
    gzipped: row.gzipBytes,
    storedText: formatBytes(row.bytes),
    gzippedText: formatBytes(row.gzipBytes),
  }));
  const { axis: y, height } = rowsBeside(
    values.map(({ name }) => name),
    28,
  );
  const x = {
    type: "quantitative",
    title: words.axis,
    scale,
    axis: { tickCount: 5, ...BYTES_TICKS },
  } as const;
  const tooltip = [
    { field: "name", title: shownWords(language).configuration },
    { field: "storedText", title: words.tooltip.stored },
    { field: "gzippedText", title: words.tooltip.gzipped },
  ] as const;
  return {
    ...FRAME,
    height,
    data: { values },
    layer: [
      {
        mark: rowMark({ isLog }, { color: PALETTE[0]!, height: 18 }),
        encoding: { y, x: { ...x, field: "stored" }, tooltip: [...tooltip] },
      },
      {
        mark: { type: "tick", size: 18, thickness: 2, color: isLog ? PALETTE[1]! : "#ffffff" },
        encoding: { y, x: { ...x, field: "gzipped" } },
      },
      {
        mark: rowText({ isLog }),
        encoding: { y, x: { ...x, field: "stored" }, text: { field: "storedText" } },
      },
    ],
  };
}
