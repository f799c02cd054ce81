import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bundle } from "../harness/base/bundle/bundle.io.mjs";

/** The contents of all files that a report embeds to be self-contained. */
export interface PageAssets {
  /** Minified builds that set the globals vega, vegaLite and vegaEmbed, in the order they must run in. */
  readonly libraries: readonly string[];
  /** The page's own program, to run last. */
  readonly script: string;
  readonly styles: string;
}

/** Minified builds by package. The packages' `exports` hide them, so they are located relative to each main file. */
const BUILDS = { vega: "vega.min.js", "vega-lite": "vega-lite.min.js", "vega-embed": "vega-embed.min.js" };

/** In the order of their precedence, the last the highest. */
const STYLES = ["page.css", "contents.css", "explore.css"];

/** The folder of the sources, from which packages are found. */
const PROJECT = join(import.meta.dirname, "..");

export async function readPageAssets(): Promise<PageAssets> {
  const [libraries, script, styles] = await Promise.all([
    Promise.all(Object.entries(BUILDS).map(([name, file]) => readFile(besideMain(name, file), "utf8"))),
    bundledProgram(join("reports", "app", "main.tsx")),
    Promise.all(STYLES.map((name) => readFile(join(import.meta.dirname, "page", name), "utf8"))),
  ]);
  return { libraries, script, styles: styles.join("\n") };
}

function besideMain(name: string, file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(name)), file);
}

/** One script of a program for browsers, with all that it imports: made once for each state of its sources. */
async function bundledProgram(entry: string): Promise<string> {
  const { file } = await bundle({ project: PROJECT, entry, forBrowser: true });
  return readFile(file, "utf8");
}
