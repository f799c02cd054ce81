import type { PricewarCommand } from "./command.ts";

export const init: PricewarCommand = {
  name: "init",
  description:
    "Write a matrix for a file of texts and labels (CSV, JSON Lines or Parquet), with what the file was found to contain.",
  configure: (command) =>
    command
      .argument(
        "<file>",
        "a CSV, JSON Lines or Parquet file, with the options of a dataset if it needs any (see docs/data.md)",
      )
      .option("--text <column>", "the column of texts (default: text, or the column with the longest fields)")
      .option("--label <column>", "the column of labels (default: label, or the column with the fewest values)")
      .option("--out <file>", "the matrix to write, which must not exist yet (default: <name of the file>.json)"),
  examples: [
    "pricewar init news.csv",
    "pricewar init news.csv,empty=skip,encoding=windows-1252",
    "pricewar init mails.csv --text body --label folder --out mails.json",
  ],
  exitCodes: { 0: "written", 2: "bad input, or the matrix exists already" },
  load: async () => (await import("../actions/init.ts")).init,
};
