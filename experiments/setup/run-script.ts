import { tryProgram } from "../program.io.ts";

/** A call of this Node. */
export interface Script {
  /** The script and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

export interface EndedScript {
  readonly isDone: boolean;
  /** What it printed, both streams in the order in which they came; empty where it was shown instead. */
  readonly output: string;
}

/**
 * Runs a script, and ends it with the compilers that it started at its time limit and at Ctrl-C.
 * @param isShown lets it write to the terminal itself, as a progress bar does
 */
export async function runScript({ args, ...options }: Script, isShown: boolean): Promise<EndedScript> {
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once("SIGINT", interrupted);
  try {
    const ended = await tryProgram(process.execPath, args, {
      ...options,
      signal: stop.signal,
      output: isShown ? "shown" : "kept",
    });
    return { isDone: ended?.exitCode === 0, output: ended?.all ?? "" };
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return { isDone: false, output: "interrupted" };
  } finally {
    process.off("SIGINT", interrupted);
  }
}
