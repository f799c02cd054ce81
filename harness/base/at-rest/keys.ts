/** What a process opens and closes files with. It has them in its memory alone: they come over its channel or from a file that its user names. */
export interface Keys {
  /** Whoever can open what the process writes, as age's recipients, "age1…". None where it writes in clear. */
  readonly recipients: readonly string[];
  /** What opens the files that it reads, as age's identities, "AGE-SECRET-KEY-1…". */
  readonly identities: readonly string[];
}

const IN_CLEAR: Keys = { recipients: [], identities: [] };

/** Of the process, as its current folder and its memory are: nothing that reads or writes a file can be without them. */
let held = IN_CLEAR;

/** From now on files are written to these recipients, and encrypted ones can be read. Null for a process that knows no keys. */
export function holdKeys(keys: Keys | null): void {
  held = keys ?? IN_CLEAR;
}

export function heldKeys(): Keys {
  return held;
}

/** What a process gives those that it starts; undefined if it has nothing. */
export function keysToHandOver(): Keys | undefined {
  return held === IN_CLEAR ? undefined : held;
}

/** Whether what this process writes is encrypted. */
export function writesEncrypted(): boolean {
  return held.recipients.length > 0;
}
