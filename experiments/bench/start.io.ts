import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { median } from "simple-statistics";
import type { EndedProgram } from "../program.io.ts";
import { projectFolder } from "../project-folder.ts";
import type { Measurement } from "./measurement.ts";
import { runPeer } from "./run-program.io.ts";
import { SideFailed } from "./side-failed.ts";

/** What a person who waits for the command line may have asked it for. */
export type Start = "help" | "nothing left to do";

const STARTS = 3;
/** A run that is soon done, and then has nothing left to do. */
const MATRIX = { name: "start", base: { dataset: "synthetic:rows=100", epochs: 1 }, seeds: [1] };

/** Runs the matrix that later starts find done. @returns its arguments */
export async function prepareRun(folder: string): Promise<readonly string[]> {
  const matrix = join(folder, "start.json");
  await writeFile(matrix, JSON.stringify(MATRIX));
  const args = ["run", matrix, "--out", join(folder, "start")];
  await startOnce("pricewar", [pricewar, ...args]);
  return args;
}

/** Starts of `pricewar`, each to its end. @param run arguments of a run that is done */
export function measureStart(start: Start, run: readonly string[]): Promise<Measurement> {
  return measureStarts("pricewar", [pricewar, ...(start === "help" ? ["--help"] : run)]);
}

/** Starts of an empty script by tsx: the least that a command line in TypeScript takes where nothing compiles it. */
export async function measureTsx(folder: string): Promise<Measurement> {
  const script = join(folder, "empty.ts");
  await writeFile(script, "");
  return measureStarts("tsx", [createRequire(import.meta.url).resolve("tsx/cli"), script]);
}

const pricewar = join(projectFolder, "bin", "pricewar");

async function measureStarts(name: string, args: readonly string[]): Promise<Measurement> {
  const wallMs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) wallMs.push((await startOnce(name, args)).wallMs);
  return { medianMs: median(wallMs), startupMs: null, by: name };
}

/** @throws SideFailed where it does not end well */
async function startOnce(name: string, args: readonly string[]): Promise<EndedProgram> {
  const ended = await runPeer(process.execPath, args);
  if (ended?.exitCode === 0) return ended;
  throw new SideFailed(`${name} failed: ${ended === null ? "no process" : ended.stderr.trim().split("\n").at(-1)}`);
}
