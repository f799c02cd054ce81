import { formatCount, plural } from "../../harness/judge/figures/format.ts";
import type { UsedPrice } from "../../harness/judge/pricing/used-prices.ts";
import type { InLanguages, Language } from "./language.ts";
import { listed } from "./listing.ts";

/** What a sentence about an offer says. */
interface OfferParts {
  readonly backends: string;
  readonly id: string;
  readonly usdPerHour: number;
  /** Whose price it is, and of which date. */
  readonly whose: string;
  readonly terms: string;
  readonly source: string;
}

interface Said {
  readonly whose: Readonly<Record<UsedPrice["origin"], (date: string) => string>>;
  readonly offer: (parts: OfferParts) => string;
  /** What follows where runs were recorded at another price. */
  readonly repriced: (runs: number) => string;
}

const said: InLanguages<Said> = {
  en: {
    whose: {
      given: (date) => `a price of ${date} that was given for this report`,
      plan: (date) => `the matrix’s price, of ${date}`,
      record: (date) => `the records’ own price of ${date}`,
    },
    offer: ({ backends, id, usdPerHour, whose, terms, source }) =>
      `Dollars for ${backends}: ${id} at $${usdPerHour} per hour, ${whose} (${terms}; source: ${source}).`,
    repriced: (runs) =>
      ` ${plural(runs, "run")} ${runs === 1 ? "was" : "were"} recorded at another price and ${runs === 1 ? "is" : "are"} shown at this one.`,
  },
  zh: {
    whose: {
      given: (date) => `为本报告指定的${date}价格`,
      plan: (date) => `矩阵中的价格，日期${date}`,
      record: (date) => `记录中的价格，日期${date}`,
    },
    offer: ({ backends, id, usdPerHour, whose, terms, source }) =>
      `${backends}的费用按报价${id}计算：每小时$${usdPerHour}，${whose}（${terms}；来源：${source}）。`,
    repriced: (runs) => `有${formatCount(runs)}次运行原按其他价格记录，此处改按该价格显示。`,
  },
};

/** One sentence per offer: which price is used, and where it comes from. */
export function pricesText(prices: readonly UsedPrice[], language: Language = "en"): string[] {
  const given = prices.filter(({ origin }) => origin === "given");
  const own = prices.filter(({ origin }) => origin !== "given");
  return [...given, ...own].map((price) => priceText(price, language));
}

function priceText({ price, origin, backends, repriced }: UsedPrice, language: Language): string {
  const { id, usdPerHour, source, date, region, terms } = price;
  const { whose, offer, repriced: again } = said[language];
  const stated = offer({
    backends: listed(backends, language),
    id,
    usdPerHour,
    whose: whose[origin](date),
    terms: [...new Set([region, terms])].join(", "),
    source,
  });
  return repriced === 0 ? stated : `${stated}${again(repriced)}`;
}
