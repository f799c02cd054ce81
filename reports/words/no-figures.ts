import type { FailureKind, Phase } from "../../harness/contract/index.ts";
import type { NoFigures } from "../../harness/judge/analysis/no-figures.ts";
import { formatMs } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

interface Said {
  readonly missing: string;
  readonly stale: string;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly failures: Readonly<Record<FailureKind, string>>;
  readonly failed: (failure: string, phase: string, error: string) => string;
  /** @param teacher the one that was being trained; null for none */
  readonly timeout: (limit: string, phase: string, teacher: string | null) => string;
}

const said: InLanguages<Said> = {
  en: {
    missing: "not run yet",
    stale: "measured by different code than the plan's",
    phases: {
      prepare: "while preparing",
      train: "while training",
      answer: "while a teacher answered",
      compress: "while compressing",
      serve: "while serving",
    },
    failures: {
      crash: "crash",
      "out-of-memory": "out of memory",
      "disk-full": "disk full",
      "wrong-device": "wrong device",
      backend: "backend error",
      "bad-input": "bad input",
      "non-finite": "NaN or infinity",
      bug: "bug",
    },
    failed: (failure, phase, error) => `${failure} ${phase}: ${error}`,
    timeout: (limit, phase, teacher) =>
      `exceeded the time limit of ${limit} ${phase}${teacher === null ? "" : ` ${teacher}`}`,
  },
  zh: {
    missing: "尚未运行",
    stale: "测量所用代码与计划不同",
    phases: {
      prepare: "准备时",
      train: "训练时",
      answer: "教师模型作答时",
      compress: "压缩时",
      serve: "推理服务时",
    },
    failures: {
      crash: "崩溃",
      "out-of-memory": "内存不足",
      "disk-full": "磁盘已满",
      "wrong-device": "设备不符",
      backend: "后端出错",
      "bad-input": "输入有误",
      "non-finite": "出现NaN或无穷大",
      bug: "程序缺陷",
    },
    failed: (failure, phase, error) => `${phase}${failure}：${error}`,
    timeout: (limit, phase, teacher) => `${phase}${teacher === null ? "" : `（${teacher}）`}超出${limit}的时限`,
  },
};

/** Why a run has no figures, to be shown with its status: "backend error while serving: session refused the model" */
export function noFiguresText(why: NoFigures, language: Language = "en"): string {
  const { missing, stale, phases, failures, failed, timeout } = said[language];
  switch (why.status) {
    case "missing":
      return missing;
    case "stale":
      return stale;
    case "skipped":
      return why.reason;
    case "failed":
      return failed(failures[why.failure], phases[why.phase], withoutStack(why.error));
    case "timeout":
      return timeout(formatMs(why.limitMs), phases[why.phase], why.teacher);
  }
}

/** The message of a bug, whose record keeps where in the code it came up as well. */
function withoutStack(error: string): string {
  return error.split(/\n\s+at /, 1)[0]!;
}
