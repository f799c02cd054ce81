import { formatCount, formatNumber, formatShare, plural } from "../../../harness/judge/figures/format.ts";
import type { Doubt } from "../../../harness/judge/pricing/monthly/offer-fit.ts";
import type { Shipped } from "../../../harness/judge/pricing/war/choice.ts";
import type { Entrant } from "../../../harness/judge/pricing/war/entrant.ts";
import type { Field, Served } from "../../../harness/judge/pricing/war/field.ts";
import type { PriceStep } from "../../../harness/judge/pricing/war/price-path.ts";
import { commonMarginUsd, type PriceWar } from "../../../harness/judge/pricing/war/price-war.ts";
import type { InLanguages, Language } from "../language.ts";
import { listed } from "../listing.ts";
import { markName } from "../mark-names.ts";
import { formatBill, formatPrice, textsIn } from "./amounts.ts";

/** "−$17.00" for a loss. */
export function formatMargin(usd: number): string {
  return usd < 0 ? `−${formatBill(-usd)}` : formatBill(usd);
}

/** What an entrant is called; one from outside the matrix has a name in words. */
export function entrantName({ label, isOutside }: Entrant, language: Language): string {
  return isOutside ? markName(label, language) : label;
}

interface Earning {
  readonly label: string;
  readonly accuracy: string;
  /** "$149.00" */
  readonly total: string;
  /** "$17.00": of a loss in all. */
  readonly lost: string;
  readonly months: number;
  readonly wantedMargin: number;
  /** "$0.10" */
  readonly wrongAnswer: string;
  readonly firstLoss: number | null;
  /** Whether others that could be shipped earn the same. */
  readonly isTied: boolean;
}

const keeps: InLanguages<(wantedMargin: number) => string> = {
  en: (margin) =>
    margin === 0 ? "lose money in no month" : `leave ${formatShare(margin)} of the revenue in every month`,
  zh: (margin) => (margin === 0 ? "没有一个月亏损" : `每个月都留下收入的${formatShare(margin)}`),
};

const noneKeeps: InLanguages<(wantedMargin: number) => string> = {
  en: (margin) =>
    margin === 0
      ? "Every configuration loses money in some month"
      : `No configuration leaves ${formatShare(margin)} of the revenue in every month`,
  zh: (margin) => (margin === 0 ? "所有配置都有亏损的月份" : `没有配置能在每个月都留下收入的${formatShare(margin)}`),
};

export const losesFrom: InLanguages<(month: number | null) => string> = {
  en: (month) => (month === null ? "" : `, and first loses money in month ${month}`),
  zh: (month) => (month === null ? "" : `，第${month}个月首次亏损`),
};

type Sentences = Readonly<Record<"accurate" | "earns" | "earnsMost" | "losesLeast", (earning: Earning) => string>>;

const most: InLanguages<(isTied: boolean) => string> = {
  en: (isTied) => (isTied ? "earns as much as any" : "earns most"),
  zh: (isTied) => (isTied ? "并列赚得最多" : "赚得最多"),
};

const least: InLanguages<(isTied: boolean) => string> = {
  en: (isTied) => (isTied ? "loses as little as any" : "loses least"),
  zh: (isTied) => (isTied ? "并列亏得最少" : "亏得最少"),
};

