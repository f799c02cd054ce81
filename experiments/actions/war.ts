import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { ConfigError, NothingToRunError } from "../../harness/base/errors.ts";
import { unknownName } from "../../harness/base/registry.ts";
import { conditionJson } from "../../harness/judge/analysis/condition.ts";
import { warEntrants } from "../../harness/judge/analysis/war-entrants.ts";
import { fieldOf } from "../../harness/judge/pricing/war/field.ts";
import type { PriceStep } from "../../harness/judge/pricing/war/price-path.ts";
import { priceWar, soldIn } from "../../harness/judge/pricing/war/price-war.ts";
import { USUAL_QUESTION, type WarQuestion } from "../../harness/judge/pricing/war/question.ts";
import { warJson } from "../../reports/war-json.ts";
import { analyzeRun } from "../../reports/write.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { marketSheet } from "../market-sheet.ts";
import { runFolderNamed } from "../named-run.io.ts";
import { note, print, printJson } from "../print.ts";
import { readPricePath } from "../read-price-path.ts";
import { readText } from "../read-text.io.ts";
import { sayWar } from "../say-war.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly textsPerMonth: number;
  readonly price: number;
  readonly pricePath: string;
  readonly computePath: string;
  readonly growth: number;
  readonly margin: number;
  readonly sameAccuracy: number;
  readonly wrongAnswer: number;
  readonly rival: PriceStep;
  readonly months: number;
  readonly anyQuality: boolean;
  readonly offer?: string;
  readonly utilization: number;
  readonly retrainDays: number | null;
  readonly pricing: readonly string[];
  readonly json: boolean;
}

/** Says how a run's configurations would do in a price war. Nothing is measured, and nothing is written. */
export async function war(named: string, options: Options): Promise<void> {
  await holdIdentity(options.identity);
  const prices = await readPricing(options.pricing, { backends: backends.names, option: "--pricing", readText });
  const question = questionOf(options);
  const folder = await runFolderNamed(named);
  const analysis = await analyzeRun(folder, prices);
  const entrants = warEntrants(analysis);
  if (entrants.own.length === 0)
    throw new NothingToRunError(`${named}: no configuration has finished, so there is nothing to sell yet`);
  const answer = priceWar(fieldOf(entrants, question, marketSheet.offerings), question, marketSheet);
  if (answer === null)
    throw new NothingToRunError(`${named}: no configuration can be served at ${question.offer}; name another --offer`);
  const sold = soldIn(answer.field.contenders, question);
  const { condition } = entrants;
  sayWar(options.json ? note : print, analysis, condition, answer, sold);
  if (options.json)
    printJson({ folder, ...(condition === null ? {} : conditionJson(condition)), ...warJson(answer, sold) }, 2);
}

function questionOf(options: Options): WarQuestion {
  const { utilization, retrainDays, months, rival, anyQuality, offer = null } = options;
  const { histories } = marketSheet;
  const ids = marketSheet.offerings.map(({ id }) => id);
  if (offer !== null && !ids.includes(offer)) throw new ConfigError(`--offer: ${unknownName("offer", offer, ids)}`);
  if (rival !== USUAL_QUESTION.rival && rival.month > months)
    throw new ConfigError(
      `--rival ${rival.month}:${rival.factor}: is after the last month that is looked at, ${months}; give a longer time by --months`,
    );
  return {
    months,
    textsInFirstMonth: options.textsPerMonth,
    monthlyGrowth: options.growth,
    usdPerMillionTexts: options.price,
    pricePath: readPricePath(options.pricePath, "--price-path", histories),
    computePath: readPricePath(options.computePath, "--compute-path", histories),
    usdPerWrongAnswer: options.wrongAnswer,
    wantedMargin: options.margin,
    accuracyTolerance: options.sameAccuracy / 100,
    utilization,
    retrainDays,
    offer,
    rival,
    anyQuality,
  };
}
