import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { readMonthlyOffers } from "../../data/monthly-offers.ts";
import { ConfigError, NothingToRunError } from "../../harness/base/errors.ts";
import { unknownName } from "../../harness/base/registry.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { type CostAnswer, costAnswer } from "../../harness/judge/analysis/cost-answer.ts";
import { searchUsd } from "../../harness/judge/analysis/search-cost.ts";
import type { Offering } from "../../harness/judge/pricing/monthly/offering.ts";
import { conditionName } from "../../reports/words/conditions.ts";
import { analyzeRun } from "../../reports/write.io.ts";
import { costJson } from "../cost-json.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { runFolderNamed } from "../named-run.io.ts";
import { offeringOf, sheetOfferings } from "../offerings.ts";
import { note, print, printJson } from "../print.ts";
import { readText } from "../read-text.io.ts";
import { sayCost, shownQuotes } from "../say-cost.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly textsPerMonth: number;
  readonly utilization: number;
  readonly retrainDays: number | null;
  readonly hosted?: number;
  readonly configuration?: string;
  readonly versus?: string;
  readonly offers?: string;
  readonly ownOffers?: string;
  readonly pricing: readonly string[];
  readonly searchMonths: number;
  readonly spotLoss: number;
  readonly coldShare: number;
  readonly json: boolean;
}

/** Says what serving the configurations of a run costs a month. Nothing is measured, and nothing is written. */
export async function cost(named: string, options: Options): Promise<void> {
  await holdIdentity(options.identity);
  const prices = await readPricing(options.pricing, { backends: backends.names, option: "--pricing", readText });
  const own = options.ownOffers === undefined ? [] : await ownOffers(options.ownOffers);
  const folder = await runFolderNamed(named);
  const analysis = await analyzeRun(folder, prices);
  const { textsPerMonth, utilization, retrainDays, searchMonths, spotLoss, coldShare } = options;
  const searchShare = searchUsd(analysis.cells) / searchMonths;
  const versus = idNamed(options.versus, "--versus", analysis);
  const answer = costAnswer(analysis, {
    textsPerMonth,
    operation: { utilization, retrainDays, searchUsd: searchShare, spotLoss, coldShare },
    hosted: options.hosted ?? null,
    offerings: [...sheetOfferings, ...own],
    offeringOf,
    configuration: idNamed(options.configuration, "--configuration", analysis),
    versus,
  });
  if (answer === null)
    throw new NothingToRunError(`${named}: no configuration has finished, so nothing has a cost yet`);
  if (versus !== null && !answer.cells.some(({ configuration }) => configuration.id === versus)) {
    throw new ConfigError(`--versus ${options.versus}: ${notComparedText(answer)}`);
  }
  const shown = shownQuotes(answer.quotes.quotes, options.offers ?? null);
  sayCost(options.json ? note : print, analysis, { answer, shown, searchMonths });
  if (options.json) printJson(costJson(folder, answer, shown), 2);
}

async function ownOffers(file: string): Promise<readonly Offering[]> {
  const unread = `--own-offers ${file}: cannot be read; name a JSON file of offers, as docs/cost.md shows`;
  return readMonthlyOffers(await readText(file, unread), file);
}

/** Why a bill is not compared with that of a configuration of another condition. */
function notComparedText({ chosen, condition }: CostAnswer): string {
  const { label } = chosen.configuration;
  // There are others, so that the answer is about one condition.
  if (condition === null || condition.isScenarioAlone) {
    const scenario = condition?.scenario;
    return `is served in another scenario than ${label} (${scenario}), so its bill is for other work; name one of ${scenario}`;
  }
  const name = conditionName(condition);
  return `is of another condition than ${label} (${name}), so nobody chooses between the two; name one of ${name}`;
}

/** The id of the finished configuration of a name. */
function idNamed(name: string | undefined, option: string, { configurations }: Analysis): string | null {
  if (name === undefined) return null;
  const finished = configurations.filter(({ figures, isOnSameData }) => figures !== null && isOnSameData);
  const found = finished.find(({ label, id }) => label === name || id === name);
  if (found !== undefined) return found.id;
  const labels = finished.map(({ label }) => label);
  throw new ConfigError(`${option}: ${unknownName("configuration", name, labels)}`);
}
