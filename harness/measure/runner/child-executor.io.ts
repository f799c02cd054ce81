import { type ChildProcess, fork } from "node:child_process";
import type { PhaseOutcome, PhaseTable } from "../phases/run-phase.ts";
import type { ExecuteOptions, Executor } from "./executor.ts";
import type { ToParent } from "./messages.ts";

/** The end of stderr that is kept to explain why a child died. */
const STDERR_TAIL_CHARACTERS = 4000;

/** How a phase process is started; part of the code id, since it can change a measurement. */
export const PHASE_PROCESS = {
  execArgv: [],
  serialization: "advanced",
  stdio: ["ignore", "ignore", "pipe", "ipc"],
} as const;

/**
 * Runs every phase in a fresh process of plain Node, so that no phase warms another's caches or adds to its memory.
 * @param bundle the script that calls `runAsChild`
 */
export function childExecutor(bundle: string): Executor {
  return {
    run: (phase, job, options) =>
      new Promise((resolve, reject) => {
        const child = fork(bundle, [], {
          execArgv: [...PHASE_PROCESS.execArgv],
          serialization: PHASE_PROCESS.serialization,
          stdio: [...PHASE_PROCESS.stdio],
        });
        settle(child, options, resolve as (outcome: PhaseOutcome<PhaseTable[typeof phase]["report"]>) => void, reject);
        child.send({ phase, job }, () => undefined);
      }),
  };
}

function settle<R>(
  child: ChildProcess,
  { limitMs, signal, onProgress }: ExecuteOptions,
  resolve: (outcome: PhaseOutcome<R>) => void,
  reject: (reason: unknown) => void,
): void {
  let outcome: PhaseOutcome<R> | undefined;
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-STDERR_TAIL_CHARACTERS);
  });
  child.on("message", (message: ToParent) => {
    if (message.type === "progress") onProgress?.(message.share);
    else outcome = message.outcome as PhaseOutcome<R>;
  });
  const timer = setTimeout(() => {
    // A child that has already answered is merely slow to exit.
    outcome ??= { status: "timeout", limitMs };
    child.kill("SIGKILL");
  }, limitMs);
  const stop = () => child.kill("SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const finish = (final: PhaseOutcome<R>) => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    if (signal.aborted) reject(signal.reason);
    else resolve(final);
  };
  child.once("error", (error) =>
    finish({ status: "failed", kind: "crash", error: `the process failed to start: ${error.message}` }),
  );
  // "close" comes once the pipes are drained: the last message and all of stderr have arrived by then.
  child.once("close", (code, killedBy) =>
    finish(outcome ?? { status: "failed", ...causeOfDeath(code, killedBy, stderr) }),
  );
}

function causeOfDeath(code: number | null, killedBy: NodeJS.Signals | null, stderr: string) {
  const tail = stderr.trim() === "" ? "" : `\n${stderr.trim()}`;
  if (/heap out of memory|allocation failed/i.test(stderr)) {
    return { kind: "out-of-memory", error: `the process ran out of memory${tail}` } as const;
  }
  const how = killedBy === null ? `exited with code ${code}` : `was killed by ${killedBy}`;
  const hint = killedBy === "SIGKILL" ? " (the kernel does this when the machine runs out of memory)" : "";
  return { kind: "crash", error: `the process ${how} before it answered${hint}${tail}` } as const;
}
