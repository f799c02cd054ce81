/** `tsx experiments/list.ts levers` is `pricewar list levers`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("list");
