import type { PricewarCommand } from "./command.ts";
import { identityOption } from "./identity-option.ts";

export const purge: PricewarCommand = {
  name: "purge",
  description: "Delete a run with what the cache keeps of its texts, and say what is left.",
  configure: (command) =>
    command
      .argument("<run>", "a run folder, or its name under runs/")
      .option("--yes", "delete without asking", false)
      .option("--dry-run", "list what would be deleted, without deleting anything", false)
      .addOption(identityOption()),
  examples: ["pricewar purge quant --dry-run", "pricewar purge runs/quant --yes"],
  exitCodes: { 0: "deleted, or listed", 2: "bad input, no run folder, or one in use", 3: "not deleted: not confirmed" },
  load: async () => (await import("../actions/purge.ts")).purge,
};
