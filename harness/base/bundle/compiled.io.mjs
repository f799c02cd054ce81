// @ts-check
/**
 * A script of a megabyte takes V8 40 ms to read before its first line runs. What V8 makes of it is therefore kept in a file next to
 * it, and a few lines load both. From Node 22 on, `module.enableCompileCache` does the same.
 */
import { Script } from "node:vm";

/** What Node puts around a CommonJS file. */
const BEFORE = "(function (exports, require, module, __filename, __dirname) {";
const AFTER = "\n})";

const LOADER = `"use strict";
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");
const filename = __filename.replace(/\\.cjs$/, ".source.cjs");
const source = ${JSON.stringify(BEFORE)} + readFileSync(filename, "utf8") + ${JSON.stringify(AFTER)};
// V8 ignores data that another version made, or that other flags ask for.
const script = new Script(source, { filename, cachedData: readFileSync(filename.replace(/cjs$/, "v8")) });
script.runInThisContext()(exports, require, module, __filename, __dirname);
`;

/**
 * @param {string} name of the script that is to be started or required, with its extension .cjs
 * @param {string} source CommonJS without `import()`, which a script in a file of its own has no right to
 * @returns {{ code: { name: string, contents: Uint8Array }[], cache: { name: string, contents: Uint8Array } }} its files; the cache
 *   depends on this process's version of V8, the others on the arguments alone
 */
export function withCompiledCode(name, source) {
  const stem = name.replace(/\.cjs$/, "");
  return {
    code: [
      { name, contents: Buffer.from(LOADER) },
      { name: `${stem}.source.cjs`, contents: Buffer.from(source) },
    ],
    cache: { name: `${stem}.source.v8`, contents: new Script(BEFORE + source + AFTER).createCachedData() },
  };
}
