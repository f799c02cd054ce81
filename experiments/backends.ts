/** `tsx experiments/backends.ts` is `pricewar backends`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("backends");
