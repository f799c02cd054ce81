import { join } from "node:path";
import { exists } from "../../base/files.io.ts";
import { readArtifact } from "../../base/folders.io.ts";
import type { VectorsOfWords } from "../../contract/word-vectors.ts";

/** Files of a prepared corpus whose model begins with word vectors: those of its vocabulary. */
const VALUES = "vectors.f32";
const FOUND = "vectors-found.u8";

/** Contents by file name. */
export function vectorFiles({ values, found }: VectorsOfWords): Readonly<Record<string, Uint8Array>> {
  return { [VALUES]: new Uint8Array(values.buffer, values.byteOffset, values.byteLength), [FOUND]: found };
}

/** Null where the corpus has none. */
export async function readVectors(corpusFolder: string): Promise<VectorsOfWords | null> {
  if (!(await exists(join(corpusFolder, FOUND)))) return null;
  const found = Uint8Array.from(await readArtifact(corpusFolder, FOUND));
  // Copied, since floats must begin at a multiple of four.
  const bytes = Uint8Array.from(await readArtifact(corpusFolder, VALUES));
  const values = new Float32Array(bytes.buffer);
  return { width: values.length / found.length, values, found };
}
