import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import {
  fastestOnTwo,
  onSeveralMachines,
  secondUsd,
  type TogetherOnMachines,
} from "../../harness/judge/analysis/trainings/several-machines.ts";
import {
  formatCount,
  formatMs,
  formatNumber,
  formatParameters,
  formatRatio,
  formatUsd,
} from "../../harness/judge/figures/format.ts";
import { USUAL_LINK } from "../../harness/judge/pricing/machines/links.ts";
import type { Aim, PaysFrom } from "../../harness/judge/pricing/machines/second-machine.ts";
import type { InLanguages, Language } from "./language.ts";
import { type Sentence, sentence, strong } from "./sentence.ts";
import { shownRatio } from "./shown-difference.ts";

/** When a second machine pays, in words. */
export interface SecondMachineSentences {
  readonly lead: Sentence;
  /** From where on it would. */
  readonly from: Sentence;
}

/** Two machines beside one: figures are texts. */
interface Compared {
  readonly link: string;
  readonly label: string;
  readonly oneTime: string;
  readonly twoTime: string;
  readonly oneUsd: string;
  readonly twoUsd: string;
  /** One's time over that of two, and two's dollars over those of one. */
  readonly faster: string;
  readonly dearer: string;
}

/** From where on two reach an aim. */
interface Threshold {
  /** Null if at no size over this link. */
  readonly parameters: string | null;
  /** What the model has; null where not counted. */
  readonly own: string | null;
  readonly work: string;
  /** Texts in a step that are as much work; null where a batch is all rows. */
  readonly texts: string | null;
}

type Standing = "pays" | "saves time" | "neither";

interface Said {
  readonly leads: Readonly<Record<Standing, (compared: Compared) => Sentence>>;
  readonly aims: Readonly<Record<Aim, (threshold: string) => string>>;
  readonly from: (threshold: Threshold) => string;
}

function inEnglish(verdict: string, { link, label, oneTime, twoTime, oneUsd, twoUsd, faster, dearer }: Compared) {
  return sentence`${verdict}: over ${link}, two train this model in ${twoTime} for ${twoUsd} where one takes ${oneTime} for ${oneUsd}, ${faster} times as fast at ${dearer} times the dollars, at best (${strong(label)}).`;
}

function inChinese(verdict: string, { link, label, oneTime, twoTime, oneUsd, twoUsd, faster, dearer }: Compared) {
  return sentence`${verdict}：在${link}的链路上，两台机器训练该模型最快用时${twoTime}，成本${twoUsd}（${strong(label)}），一台用时${oneTime}，成本${oneUsd}；速度为${faster}倍，成本为${dearer}倍。`;
}

const said: InLanguages<Said> = {
  en: {
    leads: {
      pays: (compared) => inEnglish("A second machine pays", compared),
      "saves time": (compared) => inEnglish("A second machine saves time and does not pay", compared),
      neither: (compared) => inEnglish("A second machine does not pay", compared),
    },
    aims: {
      time: (threshold) => `Two machines would be faster than one ${threshold}.`,
      "time and dollars": (threshold) =>
        `Two would save more time than they cost, so that seconds times dollars fall, ${threshold}.`,
    },
    from: ({ parameters, own, work, texts }) => {
      const size =
        parameters === null
          ? "at no number of parameters over this link, and"
          : `from ${parameters} on${own === null ? "" : ` (this model has ${own})`}, or`;
      return `${size} from ${work} times the work of a gradient${texts === null ? "" : `, such as ${texts} texts in a step`}`;
    },
  },
  zh: {
    leads: {
      pays: (compared) => inChinese("第二台机器划算", compared),
      "saves time": (compared) => inChinese("第二台机器节省时间，但不划算", compared),
      neither: (compared) => inChinese("第二台机器不划算", compared),
    },
    aims: {
      time: (threshold) => `两台机器比一台更快的条件：${threshold}。`,
      "time and dollars": (threshold) => `两台机器节省的时间多于增加的成本（用时与成本之积下降）的条件：${threshold}。`,
    },
    from: ({ parameters, own, work, texts }) => {
      const size =
        parameters === null
          ? "在该链路上，参数再多也不行，"
          : `参数达到${parameters}${own === null ? "" : `（该模型有${own}）`}，或`;
      return `${size}梯度计算量达到${work}倍${texts === null ? "" : `，例如每步${texts}条文本`}`;
    },
  },
};

const parametersIn: InLanguages<(count: number) => string> = {
  en: formatParameters,
  zh: (count) => `${count < 1e6 ? formatCount(count) : `${formatNumber(count / 1e6)} M`}个`,
};

/** Null where nothing trained in several processes. */
export function secondMachineSentences(
  analysis: Pick<Analysis, "configurations">,
  language: Language = "en",
): SecondMachineSentences | null {
  const best = fastestOnTwo(onSeveralMachines(analysis));
  if (best === undefined) return null;
  const { reaches, from } = best.second;
  const standing = reaches.includes("time and dollars") ? "pays" : reaches.includes("time") ? "saves time" : "neither";
  const words = said[language];
  const missed = (["time", "time and dollars"] as const).filter((aim) => !reaches.includes(aim));
  return {
    lead: words.leads[standing](comparedOf(best)),
    from: [
      missed
        .map((aim) => words.aims[aim](words.from(thresholdOf(from[aim], best, language))))
        .join(language === "en" ? " " : ""),
    ],
  };
}

/** "10 Gbit/s" */
export function linkText({ gbitPerSecond }: { readonly gbitPerSecond: number }): string {
  return `${gbitPerSecond} Gbit/s`;
}

function comparedOf(best: TogetherOnMachines): Compared {
  const { oneMs, twoMs } = best.second;
  const usd = secondUsd(best);
  return {
    link: linkText(USUAL_LINK),
    label: best.one.label,
    oneTime: formatMs(oneMs),
    twoTime: formatMs(twoMs),
    oneUsd: formatUsd(usd.one),
    twoUsd: formatUsd(usd.two),
    faster: shownRatio(oneMs / twoMs),
    dearer: formatRatio(usd.two / usd.one),
  };
}

function thresholdOf(
  { parameters, work }: PaysFrom,
  { parameters: own, batchSize }: TogetherOnMachines,
  language: Language,
): Threshold {
  const text = parametersIn[language];
  // Without their number, parameters are told by their multiple.
  const needed = parameters === null || own === null ? null : text(Math.ceil(parameters * own));
  return {
    parameters: needed,
    own: own === null ? null : text(own),
    work: formatRatio(work),
    texts: batchSize === null ? null : formatCount(Math.ceil(work * batchSize)),
  };
}
