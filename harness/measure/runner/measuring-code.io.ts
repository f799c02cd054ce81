import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../base/bundle/bundle.io.mjs";
import { installedVersions } from "../../base/bundle/installed-versions.io.ts";
import { contentId } from "../../base/canonical-json.ts";
import { PHASE_PROCESS } from "./child-executor.io.ts";

const LOCKFILE = "package-lock.json";
/** Packages of many small files, which every phase process would read one by one. */
const INLINED = ["@bufbuild/protobuf", "onnx-buf", "simple-statistics", "zod"];

/** The code that measures: what a phase process runs, and nothing else. */
export interface MeasuringCode {
  /** 12 hex digits of a SHA-256 over the worker's bundle, the lockfile and how its processes start; not over the project's path. */
  readonly code: string;
  /** The script of every phase process: plain JavaScript, so that no TypeScript loader adds to a figure. */
  readonly script: string;
  /** The files that determine `code`, relative to the project, with forward slashes. */
  readonly sources: readonly string[];
}

/**
 * Bundles the worker, or finds its bundle if nothing has changed since.
 * @param worker the entry of every phase process, relative to the project
 * @throws esbuild's error, with file and line, if a source cannot be read
 */
export async function measuringCode(project: string, worker: string): Promise<MeasuringCode> {
  const { file, id, sources } = await bundle({ project, entry: worker, inlined: INLINED, oneFile: true });
  const code = contentId({ bundle: id, packages: await packagesOf(project), process: PHASE_PROCESS });
  // The lockfile stands for the packages.
  const own = sources.filter((path) => !path.includes("node_modules/"));
  return { code, script: file, sources: [...own, LOCKFILE] };
}

/** The lockfile; for an installed package, which has none, the versions of the packages installed with it. */
async function packagesOf(project: string): Promise<string | string[]> {
  return readFile(join(project, LOCKFILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return installedVersions(project);
  });
}
