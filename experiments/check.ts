/** `tsx experiments/check.ts --base-ref main` is `pricewar check --base-ref main`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("check");