const ships: InLanguages<Sentences> = {
  en: {
    accurate: ({ label, accuracy, total, months, wantedMargin, isTied }) =>
      `Ship ${label} (${accuracy} accuracy): it ${most.en(isTied)}, ${total} in ${plural(months, "month")}, of the most accurate that ${keeps.en(wantedMargin)}.`,
    earns: ({ label, wrongAnswer, total, months, wantedMargin, isTied }) =>
      `Ship ${label}: with ${wrongAnswer} for each wrong answer it ${most.en(isTied)} of those that ${keeps.en(wantedMargin)}, ${total} in ${plural(months, "month")}.`,
    earnsMost: ({ label, total, months, wantedMargin, firstLoss, isTied }) =>
      `Ship ${label}: it ${most.en(isTied)}, ${total} in ${plural(months, "month")}${losesFrom.en(firstLoss)}. ${noneKeeps.en(wantedMargin)}.`,
    losesLeast: ({ label, lost, months, wantedMargin, firstLoss, isTied }) =>
      `${noneKeeps.en(wantedMargin)}, and none earns anything in all: ${label} ${least.en(isTied)}, ${lost} in ${plural(months, "month")}${losesFrom.en(firstLoss)}.`,
  },
  zh: {
    accurate: ({ label, accuracy, total, months, wantedMargin, isTied }) =>
      `部署${label}（准确率${accuracy}）：在${keeps.zh(wantedMargin)}且准确率最高的配置中，它${most.zh(isTied)}，${months}个月共${total}。`,
    earns: ({ label, wrongAnswer, total, months, wantedMargin, isTied }) =>
      `部署${label}：每个错误答案代价${wrongAnswer}时，在${keeps.zh(wantedMargin)}的配置中，它${most.zh(isTied)}，${months}个月共${total}。`,
    earnsMost: ({ label, total, months, wantedMargin, firstLoss, isTied }) =>
      `部署${label}：它${most.zh(isTied)}，${months}个月共${total}${losesFrom.zh(firstLoss)}。${noneKeeps.zh(wantedMargin)}。`,
    losesLeast: ({ label, lost, months, wantedMargin, firstLoss, isTied }) =>
      `${noneKeeps.zh(wantedMargin)}，总体上也没有一个盈利：${label}${least.zh(isTied)}，${months}个月共亏${lost}${losesFrom.zh(firstLoss)}。`,
  },
};

/** What to ship, why, and what it earns. */
export function shipText(war: PriceWar, language: Language): string {
  const { shipped, question } = war;
  const { outcome, reason } = shipped;
  const { contender, totalMarginUsd, firstLoss } = outcome;
  const earning: Earning = {
    label: entrantName(contender.entrant, language),
    accuracy: formatShare(contender.accuracy),
    total: formatMargin(totalMarginUsd),
    lost: formatBill(-totalMarginUsd),
    months: question.months,
    wantedMargin: question.wantedMargin,
    wrongAnswer: formatBill(question.usdPerWrongAnswer),
    firstLoss,
    isTied: shipped.isTied || commonMarginUsd(war) !== null,
  };
  const said = ships[language];
  if (reason === "loses-least") return totalMarginUsd >= 0 ? said.earnsMost(earning) : said.losesLeast(earning);
  return said[reason](earning);
}

/** "halves the price from month 2 on" */
export const cuts: InLanguages<(cut: PriceStep) => string> = {
  en: ({ month, factor }) => {
    const when = month === 1 ? "from the start" : `from month ${month} on`;
    if (factor === 0.5) return `halves the price ${when}`;
    return `${factor < 1 ? "cuts" : "raises"} the price to ${formatShare(factor)} of what it would be ${when}`;
  },
  zh: ({ month, factor }) => {
    const when = month === 1 ? "一开始就" : `从第${month}个月起`;
    if (factor === 0.5) return `${when}把价格减半`;
    return `${when}把价格${factor < 1 ? "降到" : "提高到"}原本的${formatShare(factor)}`;
  },
};

/** Of an accuracy that is given up: 0.02 -> "2.0 points less accurate" */
export const lessAccurate: InLanguages<(givenUp: number) => string> = {
  en: (givenUp) => {
    const points = pointsOf(givenUp);
    return points === "0.0" ? "at the same accuracy" : `${points} points ${givenUp > 0 ? "less" : "more"} accurate`;
  },
  zh: (givenUp) => {
    const points = pointsOf(givenUp);
    return points === "0.0" ? "准确率相同" : `准确率${givenUp > 0 ? "低" : "高"}${points}个百分点`;
  },
};

function pointsOf(difference: number): string {
  return Math.abs(difference * 100).toFixed(1);
}

interface Changed {
  readonly cut: PriceStep;
  readonly label: string;
  readonly givenUp: number;
  readonly total: string;
  readonly firstLoss: number | null;
  /** Null if the margin is kept. */
  readonly missedMargin: number | null;
}

