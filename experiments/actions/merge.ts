import { basename, join, resolve } from "node:path";
import { ConfigError, NothingToRunError } from "../../harness/base/errors.ts";
import { forShell } from "../../harness/base/shell.ts";
import { type Plan, recordMachine, recordsIn, sampleMachine, samplesIn } from "../../harness/contract/index.ts";
import { readMarks } from "../../harness/contract/marks-file.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readPlan, readRunLines } from "../../harness/contract/run-folder.io.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { type JoinedRun, joinRuns } from "../../harness/measure/join-runs.ts";
import { planDifferences } from "../../harness/measure/plan-differences.ts";
import { checkFormats } from "../../reports/formats.io.ts";
import { runCommand } from "../../reports/page/reproduce.ts";
import { writeReports } from "../../reports/write.io.ts";
import { encryptedText } from "../encryption/encrypted-text.ts";
import { joinedEncryption } from "../encryption/join-encrypted.io.ts";
import { refuseUsedPlace, writeJoinedFolder } from "../joined-folder.io.ts";
import { marketSheet } from "../market-sheet.ts";
import { runFolderNamed } from "../named-run.io.ts";
import { shownPlace } from "../place.io.ts";
import { note, print, printJson } from "../print.ts";
import { resultJson, sayAnswer, sayFaults, sayFiles, sayModels } from "../say-result.ts";

interface Options {
  readonly out: string;
  readonly format: readonly string[];
  readonly json: boolean;
  /** File with the secret key of encrypted folders. */
  readonly identity?: string;
}

/**
 * Joins run folders of one plan, such as its shards, into a new one, and writes its reports. The folders stay as they are.
 * @param named run folders, or their names under runs/
 */
export async function merge(
  named: readonly string[],
  { out, format: formats, json, identity }: Options,
): Promise<void> {
  const say = json ? note : print;
  await checkFormats(formats);
  const sources = await Promise.all(named.map(runFolderNamed));
  if (new Set(sources.map((folder) => resolve(folder))).size < 2) {
    throw new ConfigError("merge joins at least two run folders: name more of them, such as runs/a runs/b");
  }
  await refuseUsedPlace(out);
  const encryption = await joinedEncryption(sources, identity);
  const plans = await Promise.all(sources.map((folder) => readPlan(join(folder, RUN_FILES.plan))));
  refuseOtherPlans(sources, plans);
  const plan = joinedPlan(plans);
  const folders = await Promise.all(sources.map((folder) => readRunLines(join(folder, RUN_FILES.records), note)));
  const joined = joinRuns(plan, folders);
  if (joined.records.length === 0) throw new NothingToRunError(`${named.join(", ")}: no finished cell of the plan yet`);
  const marks = (await Promise.all(sources.map((folder) => readMarks(join(folder, RUN_FILES.marks))))).flat();
  const missing = await writeJoinedFolder(resolve(out), sources, plan, joined, marks, encryption);
  sources.forEach((folder, index) => {
    const lines = folders[index]!;
    say(
      `${shownPlace(folder)}: ${plural(recordsIn(lines).length, "record")}, ${plural(samplesIn(lines).length, "sample")}`,
    );
  });
  const again = `${runCommand(plan)} --out ${forShell(shownPlace(out))}${encryption === null ? "" : " --identity FILE"}`;
  for (const line of joinedLines(plan, joined, missing, { name: basename(out), again })) say(line);
  const written = await writeReports(out, NO_PRICES, { sheet: marketSheet, formats });
  say("");
  sayAnswer(say, written.analysis);
  sayFiles(say, written.files.map(shownPlace));
  sayFaults(written);
  if (encryption !== null) say(`\n${encryptedText(shownPlace(out), encryption)}`);
  sayModels(say, written.models);
  if (json) printJson(resultJson(shownPlace(out), written), 2);
}

/** @throws ConfigError with all differences of the first folder whose plan is another one */
function refuseOtherPlans(sources: readonly string[], plans: readonly Plan[]): void {
  const [first, ...others] = sources.map((folder, index) => ({ name: shownPlace(folder), plan: plans[index]! }));
  for (const other of others) {
    const differences = planDifferences(first!, other);
    if (differences.length === 0) continue;
    throw new ConfigError(
      `${other.name}: is of another plan than ${first!.name}; they differ in ${differences.join(", ")}. ` +
        "Only run folders of one plan can be joined: run the same matrix with the same options on both machines",
    );
  }
}

/** The first plan; measured anew since the earliest start of all, or not if one of them was not. */
function joinedPlan(plans: readonly Plan[]): Plan {
  const [{ measuredSince: _, ...first }] = plans as readonly [Plan];
  const starts = plans.flatMap(({ measuredSince }) => measuredSince ?? []).sort();
  return starts.length === plans.length ? { ...first, measuredSince: starts[0]! } : first;
}

/** @param again the command that measures what is missing */
function joinedLines(
  plan: Plan,
  { records, samples, contested }: JoinedRun,
  missing: readonly string[],
  { name, again }: { readonly name: string; readonly again: string },
): string[] {
  const machines = new Set([...records.map(recordMachine), ...samples.map(sampleMachine)]).size;
  const rest = plan.cells.length - records.length;
  // A plan does not say which options made it.
  const withOptions = "(with the --dataset and --prices of the joined runs, if they had any)";
  const gaps = [
    ...(rest === 0 ? [] : [`${plural(rest, "cell")} in none of them`]),
    ...(missing.length === 0 ? [] : [`${plural(missing.length, "model")} missing or damaged`]),
  ];
  return [
    `${name}: ${records.length} of ${plural(plan.cells.length, "cell")} and ${plural(samples.length, "sample")}, of ${plural(machines, "machine")}`,
    ...(contested === 0
      ? []
      : [
          `${plural(contested, "cell")} with different records: a finished one counts before others, and then the newest`,
        ]),
    ...(gaps.length === 0 ? [] : [`${gaps.join(", and ")}; this measures what is missing ${withOptions}:\n  ${again}`]),
  ];
}
