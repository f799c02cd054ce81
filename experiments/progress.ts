import type { PlannedCell, RunRecord } from "../harness/contract/index.ts";
import { accuracy } from "../harness/judge/figures/catalogue/accuracy.ts";
import { modelBytes } from "../harness/judge/figures/catalogue/model-bytes.ts";
import { usdPerMillionTexts } from "../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import { pricedRun } from "../harness/judge/pricing/priced-run.ts";
import type { RunEvent } from "../harness/measure/runner/run-plan.ts";
import type { SamplingEvent } from "../harness/measure/sampling/serving-rounds.ts";
import type { Painted } from "../reports/painted.ts";
import { valueText } from "../reports/words/figures.ts";
import { clipped, oneLine } from "../reports/words/one-line.ts";
import { note, paintedFor } from "./print.ts";
import type { TimeLeft } from "./time-left.ts";

/** "1 min 20 s", "45 s", "2 h 5 min": as coarse as an estimate deserves. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One line about a finished cell. */
export function recordText(record: RunRecord): string {
  switch (record.status) {
    case "ok": {
      // What other runs do the same work, a hash for each record, is nothing that is said here.
      const run = pricedRun(record, record.cost.price, [], "");
      const price = `${valueText(usdPerMillionTexts, usdPerMillionTexts.read(run))} per million texts`;
      const size = valueText(modelBytes, modelBytes.read(run));
      return `${valueText(accuracy, accuracy.read(run))} accuracy, ${price}, ${size}`;
    }
    case "skipped":
      return `skipped: ${record.reason}`;
    case "failed":
      return `FAILED in ${record.phase} (${record.kind}): ${record.error.split("\n")[0]}`;
    case "timeout":
      return `TIMED OUT in ${record.phase} after ${durationText(record.limitMs)}`;
  }
}

function leftText(count: number, timeLeft: TimeLeft): string {
  return count === 0 ? "done" : `about ${durationText(timeLeft.ms())} left`;
}

export interface SamplingProgressOptions extends ProgressOptions {
  /** That the samples are for. */
  readonly rounds: number;
}

/** Reports the rounds of serving: on a terminal in one line that is overwritten, elsewhere in a line per round. */
export function samplingReporter(options: SamplingProgressOptions) {
  const { stream, total, rounds, workMs, timeLeft, labelOf } = options;
  let taken = 0;
  const left = () => leftText(total - taken, timeLeft);
  return {
    onEvent: (event: SamplingEvent) => {
      switch (event.type) {
        case "sampling":
          if (!stream.isTTY) return;
          overwrite(stream, `[round ${event.round}/${rounds}] serving ${labelOf(event.cell)} · ${left()}`);
          return;
        case "sampled":
          taken += 1;
          timeLeft.finish(workMs(event.cell), event.sample.startedAt);
          return;
        case "unsampled":
          leave(stream, [{ text: oneLine(`NOT SAMPLED: ${labelOf(event.cell)}: ${event.reason}`), style: "bad" }]);
          return;
        case "round":
          if (!stream.isTTY)
            leave(stream, [`[round ${event.round}/${rounds}] each configuration served once · ${left()}`]);
      }
    },
    /** Clears the line that is overwritten. */
    end: () => {
      if (stream.isTTY) overwrite(stream, "");
    },
  };
}

/** Prints a line of its own on stderr, also while a line there is being overwritten. */
export function interject(line: string): void {
  if (process.stderr.isTTY) overwrite(process.stderr, "");
  note(line);
}

/** Shows what is being done in the terminal's last line. */
function overwrite(stream: ProgressStream, text: string): void {
  stream.cursorTo(0);
  stream.write(clipped(oneLine(text), Math.max(20, (stream.columns || 80) - 1)));
  stream.clearLine(1);
}

/** Writes a line that stays, in place of the one that is overwritten. */
function leave(stream: ProgressStream, line: Painted): void {
  if (stream.isTTY) overwrite(stream, "");
  stream.write(`${paintedFor(stream, line)}\n`);
}

/** Where progress is written to: a terminal, a file, or what shows it in its own way. */
export type ProgressStream = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "cursorTo" | "clearLine"> & {
  write(text: string): boolean;
};

export interface ProgressOptions {
  readonly stream: ProgressStream;
  /** Cells to run, or samples to take. */
  readonly total: number;
  /** As estimated for each. */
  readonly workMs: (cell: PlannedCell) => number;
  readonly timeLeft: TimeLeft;
  readonly labelOf: (cell: PlannedCell) => string;
}

/**
 * Reports a run's progress: a line per finished cell and, on a terminal, a last one that is overwritten.
 */
export function progressReporter({ stream, total, workMs, timeLeft, labelOf }: ProgressOptions) {
  let finished = 0;
  const left = () => leftText(total - finished, timeLeft);
  const doing = {
    prepare: "reading texts",
    train: "training",
    answer: "asking a teacher",
    compress: "compressing",
    serve: "serving",
  } as const;
  return {
    onEvent: (event: RunEvent) => {
      const { cell } = event;
      if (event.type === "phase") {
        const share = event.phase === "train" || event.phase === "answer" ? ` ${Math.round(event.share * 100)} %` : "";
        if (stream.isTTY)
          overwrite(stream, `[${finished + 1}/${total}] ${labelOf(cell)}: ${doing[event.phase]}${share} · ${left()}`);
        return;
      }
      const { record } = event;
      finished += 1;
      timeLeft.finish(workMs(cell), record.startedAt);
      const text = oneLine(recordText(record));
      const hasFailed = record.status === "failed" || record.status === "timeout";
      leave(stream, [
        `[${finished}/${total}] ${oneLine(labelOf(cell))}: `,
        hasFailed ? { text, style: "bad" } : text,
        ` · ${left()}`,
      ]);
    },
    /** Clears the line that is overwritten. */
    end: () => {
      if (stream.isTTY) overwrite(stream, "");
    },
  };
}
