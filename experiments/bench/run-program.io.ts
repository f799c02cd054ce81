import { formatMs } from "../../harness/judge/figures/format.ts";
import { type EndedProgram, tryProgram } from "../program.io.ts";
import type { Measurement } from "./measurement.ts";
import { SideFailed } from "./side-failed.ts";

/** A side that takes longer hangs: the slowest takes half a minute. */
const LIMIT_MS = 300_000;

/** With one thread for the libraries that ask the environment for their number. */
const PEER_ENV = { OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };

/** Runs a peer to its end. @returns null where it cannot be started */
export function runPeer(
  program: string,
  args: readonly string[],
  output: "kept" | "ignored" = "kept",
): Promise<EndedProgram | null> {
  return tryProgram(program, args, { env: PEER_ENV, limitMs: LIMIT_MS, output });
}

/**
 * Runs a program that measures itself and prints {"medianMs"} as its last line, with "peer" and "startupMs" as it likes.
 * @param name stands for the program where it gives no name of its own
 * @throws SideFailed with its last words where it fails, or prints something else
 */
export async function measureProgram(name: string, program: string, args: readonly string[]): Promise<Measurement> {
  const ended = await runPeer(program, args);
  if (ended === null) throw new SideFailed(`${name}: ${program} cannot be started`);
  if (ended.exitCode === null) throw new SideFailed(`${name} was killed, after ${formatMs(ended.wallMs)}`);
  if (ended.exitCode !== 0) {
    throw new SideFailed(lastLine(ended.stderr) ?? `${name} ended with exit code ${ended.exitCode} and no output`);
  }
  const answer = lastLine(ended.stdout) ?? "";
  const { medianMs, startupMs = null, peer = name } = parsed(answer);
  if (typeof medianMs !== "number" || !(medianMs > 0)) {
    throw new SideFailed(`${name} should print a time above 0 as JSON, it printed "${answer.slice(0, 80)}"`);
  }
  return { medianMs, startupMs, by: peer };
}

function parsed(line: string): { medianMs?: unknown; startupMs?: number; peer?: string } {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    // The caller reports it and shows the line.
    return {};
  }
}

function lastLine(output: string): string | undefined {
  return output.trim().split("\n").at(-1) || undefined;
}
