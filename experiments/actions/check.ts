import { appendFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConfigError, IncompleteError, NothingToRunError } from "../../harness/base/errors.ts";
import { refusalOf } from "../../harness/base/file-refusals.ts";
import { exists, writeFileAtomically } from "../../harness/base/files.io.ts";
import { unknownName } from "../../harness/base/registry.ts";
import { modelFacts } from "../../harness/classifier/model-file/model-facts.ts";
import { cellIdOf } from "../../harness/contract/cell-id.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readRecords } from "../../harness/contract/run-folder.io.ts";
import { limitNotes } from "../../harness/judge/check/apply-limits.ts";
import { checkJson, readCheck, writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { type CheckResult, exitCodeOf } from "../../harness/judge/check/check-result.ts";
import { CONFIRM_PAIRS, SCREEN_PAIRS } from "../../harness/judge/check/decide.ts";
import { refuseUnknownClasses } from "../../harness/judge/check/limit-classes.ts";
import { type Limits, NO_LIMITS, parseLimits } from "../../harness/judge/check/limits.ts";
import { rowsOfCell } from "../../harness/judge/check/rows-of-cell.ts";
import { readSnapshot } from "../../harness/judge/check/snapshot.io.ts";
import { compareStored } from "../../harness/judge/check/stored.ts";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { estimateCheck } from "../../harness/measure/sampling/estimate-check.ts";
import { checkAnnotations } from "../../reports/check/annotations.ts";
import { checkJunit } from "../../reports/check/junit.ts";
import { checkMarkdown } from "../../reports/check/markdown.ts";
import { checkForTerminal } from "../../reports/check/terminal.ts";
import { checkWithoutFolders } from "../../reports/hide-folders.ts";
import { explainText } from "../../reports/words/check/explain.ts";
import { noteText } from "../../reports/words/check/notes.ts";
import { writeReports } from "../../reports/write.io.ts";
import { CHECK_FOLDER, compareCommits } from "../check/compare-commits.ts";
import { marketSheet } from "../market-sheet.ts";
import { placeNamed } from "../named-run.io.ts";
import { makeFolder, refuseImpossiblePlace, shownPlace } from "../place.io.ts";
import { planMatrix } from "../plan-matrix.io.ts";
import { note, print, printCommands, printJson } from "../print.ts";
import { durationText } from "../progress.ts";
import { projectFolder } from "../project-folder.ts";
import { readText } from "../read-text.io.ts";
import { sayFaults } from "../say-result.ts";
import { INTERRUPTED, stopOnSignals } from "../stop-on-signals.ts";

interface Options {
  readonly baseRef?: string;
  readonly headRef: string;
  readonly matrix: string;
  readonly dataset?: string;
  readonly baseline?: string;
  readonly candidate?: string;
  readonly limits?: string;
  readonly strict: boolean;
  readonly verbose: boolean;
  readonly out?: string;
  readonly seed: number;
  readonly timeLimit: number;
  readonly explain?: string;
  readonly summary?: string;
  readonly annotations: boolean;
  readonly json: boolean;
}

/** Files that a check writes next to the report. */
const FILES = { check: RUN_FILES.check, markdown: RUN_FILES.checkMarkdown, junit: RUN_FILES.checkJunit } as const;

/** Checks what the options name, or explains its last check. */
export async function runCheck(named: Options): Promise<void> {
  const options = await withPlaces(named);
  if (options.explain !== undefined) {
    print(await explain(options.explain, await lastCheckFile(options)));
    return;
  }
  const signal = stopOnSignals();
  try {
    await check(options, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    note("Stopped without a verdict; the worktrees are removed.");
    process.exitCode = INTERRUPTED;
  }
}

/** Run folders may be named by what they are called under runs/. */
async function withPlaces(options: Options): Promise<Options> {
  const { baseline, candidate } = options;
  return {
    ...options,
    ...(baseline === undefined ? {} : { baseline: await placeNamed(baseline) }),
    ...(candidate === undefined ? {} : { candidate: await placeNamed(candidate) }),
  };
}

async function check(options: Options, signal: AbortSignal): Promise<void> {
  if (options.out !== undefined) await refuseImpossiblePlace(options.out, CHECK_FOLDER);
  const limits = await readLimits(options.limits);
  const { result, out, hasRun } = await compare(options, limits, signal);
  await makeFolder(out, CHECK_FOLDER);
  const shown = checkWithoutFolders(result);
  const markdown = checkMarkdown(shown);
  await writeCheck(join(out, FILES.check), result);
  await writeFileAtomically(join(out, FILES.markdown), markdown);
  await writeFileAtomically(join(out, FILES.junit), checkJunit(shown));
  if (hasRun) sayFaults(await writeReports(out, NO_PRICES, { sheet: marketSheet }));
  if (options.summary !== undefined) await appendSummary(options.summary, markdown);
  const say = options.json ? note : print;
  // GitHub's runner reads commands on both streams.
  if (options.annotations) printCommands(options.json ? process.stderr : process.stdout, checkAnnotations(result));
  say(checkForTerminal(result, { verbose: options.verbose }));
  say(join(out, FILES.check));
  if (options.json) printJson(checkJson(result), 2);
  process.exitCode = exitCodeOf(result);
}

async function appendSummary(file: string, markdown: string): Promise<void> {
  await appendFile(file, markdown).catch((cause: unknown) => {
    throw new IncompleteError(`--summary ${file}: cannot be written (${refusalOf(cause)}); name a file`, { cause });
  });
}

interface Compared {
  readonly result: CheckResult;
  readonly out: string;
  /** Whether `out` also holds the candidate's run, so that its report can show the check. */
  readonly hasRun: boolean;
}

async function compare(options: Options, limits: Limits, signal: AbortSignal): Promise<Compared> {
  const { baseRef, headRef, matrix, dataset, baseline, candidate, seed, strict, timeLimit } = options;
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  if (baseRef !== undefined && baseline === undefined && candidate === undefined) {
    const out = shownPlace(options.out ?? defaultOut(matrix));
    if (await exists(join(out, RUN_FILES.cells))) {
      throw new ConfigError(
        `--out ${options.out}: holds a run, and the check would replace its records; name another folder`,
      );
    }
    // If this check ends without a result, an older one must not be mistaken for it.
    for (const file of Object.values(FILES)) await rm(join(out, file), { force: true });
    const limitSeconds = timeLimit;
    const commits = {
      folder: process.cwd(),
      ownCode: projectFolder,
      baseRef,
      headRef,
      matrix,
      dataset,
      limits,
      today,
      seed,
      strict,
      limitSeconds,
      out,
      signal,
      say: note,
      foresee: () => foresee({ matrix, dataset, limits, today, out }),
    };
    return { result: await compareCommits(commits), out, hasRun: true };
  }
  if (baseRef === undefined && baseline !== undefined && candidate !== undefined) {
    const [base, head] = [await readSnapshot(baseline, modelFacts), await readSnapshot(candidate, modelFacts)];
    refuseUnknownClasses(limits, head.matrix, [...new Set(head.cells.flatMap(({ classNames = [] }) => classNames))]);
    const result = compareStored(base, head, { limits, today, startedAt: now, strict });
    const run = await runFolderOf(candidate);
    const out = shownPlace(options.out ?? run ?? defaultOut(head.matrix));
    return { result, out, hasRun: run !== null && out === shownPlace(run) };
  }
  throw new ConfigError("name what to compare: either --base-ref REF, or both --baseline FILE and --candidate FILE");
}

interface Foreseen {
  readonly matrix: string;
  readonly dataset: string | undefined;
  readonly limits: Limits;
  readonly today: string;
  /** May hold the head's run of an earlier check. */
  readonly out: string;
}

/**
 * Which limits will judge nothing, and how long a check of two commits will take, confirmation included. Nothing if the matrix or its data cannot be
 * read here: the commits, whose own they read, may have them.
 * @throws ConfigError on a limit about a class that the data lacks
 */
async function foresee({ matrix, dataset, limits, today, out }: Foreseen): Promise<readonly string[]> {
  const planned = await planMatrix({ named: matrix, dataset, code: "" }).catch(() => null);
  if (planned === null) return [];
  const { plan } = planned;
  refuseUnknownClasses(limits, plan.name, [...new Set(plan.datasets.flatMap(({ labels }) => labels))]);
  const records = await readRecords(join(out, RUN_FILES.records)).catch(() => []);
  const { runsMs, screenMs, confirmMs } = estimateCheck(plan, records, {
    screen: SCREEN_PAIRS,
    confirm: CONFIRM_PAIRS,
  });
  const least = durationText(runsMs + screenMs);
  const most = durationText(runsMs + screenMs + confirmMs);
  const fields = new Map(plan.cells.map((cell) => [cellIdOf(cell), cell.fields]));
  const notes = limitNotes({ limits, matrix: plan.name, fields, today });
  return [
    ...notes.map((one) => noteText(one)),
    `This takes about ${least}, and up to ${most} if everything looks changed: ` +
      `two runs of the matrix (${durationText(runsMs)}), ${SCREEN_PAIRS} pairs of every comparison (${durationText(screenMs)}), ` +
      `and ${CONFIRM_PAIRS} more of those that look changed (up to ${durationText(confirmMs)}).`,
  ];
}

/** The run folder that a candidate stands for; null for a baseline. */
async function runFolderOf(candidate: string): Promise<string | null> {
  const folder = basename(candidate) === RUN_FILES.records ? dirname(candidate) : candidate;
  return (await exists(join(folder, RUN_FILES.plan))) ? folder : null;
}

/** @param matrix a name or a file */
function defaultOut(matrix: string): string {
  return join("runs", `check-${basename(matrix, ".json")}`);
}

async function readLimits(named: string | undefined): Promise<Limits> {
  const file = named ?? join("experiments", "limits.json");
  if (named === undefined && !(await exists(file))) return NO_LIMITS;
  return parseLimits(await readText(file, `--limits ${file}: no such file`), file);
}

async function lastCheckFile({ out, candidate, matrix }: Options): Promise<string> {
  const run = candidate === undefined ? null : await runFolderOf(candidate);
  return join(shownPlace(out ?? run ?? defaultOut(matrix)), FILES.check);
}

/** @param cell its label or id */
async function explain(cell: string, file: string): Promise<string> {
  const { rows } = await readCheck(file);
  const found = rowsOfCell(rows, cell);
  if (found.length > 0) return found.map(explainText).join("\n\n");
  if (rows.length === 0) throw new NothingToRunError(`${file} has no rows: its check compared nothing`);
  const labels = [...new Set(rows.map(({ label }) => label))];
  throw new ConfigError(`--explain: ${unknownName("cell", cell, labels)} in ${file}`);
}
