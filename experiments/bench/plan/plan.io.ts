import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastWords, tryProgram } from "../../program.io.ts";
import type { Measurement } from "../measurement.ts";
import { SideFailed } from "../side-failed.ts";
import { LARGE_MATRICES, type LargeMatrix } from "./large-matrices.ts";

/** What takes longer is a side that fails, and does not stop the other. */
const LIMIT_MS = 900_000;
/** Planned, or refused as too large. */
const EXPECTED = [0, 2];

/** Compiles the code, so that no round does. @param code folder of a commit @throws SideFailed */
export async function prepareToPlan(code: string, folder: string): Promise<void> {
  const file = join(folder, "first.json");
  await writeFile(file, JSON.stringify({ name: "first", base: { dataset: "synthetic:rows=100" } }));
  await dryRun(code, file, folder);
}

/**
 * From the shell to the end of `pricewar run --dry-run`, which reads a matrix, plans its cells and says what they will take.
 * @param code folder of a commit
 * @throws SideFailed
 */
export async function planLarge(code: string, matrix: LargeMatrix, folder: string): Promise<Measurement> {
  const file = join(folder, "large.json");
  await writeFile(file, JSON.stringify(LARGE_MATRICES[matrix]()));
  return dryRun(code, file, folder);
}

async function dryRun(code: string, matrix: string, cwd: string): Promise<Measurement> {
  const args = [join(code, "bin", "pricewar"), "run", matrix, "--dry-run"];
  const ended = await tryProgram(process.execPath, args, { cwd, limitMs: LIMIT_MS });
  if (ended !== null && EXPECTED.some((expected) => expected === ended.exitCode)) {
    return { medianMs: ended.wallMs, startupMs: null, by: "pricewar" };
  }
  throw new SideFailed(`pricewar run --dry-run failed: ${ended === null ? "no process" : lastWords(ended)}`);
}
