import { type ChildProcess, spawn } from "node:child_process";

/** A call of this Node. */
export interface Script {
  /** The script, then what it is given. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

export interface Ended {
  readonly isDone: boolean;
  /** What it printed, both streams in the order that they came; empty where it was shown instead. */
  readonly output: string;
}

/**
 * Runs a script.
 * @param shows lets it write to the terminal itself, as a bar of progress does
 */
export function runScript({ args, cwd, env, limitMs }: Script, shows: boolean): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: shows ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      // In a group of its own: at the limit, the compilers that it started end with it.
      detached: process.platform !== "win32",
    });
    const timer = setTimeout(() => killGroup(child), limitMs);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString("utf8");
      });
    }
    child.once("error", (error) => resolve({ isDone: false, output: error.message }));
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ isDone: code === 0, output });
    });
    // Ctrl-C reaches this group alone.
    const stop = () => killGroup(child);
    process.once("SIGINT", stop);
    child.once("close", () => process.off("SIGINT", stop));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
  else child.kill("SIGKILL");
}
