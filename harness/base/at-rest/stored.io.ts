/**
 * Files at rest: in clear, or as age files beside whose name ".age" stands. Who reads or writes one names it without that, and what the process
 * holds decides (keys.ts). Nothing in clear touches a disk on the way: a file is encrypted in memory, also for its temporary name.
 */
import { constants, createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { RecordError } from "../errors.ts";
import { LineSplitter } from "../line-splitter.ts";
import { readWhole } from "../read-whole.io.ts";
import { heldKeys, writesEncrypted } from "./keys.ts";

const ENCRYPTED = ".age";
/** A file to which lines are appended: each is an age file of its own, in base64. */
const ENCRYPTED_LINES = ".age-lines";
const ENDINGS = /\.age(-lines)?$/;

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
 * @throws RecordError on an encrypted one that this process cannot open, or that has changed; an error of the system where there is none
 */
export async function readStored(path: string): Promise<Buffer> {
  try {
    return await readWhole(path);
  } catch (missing) {
    const encrypted = `${path}${ENCRYPTED}`;
    if ((missing as NodeJS.ErrnoException).code !== "ENOENT" || !(await isThere(encrypted))) throw missing;
    return openBytes(await readWhole(encrypted), encrypted);
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

/** A file to which lines are appended. */
export interface LinesFile {
  readonly path: string;
  readonly isEncrypted: boolean;
}

/** Where lines are; null where there is no such file. */
export async function findLines(path: string): Promise<LinesFile | null> {
  if (await isThere(path)) return { path, isEncrypted: false };
  const encrypted = `${path}${ENCRYPTED_LINES}`;
  return (await isThere(encrypted)) ? { path: encrypted, isEncrypted: true } : null;
}

/** A line of an encrypted file. */
export interface EncryptedLine {
  /** As it stands there, without its end. */
  readonly bytes: Uint8Array;
  /** Whether a newline follows: none does what a crash cut short. */
  readonly isEnded: boolean;
  /** What it says, or why it says nothing. */
  readonly opened: Uint8Array | { readonly problem: string };
}

/**
 * Opens the lines of an encrypted file, one after the other.
 * @param start byte at which the first of them begins
 * @throws RecordError in a process without an identity
 */
export async function* openedLines(path: string, start = 0): AsyncGenerator<EncryptedLine> {
  const { open, NotOpened } = await opener(path);
  for await (const { bytes, isEnded } of linesOf(path, start)) {
    try {
      const opened = await open(Buffer.from(Buffer.from(bytes).toString("latin1"), "base64"));
      yield { bytes, isEnded, opened };
    } catch (cause) {
      if (!(cause instanceof NotOpened)) throw cause;
      yield { bytes, isEnded, opened: { problem: cause.message } };
    }
  }
}

/** Bytes of a file that are read at once. */
const CHUNK_BYTES = 2 ** 20;

/** The lines of a file, empty ones included, and what follows the last newline. */
async function* linesOf(path: string, start: number): AsyncGenerator<Pick<EncryptedLine, "bytes" | "isEnded">> {
  const splitter = new LineSplitter();
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, start })) {
    for (const bytes of splitter.take(chunk as Uint8Array)) yield { bytes, isEnded: true };
  }
  const last = splitter.end();
  if (last.length > 0) yield { bytes: last, isEnded: false };
}

/** @throws RecordError in a process that has no identity */
async function opener(path: string) {
  const keys = heldKeys();
  if (keys.identities.length === 0) throw new RecordError(`${path} is encrypted: ${WAY_OUT}`);
  const { decrypterWith, NotOpened } = await import("./age.ts");
  return { open: decrypterWith(keys), NotOpened };
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
