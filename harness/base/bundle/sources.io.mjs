// @ts-check
import { readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { sha256 } from "./sha256.mjs";

/**
 * @typedef {object} Source a file as it was when it was read
 * @property {string} path relative to the project, with forward slashes
 * @property {string} stat size, times and inode
 * @property {boolean} isYoung so recently changed that one more change could leave `stat` as it is
 * @property {string} sha256
 */

/** Coarser than the time stamps of any file system in use. */
const YOUNG_MS = 2500;

/**
 * @param {string} project
 * @param {string} path
 * @returns {{ source: Source, content: Buffer }}
 */
export function readSource(project, path) {
  // Before the content, so that a change between the two is found the next time.
  const stat = statSync(path, { bigint: true });
  const isYoung = Number(stat.ctimeNs / 1_000_000n) > Date.now() - YOUNG_MS;
  const content = readFileSync(path);
  const name = relative(project, path).replaceAll("\\", "/");
  return { source: { path: name, stat: statText(stat), isYoung, sha256: sha256(content) }, content };
}

/**
 * Compares files with what they were: by size, times and inode where those can be trusted, else by content.
 * @param {string} project
 * @param {readonly Source[]} sources
 * @returns {readonly Source[] | null} null where a file has changed or is gone; the same list where nothing had to be
 *   read, else one that needs less reading the next time
 */
export function unchangedSources(project, sources) {
  const now = sources.map((source) => unchangedSource(resolve(project, source.path), project, source));
  if (now.some((source) => source === null)) return null;
  return now.every((source, index) => source === sources[index]) ? sources : /** @type {Source[]} */ (now);
}

/**
 * @param {string} path
 * @param {string} project
 * @param {Source} source
 * @returns {Source | null}
 */
function unchangedSource(path, project, source) {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!source.isYoung && statText(stat) === source.stat) return source;
  const { source: now } = readSource(project, path);
  return now.sha256 === source.sha256 ? now : null;
}

/** @param {import("node:fs").BigIntStats} stat */
function statText({ size, mtimeNs, ctimeNs, ino }) {
  return [size, mtimeNs, ctimeNs, ino].join(" ");
}
