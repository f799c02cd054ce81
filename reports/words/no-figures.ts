import type { FailureKind, Phase } from "../../harness/contract/index.ts";
import type { NoFigures } from "../../harness/judge/analysis/no-figures.ts";
import { formatMs } from "../../harness/judge/figures/format.ts";

const WHILE: Readonly<Record<Phase, string>> = {
  prepare: "while preparing",
  train: "while training",
  answer: "while a teacher answered",
  compress: "while compressing",
  serve: "while serving",
};

const FAILURES: Readonly<Record<FailureKind, string>> = {
  crash: "crash",
  "out-of-memory": "out of memory",
  "disk-full": "disk full",
  "wrong-device": "wrong device",
  backend: "backend error",
  "bad-input": "bad input",
  "non-finite": "NaN or infinity",
  bug: "bug",
};

/** Why a run has no figures, to be shown with its status: "backend error while serving: session refused the model" */
export function noFiguresText(why: NoFigures): string {
  switch (why.status) {
    case "missing":
      return "not run yet";
    case "stale":
      return "measured by different code than the plan's";
    case "skipped":
      return why.reason;
    case "failed":
      return `${FAILURES[why.failure]} ${WHILE[why.phase]}: ${why.error}`;
    case "timeout": {
      const teacher = why.teacher === null ? "" : ` ${why.teacher}`;
      return `exceeded the time limit of ${formatMs(why.limitMs)} ${WHILE[why.phase]}${teacher}`;
    }
  }
}
