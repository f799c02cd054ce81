import { backends } from "../../backends/registry.ts";
import { artifactsOption, redisOption } from "../queue/redis-place.ts";
import { positive } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";

export const worker: PricewarCommand = {
  name: "worker",
  description: "Run cells that `pricewar run --redis` has left in a queue, one at a time, on this machine.",
  configure: (command) =>
    command
      .addOption(redisOption("the Redis with the queue").makeOptionMandatory())
      .option(
        "--backends <names>",
        `what this machine may be asked to run, comma-separated, of ${backends.names.join(", ")} (default: all that are available here)`,
        (value: string) => value.split(",").map((name) => name.trim()),
      )
      .option(
        "--dataset <spec>",
        'data of this machine that cells may read, such as "csv:train.csv,test=test.csv"; repeat for several. A job names data by its content alone',
        (value: string, before: readonly string[]) => [...before, value],
        [],
      )
      .addOption(artifactsOption())
      .option(
        "--lock-seconds <number>",
        "how long it may be silent, such as on a link that was cut, before its job goes to another worker",
        positive("--lock-seconds", "a number of seconds above 0"),
        30,
      )
      .option(
        "--idle-minutes <number>",
        "end after so long without work (default: wait for it)",
        positive("--idle-minutes", "a number of minutes above 0"),
      ),
  examples: [
    "pricewar worker --redis redis://10.0.0.5:6379",
    'pricewar worker --redis rediss://queue.example:6380 --backends onnx,wasm --dataset "csv:news.csv"',
  ],
  exitCodes: { 0: "no work for --idle-minutes", 2: "bad input", 130: "stopped; its job goes to another" },
  load: async () => (await import("../actions/worker.ts")).worker,
};
