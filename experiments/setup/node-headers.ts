import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What tells node-gyp to take the machine's own headers instead of downloading them; nothing where it is told already
 * or where they were not installed with Node.
 */
export function ownHeaders(): Record<string, string> {
  if (process.env.npm_config_nodedir !== undefined) return {};
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node.h")) ? { npm_config_nodedir: prefix } : {};
}
