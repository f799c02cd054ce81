// @ts-check
import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Where a project keeps what it makes of its own sources: in itself or, where it may not write there, in the user's cache,
 * with links to its packages so that code finds them from there too.
 * @param {string} project
 * @returns {string}
 * @throws {Error} where neither can be written to
 */
export function cacheFolder(project) {
  const own = join(project, ".cache");
  if (canWrite(own)) return own;
  const name = createHash("sha256").update(project).digest("hex").slice(0, 12);
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pricewar", name);
  if (!canWrite(folder)) {
    throw new Error(
      `compiled code can be kept neither in ${own} nor in ${folder}: set XDG_CACHE_HOME to a folder that you may write to`,
    );
  }
  for (const dependency of dependenciesOf(project)) linkPackage(project, dependency, join(folder, "node_modules"));
  return folder;
}

/**
 * @param {string} project
 * @returns {string[]} names of the packages that its sources may import
 */
export function dependenciesOf(project) {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(project, "package.json"), "utf8"),
  );
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

/**
 * Looks where Node does: in the node_modules of every folder above.
 * @param {string} project
 * @param {string} name
 * @returns {string | null}
 */
export function packageFolder(project, name) {
  for (let folder = project; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (statSync(found, { throwIfNoEntry: false }) !== undefined) return found;
    if (folder === dirname(folder)) return null;
  }
}

/**
 * @param {string} project
 * @param {string} name
 * @param {string} into
 */
function linkPackage(project, name, into) {
  const found = packageFolder(project, name);
  const link = join(into, name);
  if (found === null || linkTarget(link) === found) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  // On Windows, junctions need no rights that links do.
  symlinkSync(found, link, "junction");
}

/**
 * @param {string} link
 * @returns {string | null} null where there is no link
 */
function linkTarget(link) {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function canWrite(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
