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
const BEYOND_ASCII = /[\u0080-\uffff]/g;
/** Backslashes of which the last belongs to the character after it. */
const ESCAPED = /(?<!\\)(?:\\\\)*\\[\u0080-\uffff]/;

const LOADER = `"use strict";
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");
const filename = __filename.replace(/\\.cjs$/, ".source.cjs");
const source = ${JSON.stringify(BEFORE)} + readFileSync(filename, "latin1") + ${JSON.stringify(AFTER)};
// V8 ignores data that another version made, or that other flags ask for.
const script = new Script(source, { filename, cachedData: readFileSync(filename.replace(/cjs$/, "v8")) });
script.runInThisContext()(exports, require, module, __filename, __dirname);
`;

/**
 * The same script with other characters than ASCII as escapes: with a single one, V8 keeps all of the text in two bytes for each character, and
 * takes twice as long to read it. esbuild escapes those in strings and names; in comments, regular expressions and tagged templates they remain.
 * A tag that asks for the raw text of its template gets the escapes.
 * @param {Uint8Array} source JavaScript in UTF-8
 * @returns {Uint8Array}
 * @throws {Error} at a backslash before such a character, whose escape would mean something else
 */
export function asciiScript(source) {
  const text = Buffer.from(source).toString("utf8");
  const [escaped] = ESCAPED.exec(text) ?? [];
  if (escaped !== undefined) throw new Error(`a source has a backslash before ${escaped.at(-1)}: write it without`);
  return Buffer.from(text.replaceAll(BEYOND_ASCII, escapeOf), "latin1");
}

/** @param {string} unit of UTF-16 */
function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * @param {string} name of the script that is to be started or required, with its extension .cjs
 * @param {Uint8Array} source CommonJS in ASCII, without `import()`, which a script of this kind has no right to
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
  const compiled = new Script(BEFORE + Buffer.from(source).toString("latin1") + AFTER, { filename });
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
