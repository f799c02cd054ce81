import type { Analysis, CellResult, CellStatus } from "../../harness/judge/analysis/analysis.ts";
import type { Language } from "../words/language.ts";
import { noFiguresText } from "../words/no-figures.ts";
import { clipped } from "../words/one-line.ts";
import { tableWords } from "../words/tables.ts";
import { numberCell, textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { figureColumn, figuresIn, hasTile } from "./figure-columns.ts";
import { type TableData, type TableNote, tableData } from "./table-data.ts";

const STATUS: Record<CellStatus, string> = {
  ok: "ok",
  failed: "failed",
  timeout: "timed out",
  skipped: "skipped",
  missing: "not run yet",
};

/** @param reasons what several runs share -> its number */
function columnsOf(language: Language, reasons: ReadonlyMap<string, number>): readonly Column<CellResult>[] {
  const reasonOf = (text: string) => {
    const number = reasons.get(text);
    return number === undefined ? clipped(text, LONGEST_REASON) : tableWords[language].seeNote(number);
  };
  return [
    {
      title: "Configuration",
      help: "The values of the axes that vary",
      kind: "text",
      read: ({ label }) => textCell(label),
    },
    {
      title: "Seed",
      help: "Seed of the training",
      kind: "number",
      read: ({ cell }) => numberCell(cell.experiment.training.seed, String),
    },
    {
      title: "Repeat",
      help: "Number of the repeat of the same experiment",
      kind: "number",
      read: ({ cell }) => numberCell(cell.repeat, String),
      isNeeded: (rows) => rows.some(({ cell }) => cell.repeat > 1),
    },
    {
      title: "Status",
      help: "Status of the run and, if it has no figures, why",
      kind: "text",
      read: ({ status, noFigures, isStale }) => ({
        ...textCell(
          STATUS[status],
          noFigures === null ? (isStale ? "made by different code" : undefined) : reasonOf(noFiguresText(noFigures)),
        ),
        isCaution: status !== "ok",
      }),
    },
    ...figuresIn("runs").map((figure) => ({
      ...figureColumn(figure, false, ({ run }: CellResult) => (run === null ? null : (one) => one.read(run))),
      isMore: !hasTile(figure),
    })),
    {
      title: "Experiment",
      help: "Id of the experiment, which names its folder",
      kind: "text",
      isMore: true,
      read: ({ cell }) => textCell(cell.experiment.id),
    },
  ];
}

/** Errors of native libraries can be pages long; the record has the full text. */
const LONGEST_REASON = 240;
const LONGEST_NOTE = 600;
/** Characters of a reason that is shorter than a reference to it is clear. */
const SHORT_REASON = 24;

/** Every planned cell, those without figures first. */
export function runsTable(language: Language, { cells }: Analysis): TableData {
  const rows = runRows(cells);
  const notes = sharedReasons(rows);
  return tableData({
    id: "runs",
    caption:
      "Every planned run; those that did not finish come first. Where serving was sampled, price and texts per second are those of all runs that do the same work.",
    columns: columnsOf(language, new Map(notes.map(({ text }, index) => [text, index + 1]))),
    rows,
    rowClass: ({ status }) => (status === "ok" ? "" : "refused"),
    configurationOf: ({ cell }) => cell.configuration,
    choice: "Status",
    notes: notes.map(({ text, rows: count }) => ({ text: clipped(text, LONGEST_NOTE), rows: count })),
    hasRecords: true,
  });
}

/** The cells in the order of the table's rows. */
export function runRows(cells: readonly CellResult[]): readonly CellResult[] {
  return [...cells.filter(({ status }) => status !== "ok"), ...cells.filter(({ status }) => status === "ok")];
}

/** Reasons that several runs have, the most frequent first; that a run is still to come needs no reason. */
function sharedReasons(rows: readonly CellResult[]): TableNote[] {
  const counts = new Map<string, number>();
  for (const { noFigures } of rows) {
    if (noFigures === null || noFigures.status === "missing") continue;
    const text = noFiguresText(noFigures);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const shared = [...counts].filter(([text, count]) => count > 1 && text.length > SHORT_REASON);
  return shared.map(([text, count]) => ({ text, rows: count })).sort((a, b) => b.rows - a.rows);
}
