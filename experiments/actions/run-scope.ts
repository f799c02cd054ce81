import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import type { Plan } from "../../harness/contract/index.ts";
import { filterPlan } from "../../harness/measure/plan.ts";
import { type Shard, shardPlan } from "../../harness/measure/runner/shard.ts";
import { type EncryptedFolder, encryptedFolder } from "../encryption/encrypted-folder.io.ts";
import type { AskedEncryption } from "../encryption/run-encryption.io.ts";
import { sourceNames } from "../matrix-names.ts";
import { refuseImpossiblePlace, shownPlace } from "../place.io.ts";
import { type PlannedMatrix, planMatrix } from "../plan-matrix.io.ts";
import { readText } from "../read-text.io.ts";
import { defaultRunFolder, otherAnswer, RUN_FOLDER, refuseOther } from "../run-folder.io.ts";
import { type RoundRange, roundRange, withoutPrecision } from "./until-precise.ts";

export interface ScopeOptions {
  readonly out?: string;
  readonly dataset?: string;
  readonly filter: readonly string[];
  /** Offers by backend, or pricing files, to use instead of the matrix's. */
  readonly prices: readonly string[];
  /** Rounds of serving samples; what the matrix needs if left out. */
  readonly rounds?: number;
  /** Goes on in a folder with the answer of another plan, which it keeps aside. */
  readonly force: boolean;
  /** Runs only this share of the cells. */
  readonly shard?: Shard;
  /** A queue whose workers run the cells. */
  readonly redis?: string;
  /** What is asked for; null for a run in clear. */
  readonly encryption: AskedEncryption | null;
}

/** What a run is about: a plan, the part of it that this command runs, and the folder. */
export interface RunScope extends Pick<PlannedMatrix, "plan" | "withSeeds" | "surveys"> {
  /** The part of a plan, which may have further seeds, that this command runs. */
  readonly select: (plan: Plan) => Plan;
  /** That of the plan itself. */
  readonly selected: Plan;
  readonly range: RoundRange;
  /** Relative, since messages name files in it. */
  readonly out: string;
  /** What the folder holds of another plan, for a message; null if nothing. */
  readonly other: string | null;
  /** To whom its files are encrypted; null for files in clear. */
  readonly encryption: EncryptedFolder | null;
}

/**
 * Reads all that a run is about, and writes nothing. From then on this process holds the run's keys.
 * @param named the matrix
 * @param code id of the code that will measure
 * @throws ConfigError on anything in it that is wrong, or a folder that is impossible or another plan's
 */
export async function scopeOf(named: string, options: ScopeOptions, code: string): Promise<RunScope> {
  const { dataset, filter, rounds, shard, redis } = options;
  const prices = await readPricing(options.prices, {
    backends: backends.names,
    option: "--prices",
    readText,
  });
  const { plan, otherDataset, withSeeds, surveys } = await planMatrix({
    named,
    dataset,
    code,
    prices,
    isElsewhere: redis !== undefined || shard !== undefined,
  });
  const sources = await sourceNames();
  const filtered = (whole: Plan) => (filter.length === 0 ? whole : filterPlan(whole, filter, sources));
  const select = (whole: Plan) =>
    shard === undefined ? filtered(whole) : shardPlan(withoutPrecision(filtered(whole)), shard);
  const selected = select(plan);
  // The same in all shards.
  const wanted = roundRange(filtered(plan), rounds);
  const out = shownPlace(options.out ?? defaultRunFolder(plan.name, otherDataset));
  await refuseImpossiblePlace(out, RUN_FOLDER);
  const encryption = await encryptionOf(out, options.encryption);
  const other = await otherAnswer(out, plan);
  refuseOther(out, other, options.force);
  return {
    plan,
    withSeeds,
    surveys,
    select,
    selected,
    range: shard === undefined ? wanted : { ...wanted, most: wanted.fewest },
    out,
    other,
    encryption,
  };
}

/** Null for a run in clear, which loads nothing of age. */
async function encryptionOf(out: string, asked: AskedEncryption | null): Promise<EncryptedFolder | null> {
  const held = await encryptedFolder(out);
  if (held === null && asked === null) return null;
  return (await import("../encryption/run-encryption.io.ts")).runEncryption(out, held, asked);
}
