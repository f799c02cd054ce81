/** Folders that machines pass on to one another, under content keys: trained weights, answers of teachers, models. */
export interface ArtifactStore {
  has(key: string): Promise<boolean>;
  /** Takes a sealed folder. */
  put(key: string, folder: string): Promise<void>;
  /**
   * Writes the folder of a key in one step, in place of what is there.
   * @returns false where there is none, or one that did not arrive as it was sent
   */
  get(key: string, folder: string): Promise<boolean>;
}

/** Stores a folder whose key says all of its content, unless it is there. */
export async function passOn(artifacts: ArtifactStore, key: string, folder: string): Promise<void> {
  if (!(await artifacts.has(key))) await artifacts.put(key, folder);
}

/** Where bytes are kept under a name of letters, digits, "." and "-". */
export interface BlobStore {
  has(name: string): Promise<boolean>;
  write(name: string, bytes: Buffer): Promise<void>;
  read(name: string): Promise<Buffer | null>;
}
