/** The words around the page's price war: headings, inputs and marks. */

import { formatCount, formatNumber, formatShare } from "../../../harness/judge/figures/format.ts";
import { USUAL_PRICE_FACTOR } from "../../../harness/judge/pricing/war/price-war.ts";
import type { InLanguages, Language } from "../language.ts";
import { formatPrice, textsIn } from "./amounts.ts";

interface WarWords {
  readonly title: string;
  readonly lede: string;
  readonly marginsTitle: string;
  readonly marginsNote: string;
  readonly pricesTitle: string;
  readonly pricesNote: string;
  /** @param shown configurations, baselines from outside not counted @param all that take part */
  readonly tableTitle: (shown: number, all: number) => string;
  readonly gridTitle: string;
  readonly gridNote: string;
  readonly price: string;
  readonly rivalPrice: string;
  readonly month: string;
  readonly usdAMonth: string;
  readonly usdPerMillion: string;
  readonly shipped: string;
  /** Of what would be shipped where nothing earns anything. */
  readonly losesLeast: string;
  readonly afterCut: string;
  readonly baseline: string;
  readonly outside: string;
  readonly inputs: string;
  readonly reset: string;
  readonly nothingFits: string;
  readonly notReadable: string;
  readonly everyMonth: string;
  readonly someMonths: string;
  readonly nothingEarns: string;
}

const said: InLanguages<WarWords> = {
  en: {
    title: "The price war: what to ship while prices fall",
    lede: "Margins of the coming months, computed from what was measured: texts times price, less whole machines that are paid for all month, trainings and wrong answers. Change the market; the address keeps it.",
    marginsTitle: "Margin of each month",
    marginsNote: "A triangle is the first month under water. A line on which others lie says how many: A +4.",
    pricesTitle: "The price, and the floor under which each loses money",
    pricesNote:
      "Thick: the price that is asked about; dashed: after the rival’s cut. Dotted: list prices of hosted services that are near.",
    tableTitle: (shown, all) =>
      shown === all
        ? "What each would earn"
        : `What ${formatCount(shown)} of ${formatCount(all)} configurations would earn: those that are shipped in one of the markets below, the baseline, and those that are chosen above or come next`,
    gridTitle: "How far the choice holds: what to ship at other volumes and on other paths of the price",
    gridNote: "Choose a field to ask about its market.",
    price: "price",
    rivalPrice: "after the cut",
    month: "Month",
    usdAMonth: "US dollars a month",
    usdPerMillion: "US dollars per million texts",
    shipped: "ship this",
    losesLeast: "loses least",
    afterCut: "after the cut",
    baseline: "baseline",
    outside: "outside baseline, never the answer",
    inputs: "The market",
    reset: "Usual market",
    nothingFits: "No configuration can be served at this offer; choose another.",
    notReadable: "not a value; the usual one is used",
    everyMonth: "keeps the wanted margin in every month",
    someMonths: "earns in all, but misses the margin in some month",
    nothingEarns: "nothing earns anything",
  },
  zh: {
    title: "价格战：降价之际部署什么",
    lede: "由测量结果推算的未来各月利润：文本数乘以售价，减去按整月付费的整台机器、训练和错误答案的代价。可以改变市场条件，网址会记录下来。",
    marginsTitle: "每月利润",
    marginsNote: "三角形标出首个亏损的月份。重合的线合为一条：A +4。",
    pricesTitle: "售价与各配置的保本价",
    pricesNote: "粗线：所问的售价；虚线：对手降价之后。点线：相近的托管服务标价。",
    tableTitle: (shown, all) =>
      shown === all
        ? "各配置的盈利"
        : `${formatCount(all)}个配置中${formatCount(shown)}个的盈利：下方某个市场中会部署的、基线，以及在上方选中或排在其后的`,
    gridTitle: "这一选择的适用范围：文本量与价格走势不同时部署什么",
    gridNote: "点选一格即可查看该市场。",
    price: "售价",
    rivalPrice: "降价之后",
    month: "月份",
    usdAMonth: "每月美元",
    usdPerMillion: "每百万条文本美元",
    shipped: "部署它",
    losesLeast: "亏得最少",
    afterCut: "降价之后",
    baseline: "基线",
    outside: "矩阵之外，不作为答案",
    inputs: "市场",
    reset: "恢复默认市场",
    nothingFits: "没有配置能使用这个报价，请另选一个。",
    notReadable: "无法识别，使用默认值",
    everyMonth: "每个月都达到目标利润率",
    someMonths: "总体盈利，但有的月份未达到目标利润率",
    nothingEarns: "全部亏损",
  },
};

export function warWords(language: Language): WarWords {
  return said[language];
}

