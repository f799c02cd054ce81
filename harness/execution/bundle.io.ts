import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a TypeScript entry into plain JavaScript below the project, where its packages are found. Children then start
 * without a TypeScript loader, whose start-up and memory would end up in every figure. Code is split, so that each phase
 * reads only what it needs.
 * @returns the script to start
 */
export async function bundleEntry(projectFolder: string, entry: string, code: string): Promise<string> {
  const outdir = join(projectFolder, ".cache", "bundles", code);
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints: { worker: entry },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "silent",
  });
  return join(outdir, "worker.mjs");
}
