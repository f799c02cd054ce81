import { hasArtifact, readArtifact } from "../../base/folders.io.ts";
import type { VectorsOfWords } from "../../contract/word-vectors.ts";
import { alignedBytes, bytesOf, float32s } from "./corpus-files.io.ts";

/** Files of a prepared corpus whose model begins with word vectors: those of its vocabulary. */
const VALUES = "vectors.f32";
const FOUND = "vectors-found.u8";

/** Contents by file name. */
export function vectorFiles({ values, found }: VectorsOfWords): Readonly<Record<string, Uint8Array>> {
  return { [VALUES]: bytesOf(values), [FOUND]: found };
}

/** Null where the corpus has none. */
export async function readVectors(corpusFolder: string): Promise<VectorsOfWords | null> {
  if (!(await hasArtifact(corpusFolder, FOUND))) return null;
  const found = await readArtifact(corpusFolder, FOUND);
  const values = float32s(alignedBytes(await readArtifact(corpusFolder, VALUES)));
  return { width: values.length / found.length, values, found };
}
