import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { contentId } from "../../base/canonical-json.ts";
import { exists } from "../../base/files.io.ts";

/**
 * Bundles a TypeScript entry into plain JavaScript below the project, where its packages are found; once for each state
 * of the code. Children then start without a TypeScript loader, whose start-up and memory would end up in every figure.
 * Code is split, so that each phase reads only what it needs.
 * @param code hash of everything that the entry imports
 * @returns the script to start
 */
export async function bundleEntry(projectFolder: string, entry: string, code: string): Promise<string> {
  const key = contentId({ code, entry: await readFile(entry, "utf8") });
  const bundles = join(projectFolder, ".cache", "bundles");
  const folder = join(bundles, key);
  if (!(await exists(folder))) await bundleInto(folder, entry);
  return join(folder, "worker.mjs");
}

async function bundleInto(folder: string, entry: string): Promise<void> {
  const temporary = `${folder}.${process.pid}.tmp`;
  await mkdir(temporary, { recursive: true });
  try {
    await build({
      entryPoints: { worker: entry },
      outdir: temporary,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20",
      packages: "external",
      logLevel: "silent",
    });
    await rename(temporary, folder).catch((error: NodeJS.ErrnoException) => {
      // Another run of the same code was quicker: its bundle is the same.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
