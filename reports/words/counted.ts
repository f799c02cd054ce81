import { formatCount, formatNumber, plural } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

/** What pages count. */
export type Counted =
  | "cell"
  | "class"
  | "configuration"
  | "core"
  | "kind"
  | "month"
  | "offer"
  | "pair"
  | "round"
  | "row"
  | "run"
  | "seed"
  | "thread"
  | "training"
  | "vCPU";

/** In Chinese, after the number: the measure word and the noun. */
const MEASURED: Readonly<Record<Counted, string>> = {
  cell: "个单元",
  class: "个类别",
  configuration: "个配置",
  core: "个核心",
  kind: "种",
  month: "个月",
  offer: "个报价",
  pair: "对",
  round: "个轮次",
  row: "行",
  run: "次运行",
  seed: "个随机种子",
  thread: "个线程",
  training: "次训练",
  vCPU: "个vCPU",
};

const said: InLanguages<(count: number, noun: Counted) => string> = {
  en: (count, noun) => (noun === "class" ? plural(count, noun, "classes") : plural(count, noun)),
  zh: (count, noun) => `${formatCount(count)}${MEASURED[noun]}`,
};

/** 1, "run" -> "1 run", "1次运行"; 3, "class" -> "3 classes", "3个类别" */
export function counted(count: number, noun: Counted, language: Language = "en"): string {
  return said[language](count, noun);
}

const fractions: InLanguages<(count: number, noun: Counted) => string> = {
  en: (count, noun) => `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`,
  zh: (count, noun) => `${formatNumber(count)}${MEASURED[noun]}`,
};

/** The same of what a quota or an offer can have a fraction of: 1.5, "core" -> "1.5 cores", "1.5个核心" */
export function fractionOf(count: number, noun: "core" | "vCPU", language: Language = "en"): string {
  return fractions[language](count, noun);
}
