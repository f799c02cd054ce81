import { Argument } from "commander";
import { LISTABLE } from "../listable.ts";
import type { PricewarCommand } from "./command.ts";

export const list: PricewarCommand = {
  name: "list",
  flag: "--list",
  description: "List what a matrix may name: shipped matrices, datasets, backends, prices, levers.",
  configure: (command) =>
    command.addArgument(new Argument("[what]", "one of these lists (default: all but prices)").choices(LISTABLE)),
  examples: ["pricewar list", "pricewar list levers"],
  exitCodes: { 0: "listed", 2: "bad input" },
  load: async () => (await import("../actions/list.ts")).list,
};
