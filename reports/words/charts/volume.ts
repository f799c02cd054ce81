/** What a month costs at each volume of texts. */
import { fromToOrOne } from "../from-to.ts";
import type { InLanguages, Language } from "../language.ts";
import { textsIn } from "../monthly/amounts.ts";

/** What the machines are used for; figures are texts. */
interface MonthlyUse {
  /** What there is an answer for each of; null where one is for all. */
  readonly noun: string | null;
  /** Of the time, in percent. */
  readonly busy: string;
  readonly retrainDays: number;
  readonly searchMonths: number;
  /** The configuration whose work alone is drawn. */
  readonly first: string;
}

interface VolumeWords {
  /** @param texts that one machine serves in a month; @param only the name where one alone is shown */
  readonly title: (texts: number, low: string, high: string, only: string | null) => string;
  readonly subtitle: (use: MonthlyUse) => string;
  readonly description: (count: number, title: string) => string;
  readonly axis: { readonly texts: string; readonly usd: string };
  /** Vega expression for a tick of the texts, whose label has the SI prefixes of d3. */
  readonly tick: string;
  readonly from: (texts: number) => string;
  readonly tooltip: Readonly<Record<"texts" | "machines" | "usd", string>>;
}

const SAID: InLanguages<VolumeWords> = {
  en: {
    title: (texts, low, high, only) =>
      `One machine serves ${textsIn(texts, "en")} a month with ${only ?? "each of these configurations"}; up to there the bill is ${fromToOrOne(low, high)}, however few the texts`,
    subtitle: ({ noun, busy, retrainDays, searchMonths, first }) =>
      `A month’s bill at the offer of the runs for the answer, the baseline and the configurations on the frontier${noun === null ? "" : ` of each ${noun}`}: machines are paid for all month, bought whole, busy for at most ${busy} % of the time and trained again every ${retrainDays} days; the search is spread over ${searchMonths} months. Each step is another machine. The dashed line is the work of ${first} alone, as if waiting were free. pricewar cost has other volumes and offers.`,
    description: (count, title) =>
      `Line chart of US dollars a month against texts a month, both logarithmic, for ${count} configurations. ${title}.`,
    axis: { texts: "Texts a month", usd: "US dollars a month" },
    // "1B" rather than "1G", as people write it.
    tick: "replace(datum.label, 'G', 'B')",
    from: (texts) => `from ${textsIn(texts, "en")}`,
    tooltip: { texts: "texts a month", machines: "machines", usd: "a month" },
  },
  zh: {
    title: (texts, low, high, only) =>
      `使用${only ?? "其中任一配置"}时，一台机器每月可处理${textsIn(texts, "zh")}；在此范围内，文本再少，账单也是${fromToOrOne(low, high, "zh")}`,
    subtitle: ({ noun, busy, retrainDays, searchMonths, first }) =>
      `按各次运行的报价计算的每月账单，包括${noun === null ? "" : `每个${noun}的`}答案、基线和帕累托前沿上的配置：机器按整台购买、整月付费，忙碌时间不超过${busy} %，每${retrainDays}天重新训练一次；搜索费用分摊到${searchMonths}个月。每上一级台阶即增加一台机器。虚线只计${first}的实际工作，相当于空闲不收费。其他文本量和报价见命令pricewar cost。`,
    description: (count, title) => `折线图：${count}个配置每月的美元成本与每月文本数，均为对数刻度。${title}。`,
    axis: { texts: "每月文本数", usd: "每月的美元成本" },
    tick: "datum.label === '' ? '' : datum.value >= 1e12 ? format(datum.value / 1e12, ',~r') + '万亿' : datum.value >= 1e8 ? format(datum.value / 1e8, ',~r') + '亿' : datum.value >= 1e4 ? format(datum.value / 1e4, ',~r') + '万' : format(datum.value, ',~r')",
    from: (texts) => `${textsIn(texts, "zh")}起`,
    tooltip: { texts: "每月文本数", machines: "机器台数", usd: "每月" },
  },
};

export function volumeWords(language: Language): VolumeWords {
  return SAID[language];
}