/** A column of the table of contenders. */
export type WarColumn = "name" | "accuracy" | "total" | "first" | "last" | "loss" | "floor" | "lastFloor" | "paysFrom";

interface ColumnWords {
  readonly title: (months: number) => string;
  readonly help: string;
}

const columns: InLanguages<Readonly<Record<WarColumn, ColumnWords>>> = {
  en: {
    name: { title: () => "Configuration", help: "By its letter in the charts" },
    accuracy: { title: () => "Test accuracy", help: "Mean of its runs" },
    total: { title: () => "Margin in all", help: "Sum of all months" },
    first: { title: () => "Month\u00a01", help: "Margin of the first month" },
    last: { title: (months) => `Month\u00a0${months}`, help: "Margin of the last month" },
    loss: { title: () => "Loses from", help: "The first month under water" },
    floor: { title: () => "Floor price", help: "Per million texts: at this price the first month earns nothing" },
    lastFloor: { title: (months) => `Floor in month\u00a0${months}`, help: "The same of the last month" },
    paysFrom: {
      title: () => "Pays from texts",
      help: "Texts a month from which the first month’s price pays for its costs",
    },
  },
  zh: {
    name: { title: () => "配置", help: "按图中的字母" },
    accuracy: { title: () => "测试准确率", help: "各次运行的均值" },
    total: { title: () => "总利润", help: "所有月份之和" },
    first: { title: () => "第1个月", help: "首月利润" },
    last: { title: (months) => `第${months}个月`, help: "最后一个月的利润" },
    loss: { title: () => "开始亏损", help: "首个亏损的月份" },
    floor: { title: () => "保本价", help: "每百万条文本：在此价格下首月不赚不亏" },
    lastFloor: { title: (months) => `第${months}个月的保本价`, help: "最后一个月的保本价" },
    paysFrom: { title: () => "保本数量", help: "以首月售价，每月达到多少文本才能收回成本" },
  },
};

export function warColumns(language: Language): Readonly<Record<WarColumn, ColumnWords>> {
  return columns[language];
}

/** What can be asked of a market. */
export type WarInput =
  | "texts"
  | "growth"
  | "price"
  | "path"
  | "margin"
  | "retrain"
  | "offer"
  | "compute"
  | "busy"
  | "wrong"
  | "rival-month"
  | "rival-price"
  | "same"
  | "any";

interface InputWords {
  readonly label: string;
  readonly unit: string;
  readonly help: string;
}

const inputs: InLanguages<Readonly<Record<WarInput, InputWords>>> = {
  en: {
    texts: { label: "Texts a month", unit: "", help: "In the first month; 20M, 1.5B or 500,000" },
    growth: { label: "Growth", unit: "% a month", help: "How many more texts come each month" },
    price: { label: "Price now", unit: "$ per million", help: "What a million texts are sold for in the first month" },
    path: {
      label: "How the price moves",
      unit: "",
      help: "A change a year such as -45%, steps such as 13:0.5,25:0.25 (from month 13 on half of the first month’s price), or what a price really did",
    },
    margin: { label: "Margin wanted", unit: "%", help: "Share of the revenue that every month should leave" },
    retrain: { label: "Retraining", unit: "days apart", help: "Days between two trainings; never" },
    offer: { label: "Machine", unit: "", help: "What all are served at" },
    compute: { label: "How machines’ price moves", unit: "", help: "As for the price" },
    busy: {
      label: "Utilization",
      unit: "% at most",
      help: "How busy a machine may be on average; the rest is for peaks",
    },
    wrong: { label: "A wrong answer costs", unit: "$", help: "What each wrong answer costs you; 0 for no price" },
    "rival-month": { label: "A rival cuts in month", unit: "", help: "From which month on; you follow" },
    "rival-price": { label: "Rival’s price", unit: "% of yours", help: "50 halves it; 100 for no cut" },
    same: { label: "Same accuracy", unit: "± points", help: "Accuracies that differ by less count as the same" },
    any: {
      label: "Also what the run’s rules of quality refuse",
      unit: "",
      help: "Otherwise only configurations that can be the answer take part",
    },
  },
  zh: {
    texts: { label: "每月文本数", unit: "", help: "首月；可写20M、1.5B或500,000" },
    growth: { label: "增长", unit: "%/月", help: "每月增加多少文本" },
    price: { label: "当前售价", unit: "美元/百万条", help: "首月每百万条文本的售价" },
    path: {
      label: "售价走势",
      unit: "",
      help: "每年变化如-45%，分步如13:0.5,25:0.25（从第13个月起为首月售价的一半），或真实的历史价格",
    },
    margin: { label: "目标利润率", unit: "%", help: "每个月应留下的比例" },
    retrain: { label: "重新训练", unit: "天一次", help: "两次训练之间的天数；never表示不再训练" },
    offer: { label: "机器", unit: "", help: "全部配置使用的报价" },
    compute: { label: "机器价格走势", unit: "", help: "写法与售价相同" },
    busy: { label: "利用率", unit: "%以内", help: "机器平均可以多忙，其余留给高峰" },
    wrong: { label: "每个错误答案的代价", unit: "美元", help: "0表示没有代价" },
    "rival-month": { label: "对手降价的月份", unit: "", help: "从该月起，你跟进" },
    "rival-price": { label: "对手的价格", unit: "%原价", help: "50为减半；100为不降价" },
    same: { label: "准确率相同", unit: "±百分点", help: "差距更小的准确率视为相同" },
    any: { label: "包括不符合质量规则的配置", unit: "", help: "否则只有可以成为答案的配置参与" },
  },
};

