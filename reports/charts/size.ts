import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { formatBytes, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import { groupName } from "../words/labels.ts";
import { type Chart, cutNote, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import {
  BYTES_LABEL,
  FRAME,
  PALETTE,
  type RowScale,
  rowMark,
  rowScale,
  rowsAxis,
  rowsHeight,
  rowText,
} from "./theme.ts";

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
  draw(analysis) {
    const rows = rowsOf(analysis);
    // A single kind of file needs no chart; the table has its size.
    if (rows.length < 2) return null;
    const shown = rows.slice(0, MOST_ROWS);
    const title = findingTitle(rows);
    const { isLog, scale } = rowScale(shown.map(({ bytes }) => bytes));
    return {
      title,
      subtitle: `The model’s files as stored; the ${isLog ? "upright line" : "white mark"} is its gzipped size, as for a download. Configurations whose files differ by less than 1 % share a row.${cutNote(shown.length, rows.length)}`,
      description: `${isLog ? "Dot" : "Bar"} chart of the model's file size, plain and gzipped, for ${shown.length} kinds of file. ${title}.`,
      spec: specOf(shown, { isLog, scale }),
    };
  },
};

/** Smaller ratios are ignored: weights from different trainings differ by up to 1 % when gzipped. */
const ALIKE = 1.01;

/** Smallest first; configurations whose files have about the same size, plain and gzipped, share a row. */
function rowsOf(analysis: Analysis): FileKind[] {
  const groups: [FinishedConfiguration, ...FinishedConfiguration[]][] = [];
  for (const one of finishedOf(analysis).sort((a, b) => plain(a) - plain(b) || gzipped(a) - gzipped(b))) {
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
      name: groupName(ids, analysis.labels),
      bytes: plain(shown),
      gzipBytes: gzipped(shown),
      isBaseline: baseline !== undefined,
      eligibleName: eligible.length === 0 ? null : groupName(eligible, analysis.labels),
    };
  });
}

const plain = ({ figures }: FinishedConfiguration) => figures.modelBytes.middle;
const gzipped = ({ figures }: FinishedConfiguration) => figures.modelGzipBytes.middle;

function isAlike(a: number, b: number): boolean {
  return Math.max(a, b) <= Math.min(a, b) * ALIKE;
}

function findingTitle(rows: readonly FileKind[]): string {
  const smallest = rows.find(({ eligibleName }) => eligibleName !== null);
  const baseline = rows.find(({ isBaseline }) => isBaseline);
  if (smallest === undefined) return `Size of the ${plural(rows.length, "kind")} of model file`;
  const stored = `The smallest file that is accurate enough has ${formatBytes(smallest.bytes)}`;
  if (baseline === undefined || baseline === smallest) return `${stored}: ${smallest.eligibleName}`;
  return `${stored}, ${formatNumber(Number((baseline.bytes / smallest.bytes).toPrecision(2)))} times smaller than the baseline’s: ${smallest.eligibleName}`;
}

function specOf(rows: readonly FileKind[], { isLog, scale }: RowScale): DrawnChart["spec"] {
  const values = rows.map((row) => ({
    configuration: row.configurations,
    name: row.name,
    stored: row.bytes,
    gzipped: row.gzipBytes,
    storedText: formatBytes(row.bytes),
    gzippedText: formatBytes(row.gzipBytes),
  }));
  const y = rowsAxis(values.map(({ name }) => name));
  const x = {
    type: "quantitative",
    title: "File size",
    scale,
    // "10 MB", "500 kB"; 0 has no prefix.
    axis: { tickCount: 5, format: "~s", labelExpr: BYTES_LABEL },
  } as const;
  const tooltip = [
    { field: "name", title: "configuration" },
    { field: "storedText", title: "stored" },
    { field: "gzippedText", title: "gzipped" },
  ] as const;
  return {
    ...FRAME,
    height: rowsHeight(
      values.map(({ name }) => name),
      28,
    ),
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
