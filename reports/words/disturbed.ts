import { areInDoubt } from "../../harness/judge/analysis/marked-timings.ts";
import type { DisturbedTimings, Warning } from "../../harness/judge/analysis/warning.ts";
import { formatCount, formatShare, plural } from "../../harness/judge/figures/format.ts";
import { fractionOf } from "./counted.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

type Disturbed = Extract<Warning, { kind: "disturbed" }>;

type Kind = DisturbedTimings["kind"];

interface Said {
  readonly counted: (count: number, kind: Kind) => string;
  readonly countedOf: (marked: number, watched: number, kind: Kind) => string;
  /** @param sum of the marked timings */
  readonly marked: (counts: string, sum: number, causes: string) => string;
  readonly mended: (counts: string) => string;
  readonly briefly: (counts: string) => string;
  readonly foreign: (cores: string) => string;
  readonly stolen: (cores: string) => string;
  readonly throttled: (share: string) => string;
  readonly causes: (causes: readonly string[]) => string;
  readonly noCauses: string;
  readonly betweenSentences: string;
}

const NOUNS = {
  samples: ["sample of serving", "samples of serving"],
  servings: ["measurement of latency", "measurements of latency"],
  trainings: ["training", "trainings"],
} as const satisfies Record<Kind, readonly [string, string]>;

const CHINESE_NOUNS = {
  samples: "次推理服务采样",
  servings: "次延迟测量",
  trainings: "次训练",
} as const satisfies Record<Kind, string>;

const countedInEnglish = (count: number, kind: Kind) => plural(count, NOUNS[kind][0], NOUNS[kind][1]);
const countedInChinese = (count: number, kind: Kind) => `${formatCount(count)}${CHINESE_NOUNS[kind]}`;

const said: InLanguages<Said> = {
  en: {
    counted: countedInEnglish,
    countedOf: (marked, watched, kind) => `${formatCount(marked)} of ${countedInEnglish(watched, kind)}`,
    marked: (counts, sum, causes) =>
      `The machine was not pricewar’s alone: ${counts} ${sum === 1 ? "was" : "were"} timed beside other work (${causes}).`,
    mended: (counts) => `Disturbed at first, and then taken again in quiet: ${counts}.`,
    briefly: (counts) => `Something else ran on the machine during ${counts}.`,
    foreign: (cores) => `other programs used ${cores}`,
    stolen: (cores) => `the hypervisor gave ${cores} to others`,
    throttled: (share) => `a CPU quota stopped it for ${share} of the time`,
    causes: (causes) => `typically, ${listed(causes)}`,
    noCauses: "by various causes",
    betweenSentences: " ",
  },
  zh: {
    counted: countedInChinese,
    countedOf: (marked, watched, kind) => `${countedInChinese(watched, kind)}中的${formatCount(marked)}次`,
    marked: (counts, _, causes) => `pricewar并未独占这台机器：${counts}在计时时受到其他负载影响（${causes}）。`,
    mended: (counts) => `起初受干扰、随后在空闲时重测的有：${counts}。`,
    briefly: (counts) => `${counts}期间，机器上另有其他程序在运行。`,
    foreign: (cores) => `其他程序占用了${cores}`,
    stolen: (cores) => `虚拟机监控程序将${cores}分给了他人`,
    throttled: (share) => `CPU配额使其在${share}的时间里停止运行`,
    causes: (causes) => `典型情况：${causes.join("，")}`,
    noCauses: "原因不一",
    betweenSentences: "",
  },
};

/** The warning: how many timings of each kind were disturbed, by what, and how many were taken again. */
export function disturbedText(warning: Disturbed, language: Language = "en"): string {
  const { timings } = warning;
  const words = said[language];
  const marked = timings.filter((one) => one.marked > 0);
  const mended = timings.filter((one) => one.mended > 0);
  const sum = marked.reduce((total, one) => total + one.marked, 0);
  const again = listed(
    mended.map((one) => words.counted(one.mended, one.kind)),
    language,
  );
  return [
    ...(marked.length === 0 ? [] : [words.marked(countsOf(marked, language), sum, causesOf(warning, language))]),
    ...(mended.length === 0 ? [] : [words.mended(again)]),
  ].join(words.betweenSentences);
}

/** The end of an answer whose figures were disturbed; empty if they were not. */
export function disturbedBriefly(warnings: readonly Warning[], language: Language = "en"): string {
  const marked = warnings
    .filter((warning) => warning.kind === "disturbed")
    .flatMap(({ timings }) => timings.filter(areInDoubt));
  return marked.length === 0 ? "" : said[language].briefly(countsOf(marked, language));
}

function countsOf(timings: readonly DisturbedTimings[], language: Language): string {
  return listed(
    timings.map(({ kind, marked, watched }) => said[language].countedOf(marked, watched, kind)),
    language,
  );
}

/** Less than this is no cause. */
const WORTH_NAMING = 0.05;

function causesOf({ foreignCores, stolenCores, throttledShare }: Disturbed, language: Language): string {
  const { foreign, stolen, throttled, causes, noCauses } = said[language];
  const isCause = (value: number | null): value is number => value !== null && value >= WORTH_NAMING;
  const cores = (count: number) => fractionOf(Number(count.toPrecision(2)), "core", language);
  const found = [
    ...(isCause(foreignCores) ? [foreign(cores(foreignCores))] : []),
    ...(isCause(stolenCores) ? [stolen(cores(stolenCores))] : []),
    ...(isCause(throttledShare) ? [throttled(formatShare(throttledShare))] : []),
  ];
  return found.length === 0 ? noCauses : causes(found);
}
