import { forShell } from "../harness/base/shell.ts";
import { reachedWithVariable } from "../harness/queue/redis-url.ts";

/** Options of a run that one which continues it must not repeat: they would start anew. */
const STARTING_ANEW = ["--fresh", "--force"];

/** What an encrypted run is continued with. */
const WITH_IDENTITY = ["--identity", "FILE"];

/**
 * The line for a shell that continues a stopped run. It repeats no password of a Redis.
 * @param args of this process: "run quant.json …", or what follows the name of experiments/run.ts
 */
export function continuation(args: readonly string[]): string {
  const own = args[0] === "run" ? args.slice(1) : args;
  const repeated = own.filter((word) => !STARTING_ANEW.includes(word));
  const isEncrypted = own.some((word) => /^--encrypt(=|$)/.test(word));
  const opens = own.some((word) => /^--identity(=|$)/.test(word));
  const further = isEncrypted && !opens ? WITH_IDENTITY : [];
  return ["npx", "pricewar", "run", ...repeated.map(reachedWithVariable), ...further].map(forShell).join(" ");
}
