import { Option } from "commander";
import { ARCHITECTURES } from "../../harness/contract/architectures.ts";
import { positive } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";

export const prices: PricewarCommand = {
  name: "prices",
  description: "List the offers of the price sheet, the cheapest first.",
  configure: (command) =>
    command
      .option("--cpu [name]", "only offers without a GPU; with a name such as c8g, those whose id contains it")
      .addOption(new Option("--arch <name>", "only offers of this architecture").choices(ARCHITECTURES))
      .option(
        "--max <usd>",
        "only offers of at most so many dollars per hour",
        positive("--max", "a number of dollars above 0"),
      )
      .option("--gpu", "only offers with a GPU or another accelerator", false)
      .option("--json", "print a JSON array of offers", false),
  examples: ["pricewar prices --cpu --arch arm64 --max 0.1", "pricewar prices --gpu"],
  exitCodes: { 0: "listed", 2: "bad input", 3: "no such offer" },
  load: async () => (await import("../actions/prices.ts")).prices,
};
