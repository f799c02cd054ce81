import type { Command } from "commander";
import { PricewarError } from "../harness/errors.ts";

/**
 * Runs a command line: reads the arguments, carries the command out, and turns an error that a person can act on into
 * its message and exit code. Anything else is a bug and shows its stack.
 */
export async function main<A extends readonly unknown[]>(
  program: Command,
  run: (...args: A) => Promise<void>,
): Promise<void> {
  program.exitOverride((error) => {
    // commander has printed its own message by now; help and version are no error.
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
  program.showHelpAfterError("(--help shows how to call this)");
  program.action((...args: unknown[]) => run(...(args.slice(0, -1) as unknown as A)));
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof PricewarError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
