/** `tsx experiments/project.ts sizes` is `pricewar project sizes`. */
import { commandLine } from "./start.mjs";

const { runCommand } = await commandLine();
await runCommand("project");
