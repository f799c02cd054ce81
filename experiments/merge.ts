/** `tsx experiments/merge.ts runs/a runs/b --out runs/all` is `pricewar merge runs/a runs/b --out runs/all`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("merge");
