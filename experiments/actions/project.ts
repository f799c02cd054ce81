import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { NothingToRunError } from "../../harness/base/errors.ts";
import { isProjection, projectionOf } from "../../harness/judge/projection/projection.ts";
import { PUBLISHED_MODELS } from "../../harness/judge/projection/published-models.ts";
import { projectionJson } from "../../reports/projection-json.ts";
import { tooFewSizesText } from "../../reports/words/projection/tables.ts";
import { analyzeRun } from "../../reports/write.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { runFolderNamed } from "../named-run.io.ts";
import { note, print, printJson } from "../print.ts";
import { readText } from "../read-text.io.ts";
import { sayProjection } from "../say-projection.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly pricing: readonly string[];
  readonly json: boolean;
}

/** Says what a run's sizes tell of larger models. Nothing is measured, and nothing is written. */
export async function project(named: string, options: Options): Promise<void> {
  await holdIdentity(options.identity);
  const prices = await readPricing(options.pricing, { backends: backends.names, option: "--pricing", readText });
  const folder = await runFolderNamed(named);
  const found = projectionOf(await analyzeRun(folder, prices), PUBLISHED_MODELS);
  if (!isProjection(found)) throw new NothingToRunError(`${named}: ${tooFewSizesText(found.sizes)}`);
  sayProjection(options.json ? note : print, found);
  if (options.json) printJson({ folder, ...projectionJson(found) }, 2);
}