const responses: InLanguages<Readonly<Record<"stays" | "changes", (changed: Changed) => string>>> = {
  en: {
    stays: ({ cut, label, total, firstLoss, missedMargin }) =>
      `If a rival ${cuts.en(cut)} and you follow, ${label} stays the choice and gives up no accuracy, with ${total} in all${losesFrom.en(firstLoss)}.${missedMargin === null ? "" : ` ${noneKeeps.en(missedMargin)} then.`}`,
    changes: ({ cut, label, givenUp, total, firstLoss, missedMargin }) =>
      `If a rival ${cuts.en(cut)} and you follow, ship ${label} instead, ${lessAccurate.en(givenUp)}, with ${total} in all${losesFrom.en(firstLoss)}.${missedMargin === null ? "" : ` ${noneKeeps.en(missedMargin)} then.`}`,
  },
  zh: {
    stays: ({ cut, label, total, firstLoss, missedMargin }) =>
      `如果对手${cuts.zh(cut)}而你跟进，${label}仍是首选，不牺牲准确率，总计${total}${losesFrom.zh(firstLoss)}。${missedMargin === null ? "" : `届时${noneKeeps.zh(missedMargin)}。`}`,
    changes: ({ cut, label, givenUp, total, firstLoss, missedMargin }) =>
      `如果对手${cuts.zh(cut)}而你跟进，则改为部署${label}，${lessAccurate.zh(givenUp)}，总计${total}${losesFrom.zh(firstLoss)}。${missedMargin === null ? "" : `届时${noneKeeps.zh(missedMargin)}。`}`,
  },
};

/** What a rival's cut changes; empty if none cuts. */
export function rivalText({ response, shipped, question }: PriceWar, language: Language): string {
  if (response === null || question.rival === null) return "";
  const { outcome, reason } = response.after;
  const isSame = outcome.contender === shipped.outcome.contender;
  return responses[language][isSame ? "stays" : "changes"]({
    cut: question.rival,
    label: entrantName(outcome.contender.entrant, language),
    givenUp: response.accuracyGivenUp,
    total: formatMargin(outcome.totalMarginUsd),
    firstLoss: outcome.firstLoss,
    missedMargin: reason === "loses-least" ? question.wantedMargin : null,
  });
}

interface OutsideChoice {
  readonly label: string;
  readonly total: string;
  readonly givenUp: number;
}

const outsiders: InLanguages<(choice: OutsideChoice) => string> = {
  en: ({ label, total, givenUp }) =>
    `If baselines from outside the matrix could be shipped, it would be ${label}: ${total} in all, ${lessAccurate.en(givenUp)}.`,
  zh: ({ label, total, givenUp }) =>
    `如果矩阵之外的基线也可以部署，首选会是${label}：总计${total}，${lessAccurate.zh(givenUp)}。`,
};

/** Which model from outside the matrix would be shipped; empty if none would. */
export function outsideText({ outside, shipped }: PriceWar, language: Language): string {
  if (outside === null) return "";
  const { contender, totalMarginUsd } = outside.outcome;
  return outsiders[language]({
    label: entrantName(contender.entrant, language),
    total: formatMargin(totalMarginUsd),
    givenUp: shipped.outcome.contender.accuracy - contender.accuracy,
  });
}

const PATH_TITLES: InLanguages<Readonly<Record<string, string>>> = {
  en: {
    "embedding-cut-2023": "OpenAI’s embeddings, 2023–24",
    "doubao-2024": "Doubao’s launch, 2024",
    "small-model-2024": "OpenAI’s smallest chat model, 2024–25",
    "gpu-spot-2024": "GPUs on spot terms, 2024–26",
    "gpu-rise-2026": "Rise of GPU rents, 2025–26",
    "p5-cut-2025": "AWS’s cut of GPU rents, 2023–25",
  },
  zh: {
    "embedding-cut-2023": "OpenAI嵌入2023–24年",
    "doubao-2024": "豆包2024年发布",
    "small-model-2024": "OpenAI最小对话模型2024–25年",
    "gpu-spot-2024": "GPU竞价实例2024–26年",
    "gpu-rise-2026": "GPU租金上涨2025–26年",
    "p5-cut-2025": "AWS下调GPU租金2023–25年",
  },
};

