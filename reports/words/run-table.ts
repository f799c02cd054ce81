import type { CellStatus } from "../../harness/judge/analysis/analysis.ts";
import type { ColumnWords } from "./column-words.ts";
import type { InLanguages } from "./language.ts";

/** What the table of runs says. */
interface RunTableWords {
  readonly title: string;
  readonly caption: string;
  readonly configuration: ColumnWords;
  readonly seed: ColumnWords;
  readonly repeat: ColumnWords;
  readonly status: ColumnWords;
  readonly experiment: ColumnWords;
  readonly statuses: Readonly<Record<CellStatus, string>>;
  /** Of a run whose record is of other code than the plan. */
  readonly otherCode: string;
}

export const runTableWords: InLanguages<RunTableWords> = {
  en: {
    title: "All runs",
    caption:
      "Every planned run; those that did not finish come first. Where serving was sampled, price and texts per second are those of all runs that do the same work.",
    configuration: { title: "Configuration", help: "The values of the axes that vary" },
    seed: { title: "Seed", help: "Seed of the training" },
    repeat: { title: "Repeat", help: "Number of the repeat of the same experiment" },
    status: { title: "Status", help: "Status of the run and, if it has no figures, why" },
    experiment: { title: "Experiment", help: "Id of the experiment, which names its folder" },
    statuses: {
      ok: "ok",
      failed: "failed",
      timeout: "timed out",
      skipped: "skipped",
      missing: "not run yet",
    },
    otherCode: "made by different code",
  },
  zh: {
    title: "全部运行",
    caption: "全部计划的运行，未完成的排在最前。推理服务经过采样时，价格和每秒文本数取自做同样工作的所有运行。",
    configuration: { title: "配置", help: "各个变化维度的取值" },
    seed: { title: "随机种子", help: "训练的随机种子" },
    repeat: { title: "重复", help: "同一实验的第几次重复" },
    status: { title: "状态", help: "运行的状态；没有数值时附原因" },
    experiment: { title: "实验", help: "实验的id，也是其文件夹的名称" },
    statuses: {
      ok: "成功",
      failed: "失败",
      timeout: "超时",
      skipped: "已跳过",
      missing: "尚未运行",
    },
    otherCode: "由不同的代码产生",
  },
};
