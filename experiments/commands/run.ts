import { Option } from "commander";
import { MOST_ROUNDS } from "../../harness/contract/measuring.ts";
import { MOST_REPEATS } from "../../harness/measure/machine/repeats.ts";
import { artifactsOption, redisOption } from "../queue/redis-place.ts";
import { LONGEST_WAIT_SECONDS, number, positive, whole } from "../read-number.ts";
import { readShard } from "../read-shard.ts";
import type { PricewarCommand } from "./command.ts";
import { formatOption } from "./format-option.ts";
import { identityOption } from "./identity-option.ts";

const readSeconds = number(
  "--time-limit",
  `a number of seconds above 0 and at most ${LONGEST_WAIT_SECONDS}`,
  (seconds) => seconds > 0 && seconds <= LONGEST_WAIT_SECONDS,
);

export const run: PricewarCommand = {
  name: "run",
  description:
    "Run every cell of a matrix, record it, and write the cost report. Run it again to continue a stopped run.",
  configure: (command) =>
    command
      .argument("[matrix]", "a matrix file, or the name of one that comes with pricewar, such as quant.json")
      .option("--matrix <file>", "the matrix as an option instead of an argument")
      .option(
        "--out <folder>",
        "run folder (default: runs/<name of the matrix>, with --dataset runs/<name>-<name of the dataset>)",
      )
      .option("--dataset <spec>", 'data to use instead of the matrix\'s, such as "csv:train.csv,test=test.csv"')
      .addOption(
        new Option(
          "--filter <key=value>",
          "run only cells with this value of a field, or one of several: quantization=int8*, seed=1,2; repeat to narrow down",
        )
          .argParser(collect)
          .default([], "every cell"),
      )
      .addOption(
        new Option(
          "--prices <prices>",
          "compute costs at these prices instead of the matrix's: BACKEND=OFFER, or a pricing file (see data/prices/README.md); repeat for several",
        )
          .argParser(collect)
          .default([], "the matrix's"),
      )
      .option(
        "--rounds <number>",
        "rounds in which each configuration is served once more, in turn, to compare costs (default: 6, or as many as the matrix needs; 0, as for one configuration: none)",
        whole("--rounds", 0, MOST_ROUNDS),
      )
      .option(
        "--shard <number/count>",
        "run only this share of the cells, such as 2/5: the others may run elsewhere (see merge)",
        readShard,
      )
      .option(
        "--max-minutes <number>",
        "stop before what would take longer in all, and say what is left",
        positive("--max-minutes", "a number of minutes above 0"),
      )
      .option(
        "--max-usd <number>",
        "stop before what would cost more at the offer's hourly price, and say what is left",
        positive("--max-usd", "a number of dollars above 0"),
      )
      .option("--fresh", "measure everything again, training included, and set older records aside", false)
      .option(
        "--force",
        "go on in a run folder of another matrix or dataset, whose files are kept in a folder inside",
        false,
      )
      .option("--dry-run", "list the cells, say which are done, and estimate the time, without running any", false)
      .addOption(
        redisOption("run the cells by workers (see pricewar worker) that take them from a queue in this Redis"),
      )
      .addOption(artifactsOption())
      .addOption(
        new Option(
          "--encrypt <recipient>",
          "keep all files of the run encrypted with age to this recipient (age1…) or those in this file; repeat for several",
        )
          .argParser(collect)
          .default([], "files in clear"),
      )
      .addOption(identityOption())
      .option("--watch", "with --redis: show queues and workers as they are now", false)
      .addOption(formatOption())
      .option("--json", "print the result as one JSON document, and all words on stderr", false)
      .addOption(
        new Option(
          "--repeat-disturbed <times>",
          "how often serving that was timed beside other programs is timed again at most; 0 where the machine is always busy",
        )
          .argParser(whole("--repeat-disturbed", 0, MOST_REPEATS))
          .default(MOST_REPEATS)
          .env("PRICEWAR_REPEAT_DISTURBED"),
      )
      .addOption(
        new Option(
          "--no-baselines",
          "leave out what every report is compared with: the majority class, tf-idf, fastText where installed, list prices",
        ).env("PRICEWAR_NO_BASELINES"),
      )
      .option("--time-limit <seconds>", "time limit for each phase of a cell", readSeconds, 1800),
  examples: [
    "pricewar run quant.json",
    "pricewar run quant.json --filter 'quantization=int8*' --filter seed=1,2 --dry-run",
    "pricewar run everything.json --shard 2/5 --max-minutes 55",
  ],
  exitCodes: {
    0: "done",
    1: "some cells failed",
    2: "bad input",
    3: "nothing to run",
    4: "stopped by --max-minutes or --max-usd with work left",
    130: "interrupted",
  },
  load: async () => (await import("../actions/run.ts")).run,
};

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
