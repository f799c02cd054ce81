import { Option } from "commander";
import { ConfigError } from "../../harness/base/errors.ts";
import type { PricewarCommand } from "./command.ts";

/** Timers of Node hold 31 bits of milliseconds. */
const LONGEST_LIMIT_SECONDS = 2_147_483;

export const run: PricewarCommand = {
  name: "run",
  description: "Run every cell of a matrix, record it, and write the cost report. The same command again continues.",
  configure: (command) =>
    command
      .argument("[matrix]", "a matrix file, or the name of one that pricewar brings, such as quant.json")
      .option("--matrix <file>", "the same as an option")
      .option("--out <folder>", "run folder (default: runs/<name of the matrix>)")
      .option("--dataset <spec>", 'other data than the matrix names, such as "csv:train.csv,test=test.csv"')
      .addOption(
        new Option("--filter <key=value>", "run only cells with this field; repeat to narrow down")
          .argParser(collect)
          .default([], "every cell"),
      )
      .option("--fresh", "measure everything again, training included; older records are set aside", false)
      .option("--dry-run", "list the cells and how long they will take, and run none", false)
      .option("--time-limit <seconds>", "stop a phase of a cell after this time", readSeconds, 1800),
  load: async () => (await import("../actions/run.ts")).run,
};

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= LONGEST_LIMIT_SECONDS) return seconds;
  throw new ConfigError(
    `--time-limit ${text}: must be a number of seconds above 0 and at most ${LONGEST_LIMIT_SECONDS}`,
  );
}