const paths: InLanguages<{
  readonly flat: string;
  readonly steady: (name: string) => string;
  readonly steps: (name: string) => string;
}> = {
  en: {
    flat: "at the same price",
    steady: (name) => `${signed(name)} a year`,
    steps: (name) => `in steps, ${name}`,
  },
  zh: { flat: "价格不变", steady: (name) => `每年${signed(name)}`, steps: (name) => `分步${name}` },
};

/** "-60%" -> "−60 %" */
function signed(name: string): string {
  return name.replace("-", "−").replace(/\s*%/, " %");
}

/** A path as a title of its own: "−60 % a year", "Doubao’s launch, 2024". */
export function pathTitle(name: string, language: Language): string {
  const said = paths[language];
  if (name === "flat") return said.flat;
  if (name.endsWith("%")) return said.steady(name);
  return name.includes(":") ? said.steps(name) : (PATH_TITLES[language][name] ?? name);
}

const asIn: InLanguages<(title: string, name: string) => string> = {
  en: (title, name) => `as in “${title}” (${name})`,
  zh: (title, name) => `同${title}（${name}）`,
};

function pathText(name: string, language: Language): string {
  const isHistory = name !== "flat" && !/[%:]/.test(name);
  return isHistory ? asIn[language](pathTitle(name, language), name) : pathTitle(name, language);
}

interface MarketParts {
  readonly texts: string;
  readonly growth: number;
  readonly price: string;
  readonly pricePath: string;
  readonly computePath: string;
  readonly utilization: string;
  readonly retrainDays: number | null;
  /** Empty for the offer of each one's runs. */
  readonly offer: string;
  readonly doubts: readonly string[];
}

const markets: InLanguages<(parts: MarketParts) => string> = {
  en: ({ texts, growth, price, pricePath, computePath, utilization, retrainDays, offer, doubts }) =>
    [
      `${texts} ${growth === 0 ? "each month" : `in the first month, ${formatShare(growth)} more each month`}, at ${price} per million in the first month (then ${pricePath})`,
      `machines ${computePath}, busy for at most ${utilization} of the time`,
      `${retrainDays === null ? "never trained again" : `trained again every ${formatNumber(retrainDays)} days`}${offer === "" ? "" : `; all at ${offer}${doubts.length === 0 ? "" : ` (${doubts.join(", ")})`}`}.`,
    ].join("; "),
  zh: ({ texts, growth, price, pricePath, computePath, utilization, retrainDays, offer, doubts }) =>
    [
      `${growth === 0 ? `每月${texts}` : `首月${texts}，之后每月增加${formatShare(growth)}`}，首月每百万条${price}（之后${pricePath}）`,
      `机器${computePath}，最多${utilization}的时间忙碌`,
      `${retrainDays === null ? "不再训练" : `每${formatNumber(retrainDays)}天重新训练`}${offer === "" ? "" : `；全部使用${offer}${doubts.length === 0 ? "" : `（${doubts.join("，")}）`}`}。`,
    ].join("；"),
};

const doubtful: InLanguages<Readonly<Record<Doubt, string>>> = {
  en: {
    "other-architecture": "extrapolated from another architecture",
    "unknown-architecture": "extrapolated: architecture not stated",
    "other-accelerator": "extrapolated from another GPU",
    "unknown-memory": "memory not known",
    burstable: "burstable",
    interruptible: "can be interrupted",
  },
  zh: {
    "other-architecture": "由另一种架构外推",
    "unknown-architecture": "外推：架构未注明",
    "other-accelerator": "由另一种GPU外推",
    "unknown-memory": "内存未知",
    burstable: "突发型",
    interruptible: "可能被中断",
  },
};

/** What the market is, in a line. */
export function marketText({ question, shipped }: PriceWar, language: Language): string {
  return markets[language]({
    texts: textsIn(question.textsInFirstMonth, language),
    growth: question.monthlyGrowth,
    price: formatPrice(question.usdPerMillionTexts),
    pricePath: pathText(question.pricePath.name, language),
    computePath: pathText(question.computePath.name, language),
    utilization: formatShare(question.utilization),
    retrainDays: question.retrainDays,
    offer: question.offer ?? "",
    doubts: shipped.outcome.contender.doubts.map((doubt) => doubtful[language][doubt]),
  });
}

