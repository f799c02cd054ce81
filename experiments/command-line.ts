import about from "../package.json" with { type: "json" };
import { COMMANDS } from "./commands/commands.ts";
import { main, mainOfAll } from "./main.ts";

/** Runs the command that the first argument of this process names. */
export function pricewar(): Promise<void> {
  return mainOfAll("pricewar", about, Object.values(COMMANDS));
}

/** Runs one command with all arguments of this process. */
export function runCommand(name: keyof typeof COMMANDS): Promise<void> {
  return main(COMMANDS[name]);
}
