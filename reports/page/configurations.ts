import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import {
  formatBytes,
  formatCount,
  formatMs,
  formatNumber,
  formatP,
  formatPoints,
  formatShare,
  formatUsd,
} from "../../harness/judge/figures/format.ts";
import type { Markup } from "../html.ts";
import { refusalText } from "../words/refusal.ts";
import { numberCell, spreadCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED, tableMarkup } from "./table.ts";

/** A configuration and what the answer made of it. */
interface Row {
  readonly one: ConfigurationResult;
  readonly verdict: string;
  /** What the label has in brief; undefined where it says all. */
  readonly detail: string | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    title: "Configuration",
    help: "The values of the axes that vary",
    kind: "text",
    read: ({ one, detail }) => textCell(one.label, detail),
  },
  {
    title: "Verdict",
    help: "Whether it can be the answer: every planned run finished and the accuracy is above the floor",
    kind: "text",
    read: ({ one, verdict }) => textCell(verdict, one.refusal === null ? undefined : refusalText(one.refusal)),
  },
  {
    title: "$ per million texts",
    help: "Serving cost at the measured throughput, the whole instance paid for: median and range over the runs",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.usdPerMillionTexts, formatUsd),
  },
  {
    title: "Test accuracy",
    help: "Mean over the trainings and range over the runs",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.testAccuracy, formatShare),
  },
  {
    title: "Model file",
    help: "model.onnx as stored, and gzipped",
    kind: "number",
    read: ({ one: { figures } }) =>
      figures === null
        ? NOT_MEASURED
        : {
            text: formatBytes(figures.modelBytes.middle),
            detail: `gzip ${formatBytes(figures.modelGzipBytes.middle)}`,
            sort: figures.modelBytes.middle,
          },
  },
  {
    title: "Texts per second",
    help: "Batches of 256, tokenizing included",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.textsPerSecond, formatNumber),
  },
  {
    title: "Latency",
    help: "Of one text: the time that half of the texts stay under, and those that 90 and 99 of 100 stay under",
    kind: "number",
    read: ({ one: { figures } }) => {
      const p50 = figures?.p50Ms ?? null;
      if (figures === null || p50 === null) return NOT_MEASURED;
      const tails = [
        ["p90", figures.p90Ms],
        ["p99", figures.p99Ms],
      ] as const;
      const detail = tails.map(([name, spread]) => `${name} ${spread === null ? "—" : formatMs(spread.middle)}`);
      return { text: formatMs(p50.middle), detail: detail.join(", "), sort: p50.middle };
    },
  },
  {
    title: "vs baseline",
    help: "Difference of test accuracy in percentage points, paired by seed and test row, with its 95 % bootstrap interval",
    kind: "number",
    read: ({ one: { versusBaseline, isBaseline } }) => {
      if (isBaseline) return { text: "baseline", sort: 0 };
      if (versusBaseline === null) return NOT_MEASURED;
      const { difference, interval } = versusBaseline;
      return {
        text: formatPoints(difference),
        detail: `${formatPoints(interval.low)} to ${formatPoints(interval.high)}`,
        sort: difference,
      };
    },
  },
  {
    title: "Cold start",
    help: "Process start to the first probability",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.coldStartMs, formatMs),
  },
  {
    title: "Peak memory",
    help: "Resident memory of the serving process at its highest, and before the model was loaded",
    kind: "number",
    read: ({ one: { figures } }) => {
      if (figures === null || figures.peakRssBytes === null) return NOT_MEASURED;
      const before = figures.baselineRssBytes;
      const peak = figures.peakRssBytes.middle;
      const cell = { text: formatBytes(peak), sort: peak };
      return before === null ? cell : { ...cell, detail: `${formatBytes(before.middle)} before` };
    },
  },
  {
    title: "Training time",
    help: "The training steps alone; below, what a student’s teachers took on top of it",
    kind: "number",
    read: ({ one: { figures } }) => {
      const cell = spreadCell(figures?.trainWallMs, formatMs);
      const teacher = figures?.teacherWallMs ?? null;
      return teacher === null ? cell : { ...cell, detail: `+ teacher ${formatMs(teacher.middle)}` };
    },
  },
  {
    title: "Compressing",
    help: "The techniques after training, fine-tuning included; in no training time or training $",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.compressWallMs, formatMs),
  },
  {
    title: "Training $",
    help: "Training time at the hourly price; a student’s teachers are in it, and what they took stands below",
    kind: "number",
    read: ({ one: { figures } }) => {
      const cell = spreadCell(figures?.trainUsd, formatUsd);
      const teacher = figures?.teacherUsd ?? null;
      return teacher === null ? cell : { ...cell, detail: `of it teacher ${formatUsd(teacher.middle)}` };
    },
  },
  {
    title: "Computes in",
    help: "Types the kernels computed in, read back from the runtime",
    kind: "text",
    read: ({ one }) => (one.figures === null ? NOT_MEASURED : textCell(one.figures.kernelPrecision)),
  },
  {
    title: "Runs",
    help: "Runs finished of those planned; trainings behind the accuracy",
    kind: "number",
    read: ({ one }) => ({
      text: `${one.finished} of ${one.cells.length}`,
      ...(one.figures === null ? {} : { detail: `n = ${one.figures.trainings}` }),
      sort: one.finished,
    }),
  },
  {
    title: "Validation accuracy",
    help: "Mean over the trainings, on training rows held back: what selects",
    kind: "number",
    read: ({ one }) => spreadCell(one.figures?.validationAccuracy, formatShare),
  },
  {
    title: "Sign test p",
    help: "Exact two-sided sign test against the baseline, one vote a test row; with one seed it is McNemar’s test",
    kind: "number",
    read: ({ one }) => numberCell(one.versusBaseline?.p, formatP),
  },
  {
    title: "On the frontier",
    help: "Share of draws of seeds, test rows and measured throughputs in which nothing is both cheaper and more accurate",
    kind: "number",
    read: ({ one }) => numberCell(one.frontierProbability, (share) => `${formatCount(share * 100)} %`),
  },
];

export function configurationsTable(analysis: Analysis): Markup {
  const rows = analysis.configurations.map((one) => ({
    one,
    verdict: verdictOf(one, analysis),
    detail: analysis.labels.details.get(one.id) || undefined,
  }));
  return tableMarkup({
    id: "configurations",
    caption:
      "Every configuration, its runs pooled. Small print is the range over the runs (with one run, the cost over its rounds). “On the frontier”: how often nothing is both cheaper and more accurate when seeds, test rows and each run’s throughput are drawn anew.",
    columns: COLUMNS,
    rows: rows.sort((a, b) => rank(a) - rank(b)),
    rowClass: ({ one }) => (one.id === analysis.answer.winner ? "winner" : one.isEligible ? "" : "refused"),
  });
}

/** Eligible ones first, then those that finished, each by cost. */
function rank({ one }: Row): number {
  if (one.figures === null) return Number.MAX_VALUE;
  return (one.isEligible ? 0 : 1e9) + one.figures.usdPerMillionTexts.middle;
}

function verdictOf(one: ConfigurationResult, { answer, configurations }: Analysis): string {
  if (one.figures === null) return "no figures";
  if (!one.isEligible) return "out";
  if (one.id !== answer.winner) return answer.tied.includes(one.id) ? "ties with the lowest" : "accurate enough";
  if (answer.kind === "only-one") return "the only one";
  const isTied = configurations.some(({ id, isEligible }) => isEligible && answer.tied.includes(id));
  return isTied ? "lowest, but tied" : "cheapest";
}
