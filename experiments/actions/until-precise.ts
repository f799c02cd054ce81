import { type Plan, type PlannedCell, type RunLine, runKey, samplesIn } from "../../harness/contract/index.ts";
import { FEWEST_ROUNDS } from "../../harness/contract/measuring.ts";
import { cellResults } from "../../harness/judge/analysis/cells.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { precisionOf } from "../../harness/judge/analysis/precision.ts";
import { missingRounds, roundsFor, type ServingRound } from "../../harness/measure/sampling/missing-rounds.ts";

/** The fewest and the most rounds of serving that a run takes. */
export interface RoundRange {
  readonly fewest: number;
  readonly most: number;
}

/** @param given on the command line, in place of what the plan needs */
export function roundRange(plan: Plan, given: number | undefined): RoundRange {
  const { precision } = plan;
  const isByRounds = precision !== undefined && precision.metric !== "accuracy";
  // An interval needs some, though a single configuration is compared with nothing.
  const fewest = given ?? (isByRounds ? Math.max(roundsFor(plan), FEWEST_ROUNDS) : roundsFor(plan));
  return { fewest, most: isByRounds && fewest > 0 ? Math.max(fewest, precision.maxRepeats) : fewest };
}

/** The rounds of a folder, of which some may lack samples. What an earlier run of the same code took beyond the fewest is kept. */
export function roundsSoFar({ code }: Plan, { fewest, most }: RoundRange, lines: readonly RunLine[]): number {
  const counts = samplesIn(lines).filter((sample) => sample.code === code && sample.round <= most);
  return counts.reduce((so, { round }) => Math.max(so, round), fewest);
}

/** The rounds of a run folder. */
export interface Rounds {
  /** The cells to sample. */
  readonly plan: Plan;
  readonly range: RoundRange;
  /** What the folder holds now. */
  readonly readLines: () => Promise<readonly RunLine[]>;
  /** Whether the run's budget is left. */
  readonly goesOn: () => boolean;
  /**
   * Takes samples and appends them.
   * @param rounds that the run has in all, of which some lack samples
   * @returns the number of cells that could not be sampled
   */
  readonly sample: (missing: readonly ServingRound[], rounds: number, lines: readonly RunLine[]) => Promise<number>;
}

/**
 * Takes the rounds that a folder lacks, and then one after another until the plan's figure is known as precisely as it asks. Once
 * a cell cannot be sampled there are no further ones: they would try it again each time, and its figure would stay unknown.
 */
export async function sampleUntilPrecise({ plan, range, readLines, goesOn, sample }: Rounds): Promise<void> {
  let lines = await readLines();
  for (let rounds = roundsSoFar(plan, range, lines); goesOn(); rounds += 1) {
    const missing = missingRounds(plan, lines, rounds);
    if (missing.length > 0) {
      const failed = await sample(missing, rounds, lines);
      if (failed > 0) return;
      lines = await readLines();
    }
    if (rounds >= range.most || isPrecise(plan, lines)) return;
  }
}

/** A plan that asks for none: a shard cannot tell how precise all of them are together. */
export function withoutPrecision({ precision: _, ...plan }: Plan): Plan {
  return plan;
}

/** Whether the plan's figure is known as precisely as it asks; so is one that asks for nothing. */
function isPrecise(plan: Plan, lines: readonly RunLine[]): boolean {
  return precisionOf(plan, cellResults(plan, lines, labelsOf(plan)))?.isReached ?? true;
}

/** The seeds of a run folder. */
export interface Seeds {
  /** Of the matrix's own seeds, all of whose cells have run. */
  readonly plan: Plan;
  /** The part of a plan that this command runs. */
  readonly select: (plan: Plan) => Plan;
  readonly withSeeds: (seeds: readonly number[]) => Plan;
  /** What the folder holds now. */
  readonly readLines: () => Promise<readonly RunLine[]>;
  /** Whether the run's budget is left. */
  readonly goesOn: () => boolean;
  /** Runs those cells of a plan that have not run yet. */
  readonly run: (plan: Plan, cells: readonly PlannedCell[]) => Promise<void>;
  /** Receives each plan with a further seed, all of whose cells have run. */
  readonly keep: (plan: Plan) => Promise<void>;
}

/**
 * Runs the cells of one further seed after another until the plan's accuracy is known as precisely as it asks. A run that is stopped
 * within a seed keeps the plan without it: configurations of unequal seeds would leave it without an answer.
 * @returns the plan of all seeds that were kept
 */
export async function trainUntilPrecise(run: Seeds): Promise<Plan> {
  const { select, goesOn } = run;
  let { plan } = run;
  for (let before = select(plan); goesOn() && wantsMoreSeeds(before); before = select(plan)) {
    const wider = run.withSeeds([...plan.seeds, nextSeed(plan.seeds)]);
    const known = new Set(before.cells.map(runKey));
    const added = select(wider).cells.filter((cell) => !known.has(runKey(cell)));
    // A filter may leave only seeds that have run.
    if (added.length === 0 || isPrecise(before, await run.readLines())) break;
    await run.run(wider, added);
    if (!goesOn()) break;
    plan = wider;
    await run.keep(plan);
  }
  return plan;
}

/** Whether further seeds may make an accuracy more precise. */
function wantsMoreSeeds({ precision, seeds }: Plan): boolean {
  return precision?.metric === "accuracy" && seeds.length < precision.maxRepeats;
}

/** The smallest whole number, from 1 on, that is no seed yet. */
function nextSeed(seeds: readonly number[]): number {
  let seed = 1;
  while (seeds.includes(seed)) seed += 1;
  return seed;
}
