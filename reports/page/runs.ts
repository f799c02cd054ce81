import type { Analysis, CellResult, CellStatus } from "../../harness/judge/analysis/analysis.ts";
import { noFiguresText } from "../words/no-figures.ts";
import { clipped } from "../words/one-line.ts";
import { numberCell, textCell } from "./cells.ts";
import type { Column } from "./column.ts";
import { figureColumn, figuresIn } from "./figure-columns.ts";
import { type TableData, tableData } from "./table-data.ts";

const STATUS: Record<CellStatus, string> = {
  ok: "ok",
  failed: "failed",
  timeout: "timed out",
  skipped: "skipped",
  missing: "not run yet",
};

const COLUMNS: readonly Column<CellResult>[] = [
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
  },
  {
    title: "Status",
    help: "Status of the run and, if it has no figures, why",
    kind: "text",
    read: ({ status, noFigures, isStale }) => ({
      ...textCell(
        STATUS[status],
        noFigures === null
          ? isStale
            ? "made by different code"
            : undefined
          : clipped(noFiguresText(noFigures), LONGEST_REASON),
      ),
      isCaution: status !== "ok",
    }),
  },
  ...figuresIn("runs").map((figure) =>
    figureColumn(figure, false, ({ run }: CellResult) => (run === null ? null : (one) => one.read(run))),
  ),
  {
    title: "Experiment",
    help: "Id of the experiment, which names its folder",
    kind: "text",
    read: ({ cell }) => textCell(cell.experiment.id),
  },
];

/** Errors of native libraries can be pages long; the record has the full text. */
const LONGEST_REASON = 240;

/** Every planned cell, those without figures first. */
export function runsTable({ cells }: Analysis): TableData {
  const unfinished = cells.filter(({ status }) => status !== "ok");
  return tableData({
    id: "runs",
    caption:
      "Every planned run; those that did not finish come first. Where serving was sampled, price and texts per second are those of all runs that do the same work.",
    columns: COLUMNS,
    rows: [...unfinished, ...cells.filter(({ status }) => status === "ok")],
    rowClass: ({ status }) => (status === "ok" ? "" : "refused"),
    configurationOf: ({ cell }) => cell.configuration,
  });
}
