import type { PlannedCell, RunRecord } from "../harness/contract/index.ts";
import { accuracy } from "../harness/judge/figures/catalogue/accuracy.ts";
import { modelBytes } from "../harness/judge/figures/catalogue/model-bytes.ts";
import { usdPerMillionTexts } from "../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import { pricedRun } from "../harness/judge/pricing/priced-run.ts";
import type { RunEvent } from "../harness/measure/runner/run-plan.ts";
import { valueText } from "../reports/words/figures.ts";

/** "1 min 20 s", "45 s", "2 h 5 min": as coarse as an estimate deserves. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What a finished cell has to say in one line. */
export function recordText(record: RunRecord): string {
  switch (record.status) {
    case "ok": {
      const run = pricedRun(record);
      const price = `${valueText(usdPerMillionTexts, usdPerMillionTexts.read(run))} per million texts`;
      const size = valueText(modelBytes, modelBytes.read(run));
      return `${valueText(accuracy, accuracy.read(run))} right, ${price}, ${size}`;
    }
    case "skipped":
      return `skipped: ${record.reason}`;
    case "failed":
      return `FAILED in ${record.phase} (${record.kind}): ${record.error.split("\n")[0]}`;
    case "timeout":
      return `TIMED OUT in ${record.phase} after ${durationText(record.limitMs)}`;
  }
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly total: number;
  readonly estimateMs: number;
  readonly labelOf: (cell: PlannedCell) => string;
  readonly nowMs: () => number;
}

/**
 * Tells how a run goes: on a terminal one line that is written over, elsewhere a line for each finished cell. Failures
 * keep a line of their own in both.
 */
export function progressReporter({ stream, total, estimateMs, labelOf, nowMs }: ProgressOptions) {
  const startMs = nowMs();
  let finished = 0;
  const leftText = () => {
    const passedMs = nowMs() - startMs;
    const leftMs = finished === 0 ? estimateMs - passedMs : (passedMs / finished) * (total - finished);
    return finished === total ? "done" : `about ${durationText(leftMs)} left`;
  };
  const overwrite = (text: string) => {
    stream.cursorTo(0);
    stream.write(text.slice(0, Math.max(20, (stream.columns || 80) - 1)));
    stream.clearLine(1);
  };
  const doing = { prepare: "reading texts", train: "training", compress: "compressing", serve: "serving" } as const;
  return {
    onEvent: (event: RunEvent) => {
      const { cell } = event;
      if (event.type === "phase") {
        const share = event.phase === "train" ? ` ${Math.round(event.share * 100)} %` : "";
        if (stream.isTTY)
          overwrite(`[${finished + 1}/${total}] ${labelOf(cell)}: ${doing[event.phase]}${share} · ${leftText()}`);
        return;
      }
      finished += 1;
      const line = `[${finished}/${total}] ${labelOf(cell)}: ${recordText(event.record)}`;
      if (!stream.isTTY) stream.write(`${line} · ${leftText()}\n`);
      else if (event.record.status === "failed" || event.record.status === "timeout") {
        overwrite(line);
        stream.write("\n");
      }
    },
    /** Clears the line that is written over. */
    end: () => {
      if (stream.isTTY) overwrite("");
    },
  };
}
