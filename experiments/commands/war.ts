import { Option } from "commander";
import { USUAL_QUESTION } from "../../harness/judge/pricing/war/question.ts";
import { readCount } from "../read-count.ts";
import { number, positive, whole } from "../read-number.ts";
import { readCut } from "../read-price-path.ts";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";
import { withOperation } from "./operation-options.ts";

const MOST_MONTHS = 120;

export const war: PricewarCommand = {
  name: "war",
  description:
    "Say what to ship in a price war: which configurations earn, until when, and what a rival's cut changes.",
  configure: (command) =>
    withOperation(
      command
        .argument("<folder>", "a run folder, such as runs/quant or just quant")
        .requiredOption("--texts-per-month <count>", "texts sold in the first month: 50M, 1.2B or 500,000", (text) =>
          readCount(text, "--texts-per-month"),
        )
        .requiredOption(
          "--price <usd>",
          "what a million texts are sold for in the first month",
          positive("--price", "a number of dollars above 0"),
        )
        .addOption(
          new Option(
            "--price-path <path>",
            "how that price moves: -60% a year, steps 13:0.5,25:0.25, flat, or a history such as embedding-cut-2023",
          ).default(USUAL_QUESTION.pricePath.name, USUAL_QUESTION.pricePath.name),
        )
        .addOption(
          new Option("--compute-path <path>", "how the price of machines moves, likewise").default(
            USUAL_QUESTION.computePath.name,
            USUAL_QUESTION.computePath.name,
          ),
        )
        .option(
          "--growth <share>",
          "share by which the texts grow each month",
          number("--growth", "a share above -1 and at most 1, such as 0.05", (share) => share > -1 && share <= 1),
          USUAL_QUESTION.monthlyGrowth,
        )
        .option(
          "--margin <share>",
          "share of the revenue that every month should leave",
          number("--margin", "a share below 1, such as 0.3", (share) => share < 1),
          USUAL_QUESTION.wantedMargin,
        )
        .option(
          "--same-accuracy <points>",
          "points that accuracies may differ by to count as the same",
          number("--same-accuracy", "a number of points from 0", (points) => points >= 0),
          100 * USUAL_QUESTION.accuracyTolerance,
        )
        .option(
          "--wrong-answer <usd>",
          "what a wrong answer costs you",
          number("--wrong-answer", "a number of dollars from 0", (usd) => usd >= 0),
          USUAL_QUESTION.usdPerWrongAnswer,
        )
        .addOption(
          new Option("--rival <cut>", "a rival's cut that you follow: month and factor on the price")
            .argParser((text: string) => readCut(text, "--rival"))
            .default(USUAL_QUESTION.rival, "2:0.5, half from the second month on"),
        )
        .option("--months <count>", "months to look at", whole("--months", 1, MOST_MONTHS), USUAL_QUESTION.months)
        .option("--offer <id>", "an offer of the price sheet to serve all at (default: that of the runs)")
        .option("--any-quality", "let configurations take part that the run's rules of quality refuse", false),
    )
      .option("--json", "print one JSON document, and all words on stderr", false)
      .addOption(identityOption()),
  examples: [
    "pricewar war runs/quant --texts-per-month 20M --price 10",
    "pricewar war quant --texts-per-month 2B --price 0.5 --price-path embedding-cut-2023 --margin 0.3",
  ],
  exitCodes: { 0: "answered", 2: "bad input", 3: "no configuration finished" },
  load: async () => (await import("../actions/war.ts")).war,
};
