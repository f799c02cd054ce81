/** What a name of a file in an artifact may be: parts without a leading dot, so that none leads out of its folder. */
export const ARTIFACT_NAME = /^(?:[\w-][\w.+-]*\/)*[\w-][\w.+-]*$/;

/** Folders that machines pass on to one another, under content keys: trained weights, answers of teachers, models. */
export interface ArtifactStore {
  has(key: string): Promise<boolean>;
  /**
   * Takes a sealed folder where it has none under the key. Where another machine was first, its folder is written in place of this
   * one, so that all have the same.
   */
  share(key: string, folder: string): Promise<void>;
  /**
   * Writes the folder of a key in one step, in place of what is there, unless that is the same.
   * @returns false where there is none, or one that did not arrive as it was sent
   */
  get(key: string, folder: string): Promise<boolean>;
}

/** Stores a folder whose key says all of its content, unless it is there. */
export async function passOn(artifacts: ArtifactStore, key: string, folder: string): Promise<void> {
  if (!(await artifacts.has(key))) await artifacts.share(key, folder);
}

/** Where bytes are kept under a name of letters, digits, "." and "-". */
export interface BlobStore {
  has(name: string): Promise<boolean>;
  /** In place of what is there. */
  write(name: string, bytes: Buffer): Promise<void>;
  /** @returns false where something is there, which stays */
  add(name: string, bytes: Buffer): Promise<boolean>;
  /** @param most bytes to read, from the first on; all if left out */
  read(name: string, most?: number): Promise<Buffer | null>;
}
