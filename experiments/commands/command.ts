import type { Command } from "commander";

/** A command of pricewar: its command line and its action. A new one is one file and one line in commands.ts. */
export interface PricewarCommand {
  readonly name: string;
  readonly description: string;
  /** An option that means this command in the place of its name, such as --list. */
  readonly flag?: string;
  /** Adds the arguments and options. */
  readonly configure: (command: Command) => Command;
  /** Command lines for the end of its help. */
  readonly examples?: readonly string[];
  /** What its exit codes mean, besides 130 for one that was interrupted. */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /**
   * Loads the command's action, which receives commander's arguments and options. Heavy modules load here, so that help
   * and usage errors need not wait for them.
   */
  readonly load: () => Promise<(...args: never[]) => Promise<void>>;
  /** Exit code of a failure that is not bad input, for a command where 1 means something else. */
  readonly failedExitCode?: number;
}
