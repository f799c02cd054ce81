import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, IncompleteError, NothingToRunError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { printableName } from "../../harness/base/printable.ts";
import { modelFacts } from "../../harness/classifier/model-file/model-facts.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import type { CheckedPhase, SampledFigure, SampleRequest } from "../../harness/contract/sample.ts";
import { applyLimits, type LimitContext, limitNotes, marginOf } from "../../harness/judge/check/apply-limits.ts";
import { CHECK_SCHEMA, type CheckResult, type ControlResult } from "../../harness/judge/check/check-result.ts";
import { applyControl, controlMoved } from "../../harness/judge/check/control.ts";
import { timeLoop } from "../../harness/judge/check/cpu-loop.ts";
import { CONFIRM_PAIRS, judge, SCREEN_PAIRS } from "../../harness/judge/check/decide.ts";
import { disturbedPairs } from "../../harness/judge/check/disturbed-pairs.ts";
import { compareExact, lostFigures } from "../../harness/judge/check/exact.ts";
import { followSampled } from "../../harness/judge/check/follow.ts";
import { headOnlyBreaches } from "../../harness/judge/check/head-only.ts";
import type { Limits } from "../../harness/judge/check/limits.ts";
import { METRICS, type MetricName } from "../../harness/judge/check/metrics.ts";
import {
  comparisonsOf,
  controlPairs,
  phasesToConfirm,
  type SampledPairs,
  sampledRows,
} from "../../harness/judge/check/sampled-rows.ts";
import { readSnapshot } from "../../harness/judge/check/snapshot.io.ts";
import type { Snapshot } from "../../harness/judge/check/snapshot.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { runRepeats } from "../../harness/measure/machine/repeats.ts";
import { sampledPhasesOf } from "../../harness/measure/sampling/sampled-phases.ts";
import { takePairs } from "../../harness/measure/sampling/take-pairs.ts";
import { type FolderUse, makeFolder } from "../place.io.ts";
import { durationText } from "../progress.ts";
import { codeOf, matrixInWorktree, refusalOf, runSide, type SideOutcome, type SideRun } from "./run-side.io.ts";
import { openSampler, type SamplerClient } from "./sampler.io.ts";
import {
  addWorktree,
  findCommit,
  findRepository,
  inCheckFolder,
  type Repository,
  uncommittedFiles,
} from "./worktrees.io.ts";

export const CHECK_FOLDER: FolderUse = { role: "the folder of the check", option: "--out" };

export interface CommitCheck {
  /** A folder in the repository whose commits are compared. */
  readonly folder: string;
  /** Folder of this pricewar, which measures commits without their own. */
  readonly ownCode: string;
  readonly baseRef: string;
  readonly headRef: string;
  readonly matrix: string;
  readonly dataset: string | undefined;
  readonly limits: Limits;
  /** Such as "2026-12-31", in UTC. */
  readonly today: string;
  readonly seed: number;
  /** Whether a row without a decision fails the check. */
  readonly strict: boolean;
  readonly limitSeconds: number;
  /** Folder to which the head's plan and records are copied, for its report. */
  readonly out: string;
  readonly signal: AbortSignal;
  /** Receives progress, one line at a time. */
  readonly say: (line: string) => void;
  /**
   * What is said of the whole check before anything is measured, a line each.
   * @throws ConfigError on limits that cannot be applied
   */
  readonly foresee: () => Promise<readonly string[]>;
}

type SideName = "base" | "head";
type Side = Extract<SideOutcome, { status: "ran" }> & {
  readonly snapshot: Snapshot;
  readonly sampler: SamplerClient;
};

/**
 * Checks out two commits outside the repository, runs the matrix once in each, samples both in pairs, and judges.
 * @throws ConfigError on refs, a matrix or data that the head cannot use
 * @throws NothingToRunError on a commit against itself
 * @throws IncompleteError if one of the commits gives nothing to compare
 */
