/** A corpus whose training rows lie apart by owner, so that no process of a training has to open those of others. */
import { join } from "node:path";
import { readArtifact, writeFolder } from "../../base/folders.io.ts";
import { ownedRows } from "../../classifier/training/together/owners-of-rows.ts";
import { rowsOfOwner, shareOutRows } from "../../classifier/training/together/worker-rows.ts";
import type { Owners } from "../../contract/training-fields.ts";
import { type EncodedCorpus, heldOutFiles, readEncoded, readSources, trainFiles } from "./corpus-files.io.ts";
import { readVectors, vectorFiles } from "./vector-files.io.ts";

/** Lays the training rows of a prepared corpus apart, once for all trainings whose workers have the same. */
export interface ShareOutJob {
  readonly corpusFolder: string;
  readonly workers: number;
  /** Absent where rows are alike. */
  readonly owners?: Owners;
  readonly ownersFolder: string;
}

/** How many rows each owner has: no text, and known to all of them, since they weigh each other by it. */
const OWNED = "owned.json";

/** Files are in it that one owner alone opens. */
const folderOf = (rank: number) => `owner-${rank + 1}`;

/**
 * Writes what is held out and the vectors of words for all owners, and for each of them a folder with its own training rows.
 * @throws DataError if rows cannot be shared out as asked
 */
export async function shareOut({ corpusFolder, workers, owners, ownersFolder }: ShareOutJob): Promise<void> {
  const corpus = await readEncoded(corpusFolder);
  const rows = { labels: corpus.train.labels, sources: await readSources(corpusFolder) };
  const owner = shareOutRows(rows, workers, owners);
  const vectors = await readVectors(corpusFolder);
  const ofOwner = (rank: number) =>
    Object.entries(trainFiles(rowsOfOwner(corpus.train, owner, rank))).map(
      ([name, content]) => [`${folderOf(rank)}/${name}`, content] as const,
    );
  await writeFolder(ownersFolder, {
    ...heldOutFiles(corpus),
    ...(vectors && vectorFiles(vectors)),
    [OWNED]: JSON.stringify(ownedRows(owner, workers)),
    ...Object.fromEntries(Array.from({ length: workers }, (_, rank) => ofOwner(rank)).flat()),
  });
}

/** What one owner reads. */
export interface OwnCorpus {
  /** Its training rows are the owner's. */
  readonly corpus: EncodedCorpus;
  /** The number of rows of each owner. */
  readonly owned: readonly number[];
}

/** Opens what is held out, and the training rows of one owner. @param rank from 0 */
export async function readOwnRows(ownersFolder: string, rank: number): Promise<OwnCorpus> {
  return {
    corpus: await readEncoded(ownersFolder, join(ownersFolder, folderOf(rank))),
    owned: JSON.parse((await readArtifact(ownersFolder, OWNED)).toString("utf8")),
  };
}
