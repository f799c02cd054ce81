/** What a finished run leaves, for what damages or kills runs and has the same command finish them. */
import { join } from "node:path";
import { lastRecords, type RunLine, recordsIn, samplesIn } from "../../harness/contract/index.ts";
import { readRunLines } from "../../harness/contract/run-folder.io.ts";
import { pricewar } from "../fixtures/pricewar.ts";

/** What a finished run must have in common with any other: which cells and samples there are, and what the models answer. */
export async function resultOf(runFolder: string): Promise<readonly string[]> {
  const lines = await wholeLines(runFolder);
  // A cell whose process was killed has a record of that, too, before its last one.
  const cells = [...lastRecords(recordsIn(lines)).values()].map(
    (record) =>
      `${record.experiment.id} ${record.status} ${record.status === "ok" ? `${record.quality.correct} ${record.usage.modelBytes}` : ""}`,
  );
  return [...cells, ...samplesIn(lines).map(({ experiment, round }) => `${experiment} round ${round}`)].sort();
}

/** Records and samples of a run. @throws Error where a line is damaged */
export function wholeLines(runFolder: string): Promise<readonly RunLine[]> {
  return readRunLines(join(runFolder, "records.jsonl"), (warning) => {
    throw new Error(warning);
  });
}

/** Runs a command to its end. @returns what it said on stderr @throws Error unless it ends well */
export async function finish(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { status, stdout, stderr } = await pricewar(args, { cwd, env });
  if (status !== 0) throw new Error(`exit code ${status}:\n${stdout}\n${stderr}`);
  return stderr;
}
