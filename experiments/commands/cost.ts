import { USUAL_OPERATION, USUAL_SEARCH_MONTHS } from "../../harness/judge/pricing/monthly/defaults.ts";
import { readCount } from "../read-count.ts";
import { number, positive } from "../read-number.ts";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";
import { withOperation } from "./operation-options.ts";

export const cost: PricewarCommand = {
  name: "cost",
  description:
    "Say what serving costs a month at a volume of texts, at which offer it is cheapest, and where costs cross.",
  configure: (command) =>
    withOperation(
      command
        .argument("<folder>", "a run folder, such as runs/quant or just quant")
        .requiredOption("--texts-per-month <count>", "texts to answer in a month: 50M, 1.2B or 500,000", (text) =>
          readCount(text, "--texts-per-month"),
        ),
    )
      .option(
        "--hosted <usd>",
        "dollars per million texts of a hosted service to compare with",
        positive("--hosted", "a number of dollars above 0"),
      )
      .option(
        "--configuration <name>",
        "the configuration to ask about, as reports name it (default: the answer, or without one what costs least)",
      )
      .option("--versus <name>", "another one to compare it with (default: the baseline)")
      .option(
        "--offers <which>",
        'offers to list: "all", or those whose id or kind contains this (default: the ten cheapest)',
      )
      .option("--own-offers <file>", "a file of reserved, own and serverless offers to compare with (see docs/cost.md)")
      .option(
        "--search-months <months>",
        "months over which the cost of this search is spread",
        positive("--search-months", "a number of months above 0"),
        USUAL_SEARCH_MONTHS,
      )
      .option(
        "--spot-loss <share>",
        "share of the paid time of spot machines that interruptions cost",
        number("--spot-loss", "a share from 0 to below 1, such as 0.05", (share) => share >= 0 && share < 1),
        USUAL_OPERATION.spotLoss,
      )
      .option(
        "--cold-share <share>",
        "share of serverless requests that start a new function",
        number("--cold-share", "a share from 0 to 1, such as 0.01", (share) => share >= 0 && share <= 1),
        USUAL_OPERATION.coldShare,
      )
      .option("--json", "print one JSON document, and all words on stderr", false)
      .addOption(identityOption()),
  examples: [
    "pricewar cost runs/quant --texts-per-month 50M --hosted 0.10",
    "pricewar cost quant --texts-per-month 2B --offers spot --retrain-days never",
  ],
  exitCodes: { 0: "answered", 2: "bad input", 3: "no configuration finished, or no such offer" },
  load: async () => (await import("../actions/cost.ts")).cost,
};
