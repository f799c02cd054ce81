import type { SomeTexts } from "./figure-texts.ts";

/** What a run was billed, and what it ran on. */
export const RUN_IN_CHINESE = {
  runUsd: {
    title: "运行成本",
    help: "训练（包括教师模型）、压缩和被测的推理服务按每小时价格计算的成本",
  },
  billedUsd: {
    title: "账单",
    help: "按计费粒度和最低计费时长，云服务商为本次运行的各进程收取的费用",
  },
  price: {
    title: "报价",
    help: "用来计算美元金额的报价",
  },
  kernelPrecision: {
    title: "数值精度",
    help: "计算内核使用的数值类型，由运行时报告",
  },
  library: {
    title: "运行于",
    help: "所用的库，下方是执行提供者，均由运行时报告",
  },
  provider: {
    title: "执行提供者",
    help: "执行模型的是什么，按运行时的命名",
    detail: "执行提供者",
  },
} as const satisfies SomeTexts;