export async function compareCommits(check: CommitCheck): Promise<CheckResult> {
  const { baseRef, headRef, signal, say } = check;
  const startedAt = new Date().toISOString();
  const repository = await findRepository(check.folder, { signal });
  const commits = {
    base: await findCommit(repository, baseRef, { signal }),
    head: await findCommit(repository, headRef, { signal }),
  };
  if (commits.base === commits.head) throw sameCommit(check, commits.head);
  const uncommitted = await uncommittedFiles(repository, { signal });
  if (uncommitted.length > 0) {
    say(
      `note: ${plural(uncommitted.length, "changed file")} not committed and therefore not compared: ${uncommitted[0]} …`,
    );
  }
  return inCheckFolder(repository, async (folder) => {
    const checkOut = (side: SideName, ref: string) =>
      checkOutCommit(check, repository, { into: folder, side, ref, commit: commits[side] });
    const checkedOut = { base: await checkOut("base", baseRef), head: await checkOut("head", headRef) };
    for (const line of await check.foresee()) say(line);
    const base = await openCommit(check, checkedOut.base);
    try {
      const head = await openCommit(check, checkedOut.head);
      try {
        await keepRun(join(folder, "head-run"), check.out);
        return { ...(await compareSides(check, base, head)), startedAt };
      } finally {
        head.sampler.close();
      }
    } finally {
      base.sampler.close();
    }
  });
}

/** On a push build the branch that a check names is often the very commit that was pushed. */
function sameCommit({ baseRef, headRef }: CommitCheck, commit: string): NothingToRunError {
  return new NothingToRunError(
    `--base-ref ${printableName(baseRef)} and --head-ref ${printableName(headRef)} are the same commit, ${commit.slice(0, 9)}, so there is nothing to compare: ` +
      "name an earlier commit, such as --base-ref HEAD~1 on a build of a push, or commit your changes first",
  );
}

/** Copies plan and records, replacing earlier ones; a run that crashed before its first record has none. */
async function keepRun(from: string, to: string): Promise<void> {
  await makeFolder(to, CHECK_FOLDER);
  for (const file of [RUN_FILES.plan, RUN_FILES.records, RUN_FILES.samples]) {
    await rm(join(to, file), { force: true });
    if (await exists(join(from, file))) await copyFile(join(from, file), join(to, file));
  }
}

interface Commit {
  /** Folder for its worktree and its run. */
  readonly into: string;
  readonly side: SideName;
  readonly ref: string;
  readonly commit: string;
}

/** A commit whose matrix can be run. */
interface CheckedOut {
  /** "base main (1a2b3c4d5)" */
  readonly name: string;
  readonly ref: string;
  readonly commit: string;
  readonly run: SideRun;
}

/** Both commits are asked before either is measured. */
async function checkOutCommit(
  check: CommitCheck,
  repository: Repository,
  { into, side, ref, commit }: Commit,
): Promise<CheckedOut> {
  const { ownCode, matrix, dataset, limitSeconds, signal, say } = check;
  const name = `${side} ${ref} (${commit.slice(0, 9)})`;
  const worktree = await addWorktree(repository, commit, join(into, side), {
    signal,
    onInstall: () => say(`${name}: its lockfile differs, so its packages are installed`),
  });
  const run: SideRun = {
    worktree,
    code: codeOf(worktree, ownCode),
    runFolder: join(into, `${side}-run`),
    matrix: matrixInWorktree(matrix, check.folder, repository.root),
    dataset,
    limitSeconds,
    signal,
    onLine: (line) => say(`  ${line}`),
  };
  const refusal = await refusalOf(run);
  if (refusal === null) return { name, ref, commit, run };
  if (side === "head") throw new ConfigError(`${name} refuses the matrix:\n${refusal}`);
  // If only the base cannot read the matrix, the head may have added it: no mistake, but nothing to compare either.
  throw new IncompleteError(`${name} cannot run the matrix, so there is nothing to compare:\n${refusal}`);
}

async function openCommit({ say }: CommitCheck, { name, ref, commit, run }: CheckedOut): Promise<Side> {
  const { worktree, code, runFolder, limitSeconds, signal } = run;
  say(`${name}: running the matrix once`);
  const ran = await runSide(run);
  if (ran.status !== "ran") throw new IncompleteError(`${name} did not run the matrix:\n${ran.text}`);
  const read = await readSnapshot(runFolder, modelFacts, commit);
  // Opened last, so that no earlier failure leaves it running.
  const sampler = await openSampler({ worktree, code, runFolder, limitMs: limitSeconds * 1000, signal });
  if ("refused" in sampler) {
    throw new IncompleteError(
      `${name}: experiments/sample.ts ${sampler.refused}; commits without it cannot be sampled`,
    );
  }
  return { ...ran, snapshot: { ...read, side: { ...read.side, name: ref } }, sampler };
}

