import { join } from "node:path";
import { BENCH_MODEL } from "../model.ts";
import { runPeer } from "../run-program.io.ts";
import { SideFailed } from "../side-failed.ts";
import { childMs } from "./child-time.ts";

const QUIET = 'program="$1"; shift; "$program" "$@" >/dev/null 2>&1 || exit 1; times';

/** Processor time of a program. @returns null if there is no such program, or it fails */
async function cpuMs(program: string, args: readonly string[]): Promise<number | null> {
  const ended = await runPeer("sh", ["-c", QUIET, "sh", program, ...args]);
  return ended?.exitCode === 0 ? childMs(ended.stdout) : null;
}

/** What a program in C takes to read a file from the disk's cache and to find its words. @throws SideFailed */
export async function wordCountMs(file: string): Promise<number> {
  const ms = await cpuMs("wc", ["-w", file]);
  if (ms === null) throw new SideFailed(`wc -w ${file} failed`);
  return ms;
}

/** What fastText takes to count the words of its file, and to train on it once. @returns null without fastText */
export async function fasttextMs(file: string, folder: string): Promise<{ read: number; trained: number } | null> {
  const flags = { input: file, output: join(folder, "fasttext"), dim: BENCH_MODEL.embedding, thread: 1, verbose: 0 };
  const args = Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]);
  const of = (epochs: number) => cpuMs("fasttext", ["supervised", ...args, "-epoch", String(epochs)]);
  const [read, trained] = [await of(0), await of(1)];
  return read === null || trained === null ? null : { read, trained };
}
