import type { PriceStep } from "../../../harness/judge/pricing/war/price-path.ts";
import type { PriceWar } from "../../../harness/judge/pricing/war/price-war.ts";
import type { InLanguages, Language } from "../language.ts";
import { type Sentence, type Span, sentence, strong } from "../sentence.ts";
import { formatPrice, textsIn } from "./amounts.ts";
import { cuts, earnsAnything, entrantName, lessAccurate, losesFrom, pathTitle } from "./war.ts";

interface UnderCut {
  /** "$17.00" */
  readonly price: string;
  /** "−60 % a year" */
  readonly path: string;
  readonly cut: PriceStep;
  readonly name: Span;
  /** Null if what is shipped stays the choice. */
  readonly givenUp: number | null;
  readonly firstLoss: number | null;
}

interface Said {
  readonly ships: (texts: string, name: Span, usd: string) => Sentence;
  /** After a rival's cut, whose market is described first. */
  readonly underCut: (cut: UnderCut) => Sentence;
  /** Of the link to the price war. */
  readonly more: string;
}

const said: InLanguages<Said> = {
  en: {
    ships: (texts, name, usd) =>
      sentence`At ${texts} a month, ship ${name}: a million texts then cost ${usd}, with machines that are paid for all month and new trainings; sold for less, they lose money.`,
    underCut: ({ price, path, cut, name, givenUp, firstLoss }) =>
      sentence`At ${price} per million (then ${path}), if a rival ${cuts.en(cut)} and you follow, ${givenUp === null ? "the choice stays the same and gives up no accuracy" : sentence`ship ${name} instead, ${lessAccurate.en(givenUp)}`}${losesFrom.en(firstLoss)}.`,
    more: "Other volumes, falling prices and a rival’s cut",
  },
  zh: {
    ships: (texts, name, usd) =>
      sentence`每月${texts}时，部署${name}：计入整月付费的机器和重新训练，每百万条文本的成本为${usd}；售价更低就会亏损。`,
    underCut: ({ price, path, cut, name, givenUp, firstLoss }) =>
      sentence`售价为每百万条${price}（之后${path}）时，如果对手${cuts.zh(cut)}而你跟进，${givenUp === null ? "首选不变，不牺牲准确率" : sentence`则改为部署${name}，${lessAccurate.zh(givenUp)}`}${losesFrom.zh(firstLoss)}。`,
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

/** What a rival's cut of the usual price changes; null where `inProduction` is, and if none cuts. */
export function underRivalsCut(war: PriceWar, language: Language): Sentence | null {
  const { shipped, response, question } = war;
  if (inProduction(war, language) === null || response === null || question.rival === null) return null;
  const { contender, firstLoss } = response.after.outcome;
  return said[language].underCut({
    price: formatPrice(question.usdPerMillionTexts),
    path: pathTitle(question.pricePath.name, language),
    cut: question.rival,
    name: strong(entrantName(contender.entrant, language)),
    givenUp: contender === shipped.outcome.contender ? null : response.accuracyGivenUp,
    firstLoss,
  });
}

/** Of a link to the price war, with all that it tells beside that. */
export function moreOfWar(language: Language): string {
  return said[language].more;
}
