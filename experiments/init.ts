/** `tsx experiments/init.ts news.csv` is `pricewar init news.csv`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("init");
