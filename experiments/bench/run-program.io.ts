import { execFile } from "node:child_process";
import { formatMs } from "../../harness/judge/figures/format.ts";
import type { Measurement } from "./measurement.ts";
import { SideFailed } from "./side-failed.ts";

/** A side that takes longer hangs: the slowest takes half a minute. */
export const LIMIT_MS = 300_000;

export type Ended =
  | { readonly started: false }
  | {
      readonly started: true;
      /** Null where a signal, the time limit included, ended it. */
      readonly exitCode: number | null;
      readonly stdout: string;
      readonly stderr: string;
      /** From the call to the end of the process. */
      readonly wallMs: number;
    };

/** Runs a program to its end, with one thread for the libraries that ask the environment for their number. */
export function runProgram(program: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };
  const startMs = performance.now();
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      { env, timeout: LIMIT_MS, killSignal: "SIGKILL", maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        const wallMs = performance.now() - startMs;
        if (child.pid === undefined) resolve({ started: false });
        else resolve({ started: true, exitCode: error === null ? 0 : child.exitCode, stdout, stderr, wallMs });
      },
    );
  });
}

/**
 * Runs a program that measures itself and prints {"medianMs", and where it likes "peer" and "startupMs"} as its last line.
 * @param name stands for the program where it gives no name of its own
 * @throws SideFailed with its last words where it fails, or prints something else
 */
export async function measureProgram(name: string, program: string, args: readonly string[]): Promise<Measurement> {
  const ended = await runProgram(program, args);
  if (!ended.started) throw new SideFailed(`${name}: ${program} cannot be started`);
  if (ended.exitCode === null) throw new SideFailed(`${name} was killed, after ${formatMs(ended.wallMs)}`);
  if (ended.exitCode !== 0) {
    throw new SideFailed(lastLine(ended.stderr) ?? `${name} ended with exit code ${ended.exitCode} and no word`);
  }
  const said = lastLine(ended.stdout) ?? "";
  const { medianMs, startupMs = null, peer = name } = parsed(said);
  if (typeof medianMs !== "number" || !(medianMs > 0)) {
    throw new SideFailed(`${name} should print a time above 0 as JSON, it printed "${said.slice(0, 80)}"`);
  }
  return { medianMs, startupMs, by: peer };
}

function parsed(line: string): { medianMs?: unknown; startupMs?: number; peer?: string } {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    // Told by the caller, who shows the line.
    return {};
  }
}

function lastLine(output: string): string | undefined {
  return output.trim().split("\n").at(-1) || undefined;
}
