/** `tsx experiments/board.ts --redis redis://HOST:6379` is `pricewar board --redis redis://HOST:6379`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("board");
