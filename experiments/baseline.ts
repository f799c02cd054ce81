/** `tsx experiments/baseline.ts write runs/smoke` is `pricewar baseline write runs/smoke`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("baseline");
