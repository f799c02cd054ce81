import { spawn } from "node:child_process";

/** Last part of a program's words that is kept to tell why it failed. */
const TAIL = 8000;

export interface ProgramOptions {
  readonly cwd: string;
  /** Ends the program and whatever it started; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Told each line that it writes to stderr. */
  readonly onLine?: (line: string) => void;
}

export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end in a process group of its own: Ctrl-C does not reach it, and nothing that it started
 * outlives it.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<Ended> {
  const { cwd, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, [...args], { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => killGroup(child.pid);
    signal.addEventListener("abort", stop, { once: true });
    let stdout = "";
    let stderr = "";
    let line = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout = (stdout + chunk.toString("utf8")).slice(-TAIL);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      const text = chunk.toString("utf8");
      stderr = (stderr + text).slice(-TAIL);
      const lines = (line + text).split("\n");
      line = lines.pop()!;
      for (const whole of lines) onLine?.(whole);
    });
    child.once("error", reject);
    child.once("close", (exitCode) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(signal.reason);
      else resolve({ exitCode, stdout, stderr });
    });
  });
}

/** Ends a process that leads a group, and the group. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The end of what a program said, for a message. */
export function lastWords({ stdout, stderr }: Ended, lines = 8): string {
  const said = stderr.trim() === "" ? stdout : stderr;
  return said.trim().split("\n").slice(-lines).join("\n");
}
