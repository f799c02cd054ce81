/** `tsx experiments/worker.ts --redis redis://HOST:6379` is `pricewar worker --redis redis://HOST:6379`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("worker");
