import { countEach } from "../../harness/base/count-each.ts";
import type { Analysis, CellResult } from "../../harness/judge/analysis/analysis.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import type { Language } from "../words/language.ts";
import { noFiguresText } from "../words/no-figures.ts";
import { clipped } from "../words/one-line.ts";
import { runTableWords } from "../words/run-table.ts";
import { tableWords } from "../words/tables.ts";
import { numberColumn, textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { figureColumn, figuresIn, hasTile } from "./figure-columns.ts";
import type { KnownQuantities } from "./quantities.ts";
import { type TableData, type TableNote, tableData } from "./table-data.ts";

/** @param reasons what several runs share -> its number */
function columnsOf(reasons: ReadonlyMap<string, number>, language: Language): readonly Column<CellResult>[] {
  const words = runTableWords[language];
  const reasonOf = (text: string) => {
    const number = reasons.get(text);
    return number === undefined ? clipped(text, LONGEST_REASON) : tableWords[language].seeNote(number);
  };
  return [
    {
      ...words.configuration,
      isMain: true,
      kind: "text",
      read: ({ label }) => textCell(label),
    },
    { ...numberColumn(words.seed, ({ cell }: CellResult) => cell.experiment.training.seed, String), isMain: true },
    {
      ...numberColumn(words.repeat, ({ cell }) => cell.repeat, String),
      isNeeded: (rows) => rows.some(({ cell }) => cell.repeat > 1),
    },
    {
      ...words.status,
      isMain: true,
      kind: "text",
      read: ({ status, noFigures, isStale }) => ({
        isCaution: status !== "ok",
        ...textCell(
          words.statuses[status],
          noFigures === null ? (isStale ? words.otherCode : undefined) : reasonOf(noFiguresText(noFigures, language)),
        ),
      }),
    },
    ...figuresIn("runs").map((figure) => ({
      ...figureColumn(
        figure,
        false,
        ({ run }: CellResult) => (run === null ? null : (one) => one.read(run)),
        undefined,
        language,
      ),
      isMore: !hasTile(figure),
      isMain: figure === accuracy,
    })),
    {
      ...words.experiment,
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

/** Every planned cell, those without figures first. @param known what the table has in another language */
export function runsTable({ cells }: Analysis, language: Language, known: KnownQuantities = new Map()): TableData {
  const rows = runRows(cells);
  const notes = sharedReasons(rows, language);
  const words = runTableWords[language];
  return tableData({
    id: "runs",
    caption: words.caption,
    known,
    columns: columnsOf(new Map(notes.map(({ text }, index) => [text, index + 1])), language),
    rows,
    rowClass: ({ status }) => (status === "ok" ? "" : "refused"),
    configurationOf: ({ cell }) => cell.configuration,
    choice: words.status.title,
    notes: notes.map(({ text, rows: count }) => ({ text: clipped(text, LONGEST_NOTE), rows: count })),
    opens: "record",
  });
}

/** The cells in the order of the table's rows. */
export function runRows(cells: readonly CellResult[]): readonly CellResult[] {
  return [...cells.filter(({ status }) => status !== "ok"), ...cells.filter(({ status }) => status === "ok")];
}

/** Reasons that several runs have, the most frequent first; that a run is still to come needs no reason. */
function sharedReasons(rows: readonly CellResult[], language: Language): TableNote[] {
  const texts = rows.flatMap(({ noFigures }) =>
    noFigures === null || noFigures.status === "missing" ? [] : [noFiguresText(noFigures, language)],
  );
  const shared = [...countEach(texts)].filter(([text, count]) => count > 1 && text.length > SHORT_REASON);
  return shared.map(([text, count]) => ({ text, rows: count })).sort((a, b) => b.rows - a.rows);
}
