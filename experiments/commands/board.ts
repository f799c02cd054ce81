import { redisOption } from "../queue/redis-place.ts";
import type { PricewarCommand } from "./command.ts";
import { portOption } from "./port-option.ts";

export const board: PricewarCommand = {
  name: "board",
  description: "Show the jobs in a queue of `pricewar run --redis` as a page, by bull-board. It changes none of them.",
  configure: (command) =>
    command
      .addOption(redisOption("the Redis with the queue").makeOptionMandatory())
      .addOption(portOption(3000))
      .option(
        "--host <address>",
        "address to listen on; 0.0.0.0: every one of this machine, for whoever reaches it, without a password",
        "127.0.0.1",
      ),
  examples: ["pricewar board --redis redis://10.0.0.5:6379"],
  exitCodes: { 0: "stopped", 2: "bad input" },
  load: async () => (await import("../actions/board.ts")).board,
};
