import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../base/bundle/bundle.io.mjs";
import { installedVersions } from "../../base/bundle/installed-versions.io.ts";
import { contentId } from "../../base/canonical-json.ts";

const LOCKFILE = "package-lock.json";

/** The code that measures: what a phase process runs, and nothing else. */
export interface MeasuringCode {
  /** 12 hex digits of a SHA-256 over the worker's bundle and the lockfile: the same wherever the project lies. */
  readonly code: string;
  /** The script of every phase process. It is plain JavaScript: no TypeScript loader adds to a figure. */
  readonly script: string;
  /** The files that `code` follows from, relative to the project, with forward slashes. */
  readonly sources: readonly string[];
}

/**
 * Bundles the worker, or finds its bundle where nothing has changed since.
 * @param worker the entry of every phase process, relative to the project
 * @throws esbuild's error, with file and line, where a source cannot be read
 */
export async function measuringCode(project: string, worker: string): Promise<MeasuringCode> {
  const { file, id, sources } = await bundle({ project, entry: worker });
  const code = contentId({ bundle: id, packages: await packagesOf(project) });
  return { code, script: file, sources: [...sources, LOCKFILE] };
}

/** The lockfile or, where npm has installed the project as a package, which never holds one, what it installed with it. */
async function packagesOf(project: string): Promise<string | string[]> {
  return readFile(join(project, LOCKFILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return installedVersions(project);
  });
}
