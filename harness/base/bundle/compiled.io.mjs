// @ts-check
/**
 * A script of a megabyte takes V8 40 ms to read before its first line runs. What V8 makes of it is therefore kept in a file next to
 * it, and a few lines load both. From Node 22 on, `module.enableCompileCache` does the same.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Script } from "node:vm";
import { sha256 } from "./sha256.mjs";

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
 * @param {Uint8Array} source CommonJS without `import()`, which a script of this kind has no right to
 * @returns {{ name: string, contents: Uint8Array }[]} the script and its source
 */
export function loadedScript(name, source) {
  return [
    { name, contents: Buffer.from(LOADER) },
    { name: sourceName(name), contents: source },
  ];
}

/**
 * What this version of V8 makes of a script, and the hash of that: V8 itself does not notice damage, and makes other bytes of the same
 * source the next time.
 * @param {string} script where the script will be
 * @param {Uint8Array} source as for `loadedScript`
 * @returns {{ name: string, contents: Uint8Array }[]} to lie next to the script
 */
export function compiledScript(script, source) {
  const filename = sourceName(script);
  const compiled = new Script(BEFORE + Buffer.from(source).toString("utf8") + AFTER, { filename });
  const contents = compiled.createCachedData();
  const name = compiledName(script);
  return [
    { name: basename(name), contents },
    { name: basename(hashName(name)), contents: Buffer.from(sha256(contents)) },
  ];
}

/**
 * Whether what was compiled of a script is as it was made.
 * @param {string} script
 * @returns {boolean}
 */
export function isCompiledWhole(script) {
  const name = compiledName(script);
  try {
    return sha256(readFileSync(name)) === readFileSync(hashName(name), "utf8");
  } catch {
    return false;
  }
}

/** @param {string} script */
function compiledName(script) {
  return sourceName(script).replace(/cjs$/, "v8");
}

/** @param {string} compiled */
function hashName(compiled) {
  return `${compiled}.sha256`;
}

/** @param {string} script */
function sourceName(script) {
  return script.replace(/\.cjs$/, ".source.cjs");
}