async function compareSides(check: CommitCheck, base: Side, head: Side): Promise<Omit<CheckResult, "startedAt">> {
  const { limits, today, seed } = check;
  const matrix = head.plan.name;
  const fields = new Map([...base.snapshot.cells, ...head.snapshot.cells].map((cell) => [cell.cell, cell.fields]));
  const context: LimitContext = { limits, matrix, fields, today };
  const exact = compareExact(base.snapshot, head.snapshot, context);
  const { results, control, judged } = await takeAndJudge(check, base, head, context);
  const labels = new Map(head.snapshot.cells.map(({ cell, label }) => [cell, label]));
  const labelOf = (cell: string) => labels.get(cell) ?? cell;
  const sampled = sampledRows(results, judged, labelOf);
  const settled = followSampled(exact.rows, sampled, exact.matched);
  return {
    schema: CHECK_SCHEMA,
    matrix,
    base: base.snapshot.side,
    head: head.snapshot.side,
    seed,
    strict: check.strict,
    control,
    rows: [
      ...applyLimits([...sampled, ...lostFigures(exact.matched, sampled), ...settled], context),
      ...headOnlyBreaches(base.snapshot, head.snapshot, context),
    ],
    notes: [...exact.notes, ...disturbedPairs(results), ...limitNotes(context)],
  };
}

async function takeAndJudge(check: CommitCheck, base: Side, head: Side, context: LimitContext) {
  const { seed, signal, say } = check;
  const phases = sampledPhasesOf(base, head);
  const sample = (side: SideName, request: SampleRequest) => ({ base, head })[side].sampler.sample(request);
  const margin = (metric: SampledFigure, { cells }: CheckedPhase) =>
    Math.min(...cells.map((cell) => marginOf({ metric, className: null }, context.fields.get(cell)!, context)));
  const take = (stage: "screen" | "confirm", of: readonly CheckedPhase[], pairs: number) =>
    takePairs({ phases: of, pairs, seed, stage, sample, repeats, onRound: progress(say, stage, of.length, pairs) });

  const { samples: repeats } = runRepeats();
  const loopBeforeMs = timeLoop(() => performance.now());
  const screen = await take("screen", phases, SCREEN_PAIRS);
  const screened = phases.map(
    (checkedPhase): SampledPairs => ({ checkedPhase, screen: screen.get(checkedPhase.key)!, confirm: null }),
  );
  const suspects = phasesToConfirm(screened, comparisonsOf(screened, margin));
  const confirm = suspects.length === 0 ? new Map() : await take("confirm", suspects, CONFIRM_PAIRS);
  signal.throwIfAborted();
  const results = screened.map((result) => ({ ...result, confirm: confirm.get(result.checkedPhase.key) ?? null }));
  const loopMs = { before: loopBeforeMs, after: timeLoop(() => performance.now()) };
  const pairs = controlPairs(results);
  const control: ControlResult = { ...controlMoved(timesIn(pairs), loopMs), pairs, loopMs };
  return { results, control, judged: applyControl(judge(comparisonsOf(results, margin)), control) };
}

/** The control only uses times: memory may differ even on a machine whose times are stable. */
function timesIn(pairs: ControlResult["pairs"]): ControlResult["pairs"] {
  return Object.fromEntries(Object.entries(pairs).filter(([metric]) => METRICS[metric as MetricName].gate === "time"));
}

function progress(say: (line: string) => void, stage: "screen" | "confirm", phases: number, pairs: number) {
  const startMs = performance.now();
  return (round: number) => {
    const roundMs = (performance.now() - startMs) / Math.max(1, round);
    const leftMs = roundMs * (pairs - round);
    const more =
      stage === "confirm"
        ? ""
        : `, and up to ${durationText(roundMs * CONFIRM_PAIRS)} more to confirm what looks changed`;
    const left = round === 0 ? `${plural(phases, "pair")} per round` : `about ${durationText(leftMs)} left${more}`;
    say(`${stage === "screen" ? "comparing" : "confirming"}: round ${round + 1} of ${pairs}, ${left}`);
  };
}
