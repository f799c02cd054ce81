import { ConfigError } from "../harness/base/errors.ts";

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the program and whatever it started; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the program and whatever it started after this time, as a signal would. */
  readonly limitMs?: number;
  /** Called with each line that it writes to stderr. */
  readonly onLine?: (line: string) => void;
  /** What happens to its output: kept unless given. "shown" lets it write to the terminal itself. */
  readonly output?: "kept" | "shown" | "ignored";
}

export interface EndedProgram {
  /** Null where a signal, the time limit included, ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both in the order in which they came. */
  readonly all: string;
  /** From its start to its end. */
  readonly wallMs: number;
}

const STDIO = { kept: "pipe", shown: "inherit", ignored: "ignore" } as const;

/**
 * Runs a program to its end in a process group of its own: Ctrl-C does not reach it, and nothing that it started
 * outlives it.
 * @returns null where it cannot be started
 */
export async function tryProgram(
  program: string,
  args: readonly string[],
  { cwd, env, signal, limitMs, onLine, output = "kept" }: ProgramOptions = {},
): Promise<EndedProgram | null> {
  // A library of many files, which commands that start no program need not wait for.
  const { execa } = await import("execa");
  signal?.throwIfAborted();
  const stdio = STDIO[output];
  const running = execa(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    stdin: "ignore",
    stdout: stdio,
    stderr: onLine === undefined ? stdio : observing(onLine),
    all: true,
    detached: process.platform !== "win32",
    reject: false,
  });
  // execa ends the process alone, and what it started would go on.
  const stop = () => killGroup(running.pid);
  const limit = limitMs === undefined ? undefined : setTimeout(stop, limitMs);
  signal?.addEventListener("abort", stop, { once: true });
  const { exitCode = null, stdout, stderr, all, durationMs } = await running;
  clearTimeout(limit);
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  if (running.pid === undefined) return null;
  return { exitCode, stdout: stdout ?? "", stderr: textOf(stderr), all: textOf(all), wallMs: durationMs };
}

/** As tryProgram. @throws ConfigError where it cannot be started */
export async function runProgram(
  program: string,
  args: readonly string[],
  options?: ProgramOptions,
): Promise<EndedProgram> {
  const ended = await tryProgram(program, args, options);
  if (ended === null) throw new ConfigError(`${program} cannot be started: install it, or add it to the PATH`);
  return ended;
}

/** Passes each line on as it was. */
function observing(onLine: (line: string) => void) {
  return function* (line: unknown) {
    onLine(String(line));
    yield line;
  };
}

function textOf(output: unknown): string {
  return typeof output === "string" ? output : Array.isArray(output) ? output.join("\n") : "";
}

/** Ends a process that leads a group, and the group. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The end of a program's output, for a message. */
export function lastWords({ stdout, stderr }: EndedProgram, lines = 8): string {
  const words = stderr.trim() === "" ? stdout : stderr;
  return words.trim().split("\n").slice(-lines).join("\n");
}
