import { type ChildProcess, fork } from "node:child_process";
import { keysToHandOver } from "../../base/at-rest/keys.ts";
import { signalChild } from "../../base/processes.io.ts";
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
 * Runs every phase in a fresh process of plain Node, so that no phase warms another's caches or adds to its memory. The phase
 * "serve", whose cold start is a figure, is never started ahead.
 * @param bundle the script that calls `runAsChild`
 */
export function childExecutor(bundle: string): Executor {
  let ahead: ChildProcess | null = null;
  const start = () =>
    fork(bundle, [], {
      execArgv: [...PHASE_PROCESS.execArgv],
      serialization: PHASE_PROCESS.serialization,
      stdio: [...PHASE_PROCESS.stdio],
    });
  /** The process that was started ahead, unless it has ended since. */
  const takeAhead = () => {
    const taken = ahead;
    ahead = null;
    return taken?.exitCode === null && taken.signalCode === null ? taken : null;
  };
  return {
    run: (phase, job, options) =>
      new Promise((resolve, reject) => {
        const child = (phase === "serve" ? null : takeAhead()) ?? start();
        settle(child, options, resolve as (outcome: PhaseOutcome<PhaseTable[typeof phase]["report"]>) => void, reject);
        child.send({ phase, job, keys: keysToHandOver() }, () => undefined);
      }),
    startAhead: () => {
      if (ahead !== null) return;
      const child = start();
      ahead = child;
      // The next phase tries again, and says why not.
      child.once("error", () => {
        if (ahead === child) ahead = null;
      });
    },
    close: () => {
      const child = takeAhead();
      if (child !== null) signalChild(child, "SIGKILL");
    },
  };
}

function settle<R>(
  child: ChildProcess,
  { limitMs, signal, onProgress, turn, onTimed }: ExecuteOptions,
  resolve: (outcome: PhaseOutcome<R>) => void,
  reject: (reason: unknown) => void,
): void {
  let outcome: PhaseOutcome<R> | undefined;
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-STDERR_TAIL_CHARACTERS);
  });
  const limit = pausableTimer(limitMs, () => {
    // A child that has already answered is merely slow to exit.
    outcome ??= { status: "timeout", limitMs };
    signalChild(child, "SIGKILL");
  });
  const giveTurn = async () => {
    limit.pause();
    await turn?.();
    // It may have died while it waited.
    if (!child.connected) return;
    limit.resume();
    child.send("turn", () => undefined);
  };
  child.on("message", (message: ToParent) => {
    switch (message.type) {
      case "progress":
        onProgress?.(message.share);
        return;
      case "ready":
        void giveTurn();
        return;
      case "timed":
        onTimed?.();
        return;
      case "outcome":
        outcome = message.outcome as PhaseOutcome<R>;
    }
  });
  const stop = () => signalChild(child, "SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const finish = (final: PhaseOutcome<R>) => {
    limit.pause();
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

/** Calls `onEnd` once it has run for so long in all. It starts running. */
function pausableTimer(limitMs: number, onEnd: () => void) {
  let leftMs = limitMs;
  let startMs = performance.now();
  let timer = setTimeout(onEnd, leftMs);
  return {
    pause: () => {
      clearTimeout(timer);
      leftMs -= performance.now() - startMs;
    },
    resume: () => {
      startMs = performance.now();
      timer = setTimeout(onEnd, leftMs);
    },
  };
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
