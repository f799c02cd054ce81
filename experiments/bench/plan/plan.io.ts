import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Measurement } from "../measurement.ts";
import { pricewar } from "../whole-run.io.ts";
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

function dryRun(code: string, matrix: string, cwd: string): Promise<Measurement> {
  return pricewar(code, ["run", matrix, "--dry-run"], cwd, { limitMs: LIMIT_MS, exitCodes: EXPECTED });
}
