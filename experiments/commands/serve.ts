import { availableParallelism } from "node:os";
import { Option } from "commander";
import { backends } from "../../backends/registry.ts";
import { DEFAULT_BACKEND, MOST_THREADS } from "../../harness/contract/backend.ts";
import { LONGEST_WAIT_SECONDS, number, whole } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";
import { portOption } from "./port-option.ts";

const MOST_WORKERS = 256;
/** Of pino, the logger of Fastify. */
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

export const serve: PricewarCommand = {
  name: "serve",
  description: "Answer texts over HTTP with the model of a finished cell, or of a run's answer.",
  configure: (command) =>
    command
      .requiredOption(
        "--model <folder>",
        "folder of a finished cell, or a run folder such as runs/quant, or just quant, for the model of its answer",
      )
      .addOption(portOption(8080))
      .option("--host <address>", "address to listen on; 0.0.0.0: every one of this machine", "127.0.0.1")
      .option(
        "--backend <name>",
        `runtime to use: ${backends.names.join(", ")} (default: that of the run's answer, or ${DEFAULT_BACKEND})`,
      )
      .option("--threads <number>", "of each worker", whole("--threads", 1, MOST_THREADS), 1)
      .option("--workers <number>", "processes that share the port, or all: one per CPU", readWorkers, 1)
      .option("--max-batch <texts>", "texts that are answered together", whole("--max-batch", 1, 65_536), 256)
      .option(
        "--max-delay <ms>",
        "how long a text waits for others; 0: only for those that came with it",
        wait("--max-delay"),
        0,
      )
      .option("--max-queue <texts>", "texts that may wait; beyond that, 503", whole("--max-queue", 1), 2048)
      .option("--max-texts <number>", "texts in a request; beyond that, 422", whole("--max-texts", 1), 256)
      .option(
        "--max-characters <number>",
        "characters in a text; beyond that, 422",
        whole("--max-characters", 1),
        10_000,
      )
      .option("--max-body <bytes>", "bytes in a request; beyond that, 413", whole("--max-body", 1), 1_048_576)
      .option(
        "--drain-limit <seconds>",
        "after SIGTERM or Ctrl-C, time to answer what has come in",
        wait("--drain-limit"),
        8,
      )
      .addOption(
        new Option("--log-level <level>", "least level of the log on stdout").choices(LOG_LEVELS).default("info"),
      )
      .addOption(identityOption()),
  examples: [
    "pricewar serve --model runs/quant --port 8080",
    "pricewar serve --model MODEL --workers all --host 0.0.0.0",
  ],
  exitCodes: {
    0: "ended by a signal, with everything answered",
    1: "the runtime failed, workers kept dying, or requests were cut off at --drain-limit",
    2: "bad input, such as a port in use",
    130: "interrupted twice",
  },
  load: async () => (await import("../actions/serve.ts")).serve,
};

/** Seconds, or ms, of which a timer takes more. */
function wait(option: string) {
  return number(
    option,
    `a number from 0 to ${LONGEST_WAIT_SECONDS}`,
    (value) => value >= 0 && value <= LONGEST_WAIT_SECONDS,
  );
}

function readWorkers(text: string): number {
  return text === "all" ? availableParallelism() : whole("--workers", 1, MOST_WORKERS)(text);
}
