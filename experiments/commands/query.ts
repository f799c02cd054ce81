import { Option } from "commander";
import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";

export const query: PricewarCommand = {
  name: "query",
  description:
    "Answer a question in SQL about run folders: tables runs, configurations, samples, epochs and baselines.",
  configure: (command) =>
    command
      .argument(
        "<folders-and-sql...>",
        'run folders, such as runs/quant or just quant (without any, all under runs/), and last the SQL: "select … from runs"',
      )
      .addOption(
        new Option("--format <format>", "form of the result (default: by the ending of --out, else a table)").choices([
          "table",
          "csv",
          "json",
          "parquet",
        ]),
      )
      .option("--out <file>", "write the result to this file")
      .addOption(identityOption()),
  examples: [
    "pricewar query quant 'select configuration, avg(accuracy) a from runs group by all order by a desc'",
    "pricewar query quant 'describe runs'",
    "pricewar query quant 'from samples' --out samples.parquet",
  ],
  exitCodes: { 0: "answered", 2: "bad input, or SQL that DuckDB refuses", 3: "no run folder" },
  load: async () => (await import("../actions/query.ts")).query,
};