const alike: InLanguages<(count: number, total: string) => string> = {
  en: (count, total) =>
    `${count === 2 ? "Both" : `All ${formatCount(count)}`} configurations that take part earn the same here, ${total}: one machine serves the volume with ${count === 2 ? "either" : "any"} of them, so that speed decides nothing.`,
  zh: (count, total) =>
    `参与的${formatCount(count)}个配置在这里利润相同，均为${total}：任何一个都只需一台机器，速度不起作用。`,
};

/** That all earn the same; empty if they do not. */
export function alikeText(war: PriceWar, language: Language): string {
  const usd = commonMarginUsd(war);
  return usd === null ? "" : alike[language](war.field.contenders.length, formatMargin(usd));
}

interface Refused {
  /** None that could take part can be the run's answer. */
  readonly all: string;
  readonly some: (names: readonly string[]) => string;
}

const refused: InLanguages<Refused> = {
  en: {
    all: "None of these configurations can be the run’s answer, so that all of them take part; the report’s table says why.",
    some: (names) => `${listed(names)} cannot be the run’s answer; the report’s table of configurations says why.`,
  },
  zh: {
    all: "这些配置都不能成为此次运行的答案，因此全部参与；原因见报告的配置表。",
    some: (names) => `${listed(names, "zh")}不能成为此次运行的答案；原因见报告的配置表。`,
  },
};

/** That what is shipped, before or after a rival's cut, cannot be the run's answer; empty if it can. */
export function refusedText({ field, shipped, response }: PriceWar, language: Language): string {
  if (!field.contenders.some(({ entrant }) => entrant.isEligible)) return refused[language].all;
  const chosen = [shipped, ...(response === null ? [] : [response.after])].map(({ outcome }) => outcome.contender);
  const names = [...new Set(chosen)].flatMap(({ entrant }) =>
    entrant.isEligible ? [] : [entrantName(entrant, language)],
  );
  return names.length === 0 ? "" : refused[language].some(names);
}

interface LeftOut {
  readonly dominated: number;
  readonly all: number;
  readonly refused: number;
}

const leftOut: InLanguages<{
  readonly dominated: (counts: LeftOut) => string;
  readonly refused: (counts: LeftOut) => string;
}> = {
  en: {
    dominated: ({ dominated, all }) =>
      `${formatCount(dominated)} of ${plural(all, "configuration")} cannot win in any market and ${dominated === 1 ? "is" : "are"} left out of the choice: another is at least as accurate and costs at most as much at every volume.`,
    refused: ({ refused }) =>
      `${plural(refused, "configuration")} cannot be served at this offer: too little memory, too few vCPUs, no GPU, or a figure that it is billed by was not measured.`,
  },
  zh: {
    dominated: ({ dominated, all }) =>
      `${formatCount(all)}个配置中有${formatCount(dominated)}个在任何市场都不会胜出，不参与选择：另有配置准确率不低于它，且在任何数量下成本都不高于它。`,
    refused: ({ refused }) =>
      `${formatCount(refused)}个配置无法使用该报价：内存或vCPU不足、没有GPU，或计费所需的数值未测量。`,
  },
};

/** Who is left out, and why that changes nothing; empty if nobody is. */
export function leftOutTexts({ contenders, undominated, refused }: Field, language: Language): string[] {
  const counts = { dominated: contenders.length - undominated.length, all: contenders.length, refused: refused.length };
  const said = leftOut[language];
  return [
    ...(counts.dominated === 0 ? [] : [said.dominated(counts)]),
    ...(counts.refused === 0 ? [] : [said.refused(counts)]),
  ];
}

const lossMonths: InLanguages<(month: number | null) => string> = {
  en: (month) => (month === null ? "never" : `month ${month}`),
  zh: (month) => (month === null ? "从不" : `第${month}个月`),
};

/** When a configuration first loses money. */
export function lossMonth(month: number | null, language: Language): string {
  return lossMonths[language](month);
}

/** Whether anything is earned where something is shipped. */
export function earnsAnything({ outcome }: Shipped<Served>): boolean {
  return outcome.totalMarginUsd >= 0;
}
