import type { Command } from "commander";

/** A command of pricewar: what its command line may hold, and what it does. A new one is one file and one line in commands.ts. */
export interface PricewarCommand {
  readonly name: string;
  readonly description: string;
  /** Adds the arguments and options. */
  readonly configure: (command: Command) => Command;
  /**
   * Loads the function that carries the command out; it gets commander's arguments and options. Heavy modules load here, so
   * that help and a misspelt option wait for none.
   */
  readonly load: () => Promise<(...args: never[]) => Promise<void>>;
  /** Exit code of a failure that is not bad input, for a command whose 1 has another meaning. */
  readonly failedExitCode?: number;
}
