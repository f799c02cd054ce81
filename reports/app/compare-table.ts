import {
  formatBytes,
  formatMs,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  formatUsd,
} from "../../harness/judge/figures/format.ts";
import { numberCell, textCell } from "../page/cells.ts";
import { type Column, NOT_MEASURED, type TableCell } from "../page/column.ts";
import type { ComparedCell, ComparedFigures } from "../page/compared-run.ts";
import { type TableData, tableData } from "../page/table-data.ts";
import { type CellsKind, compareWords } from "../words/compare.ts";
import type { Language } from "../words/language.ts";
import { runTableWords } from "../words/run-table.ts";
import { type Comparison, figuresPair } from "./compare.ts";

/** A cell in the two runs; null in the one that lacks it. */
interface ComparedRow {
  readonly a: ComparedCell | null;
  readonly b: ComparedCell | null;
}

/** Every cell of either run: those that both have, and then those that one has. */
export function compareTable({ pairs, onlyA, onlyB }: Comparison, language: Language): TableData {
  const words = compareWords[language];
  return tableData<ComparedRow>({
    id: "comparison",
    caption: words.caption,
    columns: columnsIn(language),
    rows: [...pairs, ...onlyA.map((a) => ({ a, b: null })), ...onlyB.map((b) => ({ a: null, b }))],
    rowClass: (row) => (kindOf(row) === "both" ? "" : "refused"),
    choice: words.columns.cells.title,
  });
}

function kindOf({ a, b }: ComparedRow): CellsKind {
  if (b === null) return "onlyA";
  if (a === null) return "onlyB";
  const [inA, inB] = [a.figures !== null, b.figures !== null];
  if (inA && inB) return "both";
  return inA ? "noneInB" : inB ? "noneInA" : "noneInEither";
}

/** One of the two: what names them is equal in both. */
const eitherOf = ({ a, b }: ComparedRow): ComparedCell => (a ?? b)!;

function columnsIn(language: Language): readonly Column<ComparedRow>[] {
  const words = compareWords[language];
  const { columns } = words;
  return [
    {
      ...columns.configuration,
      isMain: true,
      kind: "text",
      read: (row) => textCell(eitherOf(row).label, isByName(row) ? words.byName : undefined),
    },
    { ...columns.seed, isMain: true, kind: "number", read: (row) => numberCell(eitherOf(row).seed, String) },
    {
      ...columns.repeat,
      kind: "number",
      read: (row) => numberCell(eitherOf(row).repeat, String),
      isNeeded: (rows) => rows.some((row) => eitherOf(row).repeat > 1),
    },
    {
      ...columns.cells,
      kind: "text",
      read: (row) => {
        const kind = kindOf(row);
        const reasons = reasonsOf(row, language);
        return { ...textCell(words.kinds[kind], reasons === "" ? undefined : reasons), isCaution: reasons !== "" };
      },
    },
    { ...columns.accuracy, isMain: true, kind: "number", read: (row) => differenceCell(row, language) },
    ...RATIO_COLUMNS.map((ratio) => ({
      ...columns[ratio.name],
      kind: "number" as const,
      isMore: ratio.isMore,
      read: (row: ComparedRow) => ratioCell(row, ratio, language),
    })),
    {
      ...columns.experiment,
      kind: "text",
      isMore: true,
      read: ({ a, b }) => {
        const ids = new Set([a, b].flatMap((cell) => cell?.experiment ?? []));
        return textCell([...ids].join(" → "));
      },
    },
  ];
}

function isByName({ a, b }: ComparedRow): boolean {
  return a !== null && b !== null && a.experiment !== b.experiment;
}

/** Why figures are missing in the runs that have the cell. */
function reasonsOf({ a, b }: ComparedRow, language: Language): string {
  const words = compareWords[language];
  const { statuses } = runTableWords[language];
  const reason = (run: "A" | "B", cell: ComparedCell | null) =>
    cell === null || cell.why === null
      ? []
      : [words.reason(run, statuses[cell.status], cell.status === "missing" ? "" : cell.why[language])];
  return [...reason("A", a), ...reason("B", b)].join("; ");
}

interface RatioColumn {
  readonly name: "usd" | "training" | "bytes" | "textsPerSecond" | "p50";
  readonly isMore: boolean;
  /** Whether it depends on how fast the machine is. */
  readonly isTimed: boolean;
  readonly format: (value: number) => string;
  readonly figureOf: (figures: ComparedFigures) => number | null;
}

const RATIO_COLUMNS: readonly RatioColumn[] = [
  {
    name: "usd",
    isMore: false,
    isTimed: true,
    format: formatUsd,
    figureOf: ({ usdPerMillionTexts }) => usdPerMillionTexts,
  },
  { name: "training", isMore: false, isTimed: true, format: formatMs, figureOf: ({ trainWallMs }) => trainWallMs },
  { name: "bytes", isMore: false, isTimed: false, format: formatBytes, figureOf: ({ modelBytes }) => modelBytes },
  {
    name: "textsPerSecond",
    isMore: true,
    isTimed: true,
    format: formatNumber,
    figureOf: ({ textsPerSecond }) => textsPerSecond,
  },
  { name: "p50", isMore: true, isTimed: true, format: formatMs, figureOf: ({ p50Ms }) => p50Ms },
];

function differenceCell(row: ComparedRow, language: Language): TableCell {
  const both = bothOf(row);
  if (both === null) return loneCell(row, ({ accuracy }) => accuracy, formatShare);
  const [from, to] = [both.a.accuracy, both.b.accuracy];
  return {
    text: formatPoints(to - from),
    detail: compareWords[language].fromTo(formatShare(from), formatShare(to)),
    sort: to - from,
  };
}

function ratioCell(row: ComparedRow, { isTimed, format, figureOf }: RatioColumn, language: Language): TableCell {
  const words = compareWords[language];
  const both = bothOf(row);
  if (both === null) return loneCell(row, figureOf, format);
  const [from, to] = [figureOf(both.a), figureOf(both.b)];
  if (from === null || to === null) return NOT_MEASURED;
  const detail = words.fromTo(format(from), format(to));
  if (isTimed && !both.isSameMachine)
    return { text: words.notCompared, detail, title: words.notComparedWhy, sort: null };
  if (from <= 0 || to <= 0) return { text: "—", detail, sort: null };
  return { text: formatRatio(to / from), detail, sort: to / from };
}

function bothOf({ a, b }: ComparedRow) {
  return a === null || b === null ? null : figuresPair({ a, b });
}

/** What the only one that has figures measured, in small print: there is nothing to compare it with. */
function loneCell(
  { a, b }: ComparedRow,
  figureOf: (figures: ComparedFigures) => number | null,
  format: (value: number) => string,
): TableCell {
  const figures = a?.figures ?? b?.figures ?? null;
  const value = figures === null ? null : figureOf(figures);
  return value === null ? NOT_MEASURED : { text: "—", detail: format(value), sort: null };
}