export function inputWords(language: Language): Readonly<Record<WarInput, InputWords>> {
  return inputs[language];
}

interface ChoiceWords {
  readonly ownPath: string;
  readonly ownOffer: string;
  readonly steady: string;
  readonly histories: string;
  readonly offers: Readonly<Record<"on-demand" | "spot" | "serverless" | "reserved" | "owned", string>>;
}

const choices: InLanguages<ChoiceWords> = {
  en: {
    ownPath: "another path …",
    ownOffer: "the offer of each one’s runs",
    steady: "Steady",
    histories: "What prices did",
    offers: {
      "on-demand": "On demand",
      spot: "Spot",
      serverless: "Serverless",
      reserved: "Reserved",
      owned: "Own machines",
    },
  },
  zh: {
    ownPath: "其他走势……",
    ownOffer: "各自运行时的报价",
    steady: "匀速",
    histories: "真实历史",
    offers: { "on-demand": "按需", spot: "竞价", serverless: "无服务器", reserved: "预留", owned: "自有机器" },
  },
};

export function choiceWords(language: Language): ChoiceWords {
  return choices[language];
}

const ends: InLanguages<(factor: string, month: number) => string> = {
  en: (factor, month) => `× ${factor} by month ${month}`,
  zh: (factor, month) => `第${month}个月为${factor}倍`,
};

/** Where a history ends: "× 0.05 by month 9" */
export function pathEnd(factor: string, month: number, language: Language): string {
  return ends[language](factor, month);
}

const left = formatShare(1 - 1 / USUAL_PRICE_FACTOR);

const usual: InLanguages<(label: string, price: string, texts: string) => string> = {
  en: (label, price, texts) =>
    `Unless another price is asked for, it is ${price} per million: ${formatNumber(USUAL_PRICE_FACTOR)} times what ${label} costs at ${texts} a month, rounded up to two digits, so that at least ${left} of the revenue is left at first.`,
  zh: (label, price, texts) =>
    `默认售价为每百万条${price}：在每月${texts}时${label}成本的${formatNumber(USUAL_PRICE_FACTOR)}倍，向上取两位有效数字，因此起初至少留下收入的${left}。`,
};

/** Where the usual price comes from. @param label of the first of the order of choice */
export function usualPriceText(label: string, usdPerMillionTexts: number, texts: number, language: Language): string {
  return usual[language](label, formatPrice(usdPerMillionTexts), textsIn(texts, language));
}

const about: InLanguages<(condition: string) => string> = {
  en: (condition) => `All of it is about ${condition}, as the baseline.`,
  zh: (condition) => `以下均针对${condition}，与基线相同。`,
};

/** Which of several conditions of a run a price war is about. */
export function aboutText(condition: string, language: Language): string {
  return about[language](condition);
}

interface FloorWords {
  readonly label: string;
  readonly floor: string;
  readonly texts: string;
  readonly price: string;
  readonly paysFrom: string | null;
}

const floors: InLanguages<(words: FloorWords) => string> = {
  en: ({ label, floor, texts, price, paysFrom }) =>
    `${label} loses money below ${floor} per million at ${texts} a month; ${paysFrom === null ? `at ${price} it pays at no volume` : `at ${price} it pays from ${paysFrom} a month on`}.`,
  zh: ({ label, floor, texts, price, paysFrom }) =>
    `每月${texts}时，售价低于每百万条${floor}，${label}就会亏损；${paysFrom === null ? `售价${price}时任何数量都不保本` : `售价${price}时从每月${paysFrom}起保本`}。`,
};

/** At which price and from which volume on a configuration earns. */
export function floorText(words: FloorWords, language: Language): string {
  return floors[language](words);
}
