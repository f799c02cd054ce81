import type { OkRecord } from "../../harness/contract/index.ts";
import type { Analysis, CellResult, CellStatus } from "../../harness/judge/analysis/analysis.ts";
import { formatMs, formatNumber, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { teacherWallMs } from "../../harness/judge/pricing/cost.ts";
import type { Markup } from "../html.ts";
import { noFiguresText } from "../words/no-figures.ts";
import { clipped } from "../words/one-line.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED, type TableCell, tableMarkup } from "./table.ts";

const STATUS: Record<CellStatus, string> = {
  ok: "ok",
  failed: "failed",
  timeout: "timed out",
  skipped: "skipped",
  missing: "missing",
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
    help: "Repetition of the same experiment",
    kind: "number",
    read: ({ cell }) => numberCell(cell.repeat, String),
  },
  {
    title: "Status",
    help: "What became of the run, and why there are no figures",
    kind: "text",
    read: ({ status, noFigures, isStale }) => ({
      ...textCell(
        STATUS[status],
        noFigures === null
          ? isStale
            ? "made by other code"
            : undefined
          : clipped(noFiguresText(noFigures), LONGEST_REASON),
      ),
      isCaution: status !== "ok",
    }),
  },
  {
    title: "Test accuracy",
    help: "On the timed form of the model",
    kind: "number",
    read: figure((run) => run.quality.accuracy, formatShare),
  },
  {
    title: "Validation accuracy",
    help: "On training rows held back",
    kind: "number",
    read: figure((run) => run.quality.validationAccuracy, formatShare),
  },
  {
    title: "$ per million texts",
    help: "Serving cost",
    kind: "number",
    read: figure((run) => run.cost.usdPerMillionTexts, formatUsd),
  },
  {
    title: "Texts per second",
    help: "Batches of 256",
    kind: "number",
    read: figure((run) => run.usage.serve.textsPerSecond, formatNumber),
  },
  {
    title: "p50",
    help: "Median latency of one text",
    kind: "number",
    read: figure((run) => run.usage.serve.p50Ms, formatMs),
  },
  {
    title: "p99",
    help: "99th percentile of latency",
    kind: "number",
    read: figure((run) => run.usage.serve.p99Ms, formatMs),
  },
  {
    title: "Training time",
    help: "The training steps alone; below, those of its teachers and their answers to the training rows",
    kind: "number",
    read: ({ record }) => {
      if (record?.status !== "ok") return NOT_MEASURED;
      const { trainWallMs, teaching } = record.usage;
      const cell = numberCell(trainWallMs, formatMs);
      return teaching === undefined ? cell : { ...cell, detail: `+ teacher ${formatMs(teacherWallMs(teaching))}` };
    },
  },
  {
    title: "Run $",
    help: "Training (teachers included), compressing and the measured serving",
    kind: "number",
    read: figure((run) => run.cost.runUsd, formatUsd),
  },
  {
    title: "Ran on",
    help: "Provider and library, read back from the runtime",
    kind: "text",
    read: word((run) => `${run.executed.provider}, ${run.executed.library}`),
  },
  { title: "Trained by", help: "The run that made the weights", kind: "text", read: word((run) => run.usage.trainRun) },
  {
    title: "Experiment",
    help: "Id of the cell, and of its folder",
    kind: "text",
    read: ({ cell }) => textCell(cell.experiment.id),
  },
];

/** Errors of native libraries run to pages; the record has all of it. */
const LONGEST_REASON = 240;

function figure(
  read: (run: OkRecord) => number | null,
  format: (value: number) => string,
): (cell: CellResult) => TableCell {
  return ({ record }) => numberCell(record?.status === "ok" ? read(record) : null, format);
}

function word(read: (run: OkRecord) => string): (cell: CellResult) => TableCell {
  return ({ record }) => (record?.status === "ok" ? textCell(read(record)) : NOT_MEASURED);
}

/** Every planned cell, those without figures first. */
export function runsTable({ cells }: Analysis): Markup {
  const troubled = cells.filter(({ status }) => status !== "ok");
  return tableMarkup({
    id: "runs",
    caption: "Every planned run; those that did not finish come first.",
    columns: COLUMNS,
    rows: [...troubled, ...cells.filter(({ status }) => status === "ok")],
    rowClass: ({ status }) => (status === "ok" ? "" : "refused"),
  });
}
