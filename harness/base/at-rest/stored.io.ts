/**
 * Files at rest: in clear, or as age files beside whose name ".age" stands. Who reads or writes one names it without that, and what the process
 * holds decides (keys.ts). Nothing in clear touches a disk on the way: a file is encrypted in memory, also for its temporary name.
 */
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { RecordError } from "../errors.ts";
import { heldKeys, writesEncrypted } from "./keys.ts";

const ENCRYPTED = ".age";
/** A file to which lines are appended: each is an age file of its own, in base64. */
const ENCRYPTED_LINES = ".age-lines";
const ENDINGS = new RegExp(`(${ENCRYPTED}|${ENCRYPTED_LINES})$`);

const WAY_OUT = "give the identity that opens it with --identity FILE, to a command that takes one";

/** The name without what tells that the file is encrypted. */
export function plainName(name: string): string {
  return name.replace(ENDINGS, "");
}

/** The name of a file's encrypted form. */
export function encryptedName(name: string): string {
  return `${name}${ENCRYPTED}`;
}

/** The name that a file gets which this process writes at once. */
export function nameToWrite(name: string): string {
  return writesEncrypted() ? encryptedName(name) : name;
}

/** The name that a file gets to which this process appends lines. */
export function nameToAppend(name: string): string {
  return writesEncrypted() ? `${name}${ENCRYPTED_LINES}` : name;
}

/** The bytes that are written. */
export async function bytesToWrite(content: string | Uint8Array): Promise<string | Uint8Array> {
  if (!writesEncrypted()) return content;
  const { encrypterTo } = await import("./age.ts");
  return encrypterTo(heldKeys())(content);
}

/** Lines as they are appended. @param text ends with a newline, as each of its lines does */
export async function linesToAppend(text: string): Promise<string> {
  if (!writesEncrypted()) return text;
  const { encrypterTo } = await import("./age.ts");
  const encrypt = encrypterTo(heldKeys());
  const encrypted: string[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    encrypted.push(`${Buffer.from(await encrypt(line)).toString("base64")}\n`);
  }
  return encrypted.join("");
}

/** Where a file is, in clear or encrypted; null if it is not there. */
export async function findStored(path: string): Promise<string | null> {
  for (const one of [path, `${path}${ENCRYPTED}`, `${path}${ENCRYPTED_LINES}`]) if (await isThere(one)) return one;
  return null;
}

/**
 * The content of a file that was written at once.
 * @throws RecordError on an encrypted one that this process cannot open, or that has changed; as `readFile` does where there is none
 */
export async function readStored(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (missing) {
    const encrypted = `${path}${ENCRYPTED}`;
    if ((missing as NodeJS.ErrnoException).code !== "ENOENT" || !(await isThere(encrypted))) throw missing;
    return openBytes(await readFile(encrypted), encrypted);
  }
}

/** @param path its name for messages @throws RecordError as `readStored` */
export async function openBytes(content: Uint8Array, path: string): Promise<Buffer<ArrayBuffer>> {
  const { open, NotOpened } = await opener(path);
  return open(content).catch((cause: unknown) => {
    if (!(cause instanceof NotOpened)) throw cause;
    throw new RecordError(`${path} cannot be opened: ${cause.message}; ${WAY_OUT}, or make it again`, { cause });
  });
}

/** A line as it stands in its file, and what it says: bytes, or why it says nothing. */
export interface StoredLine {
  readonly bytes: Uint8Array;
  readonly read: Uint8Array | { readonly problem: string };
}

/** A file to which lines are appended. */
export interface StoredLines {
  readonly path: string;
  /** What is between newlines: one more than there are newlines. */
  readonly pieces: readonly StoredLine[];
}

/** Null where there is no such file. @throws RecordError on an encrypted one of a process without an identity */
export async function readStoredLines(path: string): Promise<StoredLines | null> {
  if (await isThere(path)) {
    return { path, pieces: linesInClear(await readFile(path)) };
  }
  const encrypted = `${path}${ENCRYPTED_LINES}`;
  if (!(await isThere(encrypted))) return null;
  const { open, NotOpened } = await opener(encrypted);
  const opened = async (bytes: Uint8Array): Promise<StoredLine> => {
    if (bytes.length === 0) return { bytes, read: bytes };
    try {
      return { bytes, read: await open(Buffer.from(Buffer.from(bytes).toString("latin1"), "base64")) };
    } catch (cause) {
      if (!(cause instanceof NotOpened)) throw cause;
      return { bytes, read: { problem: cause.message } };
    }
  };
  const lines: StoredLine[] = [];
  // One after the other: of tens of thousands, each takes far more memory while it is opened than the line has.
  for (const piece of piecesOf(await readFile(encrypted))) lines.push(await opened(piece));
  return { path: encrypted, pieces: lines };
}

/** What is between newlines: one piece more than there are newlines. */
export function linesInClear(content: Uint8Array): StoredLine[] {
  return piecesOf(content).map((bytes) => ({ bytes, read: bytes }));
}

/** @throws RecordError in a process that has no identity */
async function opener(path: string) {
  const keys = heldKeys();
  if (keys.identities.length === 0) throw new RecordError(`${path} is encrypted: ${WAY_OUT}`);
  const { decrypterWith, NotOpened } = await import("./age.ts");
  return { open: decrypterWith(keys), NotOpened };
}

const NEWLINE = 0x0a;

function piecesOf(content: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    pieces.push(content.subarray(start, end));
    start = end + 1;
  }
  return [...pieces, content.subarray(start)];
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
