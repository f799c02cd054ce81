import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Environment that makes node-gyp use the machine's own headers instead of downloading them; empty if it is set already, or
 * if they were not installed with Node.
 */
export function ownHeaders(): Record<string, string> {
  if (process.env.npm_config_nodedir !== undefined) return {};
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node.h")) ? { npm_config_nodedir: prefix } : {};
}
