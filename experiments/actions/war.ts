import { readFile } from "node:fs/promises";
import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { NothingToRunError } from "../../harness/base/errors.ts";
import { priceWar, type WarQuestion } from "../../harness/judge/analysis/price-war.ts";
import { USUAL_OPERATION } from "../../harness/judge/pricing/monthly/defaults.ts";
import { factorAt, type PriceStep } from "../../harness/judge/pricing/war/price-path.ts";
import { analyzeRun } from "../../reports/write.io.ts";
import { runFolderNamed } from "../named-run.io.ts";
import { offeringOf } from "../offerings.ts";
import { note, print, printJson } from "../print.ts";
import { HISTORY_PATHS, type NamedPath, readPricePath } from "../read-price-path.ts";
import { sayWar } from "../say-war.ts";
import { warJson } from "../war-json.ts";

interface Options {
  readonly textsPerMonth: number;
  readonly price: number;
  readonly pricePath: NamedPath;
  readonly computePath: NamedPath;
  readonly growth: number;
  readonly margin: number;
  readonly sameAccuracy: number;
  readonly wrongAnswer: number;
  readonly rival: PriceStep;
  readonly months: number;
  readonly anyQuality: boolean;
  readonly utilization: number;
  readonly retrainDays: number | null;
  readonly pricing: readonly string[];
  readonly json: boolean;
}

/** Paths that the grid compares with the one that is asked about. */
const STEADY = ["flat", "-30%", "-60%", "-90%"];
/** Factors on the volume that is asked about. */
const VOLUMES = [0.01, 0.1, 1, 10, 100];

/** Says how a run's configurations would do in a price war. Nothing is measured, and nothing is written. */
export async function war(named: string, options: Options): Promise<void> {
  const readText = (file: string) => readFile(file, "utf8");
  const prices = await readPricing(options.pricing, { backends: backends.names, option: "--pricing", readText });
  const folder = await runFolderNamed(named);
  const analysis = await analyzeRun(folder, prices);
  const answer = priceWar(analysis, questionOf(options));
  if (answer === null)
    throw new NothingToRunError(`${named}: no configuration has finished, so there is nothing to sell yet`);
  const asked = { pricePath: options.pricePath.name, computePath: options.computePath.name };
  sayWar(options.json ? note : print, analysis, answer, asked);
  if (options.json) printJson(warJson(folder, answer, asked), 2);
}

function questionOf(options: Options): WarQuestion {
  const { pricePath, computePath, utilization, retrainDays } = options;
  const paths = [...STEADY.map((text) => readPricePath(text, "--price-path")), ...HISTORY_PATHS, pricePath];
  return {
    market: {
      months: options.months,
      textsInFirstMonth: options.textsPerMonth,
      monthlyGrowth: options.growth,
      usdPerMillionTexts: options.price,
      priceFactor: (month) => factorAt(pricePath.path, month),
      computeFactor: (month) => factorAt(computePath.path, month),
      usdPerWrongAnswer: options.wrongAnswer,
    },
    wantedMargin: options.margin,
    accuracyTolerance: options.sameAccuracy / 100,
    // What the search has cost is spent, whatever is shipped.
    operation: { ...USUAL_OPERATION, utilization, retrainDays, searchUsd: 0 },
    offeringOf,
    rival: options.rival,
    anyQuality: options.anyQuality,
    paths: [...new Map(paths.map(({ name, path }) => [name, path]))].map(([name, path]) => ({
      name,
      priceFactor: (month) => factorAt(path, month),
    })),
    volumes: VOLUMES,
  };
}
