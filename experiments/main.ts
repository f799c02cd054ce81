import type { Command } from "commander";
import { PricewarError } from "../harness/base/errors.ts";

/**
 * Runs a command line: reads the arguments, carries the command out, and turns an error that a person can act on into
 * its message and exit code. Anything else is a bug and shows its stack.
 * @param failed exit code of what went wrong without bad input, for a command whose 1 has a meaning of its own
 */
export async function main<A extends readonly unknown[]>(
  program: Command,
  run: (...args: A) => Promise<void>,
  { failed = 1 }: { readonly failed?: number } = {},
): Promise<void> {
  // Whoever reads the output may stop early, as head does: that is no reason to fail.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  program.exitOverride((error) => {
    // commander has printed its own message by now; help and version are no error.
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
  program.showHelpAfterError("(--help shows how to call this)");
  program.action((...args: unknown[]) => run(...(args.slice(0, -1) as unknown as A)));
  try {
    await program.parseAsync();
  } catch (error) {
    const said = saidPlainly(error);
    console.error(said?.message ?? error);
    process.exitCode = said === null || said.exitCode === 1 ? failed : said.exitCode;
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** What the operating system refuses, in words; nothing that was on disk before is lost by it. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: free some space and run the same command again; all finished cells are kept",
  EDQUOT: "the disk quota is used up: free some space and run the same command again; all finished cells are kept",
  EACCES: "permission denied: choose a folder that you may write to",
  EROFS: "the file system is read-only: choose another folder",
};

/** Message and exit code for what a person can act on; null for a bug. */
function saidPlainly(error: unknown): { message: string; exitCode: number } | null {
  if (error instanceof PricewarError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const refusal = code === undefined ? undefined : REFUSALS[code];
  return refusal === undefined ? null : { message: `${path === undefined ? "" : `${path}: `}${refusal}`, exitCode: 1 };
}
