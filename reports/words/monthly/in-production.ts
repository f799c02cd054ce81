import type { PriceWar } from "../../../harness/judge/pricing/war/price-war.ts";
import type { InLanguages, Language } from "../language.ts";
import { type Sentence, type Span, sentence, strong } from "../sentence.ts";
import { formatPrice, textsIn } from "./amounts.ts";
import { earnsAnything, entrantName } from "./war.ts";

interface Said {
  readonly ships: (texts: string, name: Span, usd: string) => Sentence;
  /** Of the link to the price war. */
  readonly more: string;
}

const said: InLanguages<Said> = {
  en: {
    ships: (texts, name, usd) =>
      sentence`At ${texts} a month, ship ${name}: a million texts then cost ${usd}, with machines that are paid for all month and new trainings; sold for less, they lose money.`,
    more: "Other volumes, falling prices and a rival’s cut",
  },
  zh: {
    ships: (texts, name, usd) =>
      sentence`每月${texts}时，部署${name}：计入整月付费的机器和重新训练，每百万条文本的成本为${usd}；售价更低就会亏损。`,
    more: "其他文本量、价格下跌和对手降价",
  },
};

/**
 * What to ship at the usual volume, and the price below which it loses money in the first month; null if nothing earns, and where
 * the run has no answer: an answer of none is not followed by what to ship.
 */
export function inProduction(war: PriceWar, language: Language): Sentence | null {
  const { shipped, question } = war;
  const { contender, months } = shipped.outcome;
  if (!earnsAnything(shipped) || !contender.entrant.isEligible) return null;
  return said[language].ships(
    textsIn(question.textsInFirstMonth, language),
    strong(entrantName(contender.entrant, language)),
    formatPrice(months[0]!.floorUsdPerMillionTexts),
  );
}

/** Of a link to the price war, with all that it tells beside that. */
export function moreOfWar(language: Language): string {
  return said[language].more;
}
