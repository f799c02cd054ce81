import type { PricewarCommand } from "./command.ts";
import { formatOption } from "./format-option.ts";
import { identityOption } from "./identity-option.ts";

export const merge: PricewarCommand = {
  name: "merge",
  description: "Join run folders of one plan, such as its shards, into a new one, and write its report.",
  configure: (command) =>
    command
      .argument("<folders...>", "run folders, such as runs/a runs/b or just a b; they stay as they are")
      .requiredOption("--out <folder>", "the new run folder")
      .addOption(formatOption())
      .addOption(identityOption())
      .option("--json", "print the result as one JSON document, and all words on stderr", false),
  examples: ["pricewar merge runs/one runs/two --out runs/all"],
  exitCodes: { 0: "joined", 2: "bad input, or folders of different plans", 3: "no record to join" },
  load: async () => (await import("../actions/merge.ts")).merge,
};
