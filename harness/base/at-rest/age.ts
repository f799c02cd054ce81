/** Files in the format of age, as buffers. Loaded where a file is encrypted, and nowhere else. */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Keys } from "./keys.ts";

/** Why a file stays closed, for the end of a sentence about it. */
export class NotOpened extends Error {
  override readonly name = "NotOpened";
}

/** How the library says that a file was encrypted to others. */
const TO_OTHERS = "no identity matched any of the file's recipients";

/** What encrypts contents to recipients. @throws Error on a recipient that is none */
export function encrypterTo({
  recipients,
}: Pick<Keys, "recipients">): (content: string | Uint8Array) => Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return (content) => encrypter.encrypt(content);
}

/** What opens contents. It throws NotOpened on one that was encrypted to others, or is not as it was encrypted. */
export function decrypterWith({
  identities,
}: Pick<Keys, "identities">): (content: Uint8Array) => Promise<Buffer<ArrayBuffer>> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return async (content) => {
    try {
      const { buffer, byteOffset, byteLength } = await decrypter.decrypt(content);
      // The library makes no shared memory.
      return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    } catch (cause) {
      const isToOthers = cause instanceof Error && cause.message === TO_OTHERS;
      const why = isToOthers ? "it is encrypted to others than the identity given" : "it is not as it was encrypted";
      throw new NotOpened(why, { cause });
    }
  };
}

/** Whether something can be encrypted to it. */
export function isRecipient(text: string): boolean {
  return accepts(() => new Encrypter().addRecipient(text));
}

/** Whether it is a secret key of age. */
export function isIdentity(text: string): boolean {
  return accepts(() => new Decrypter().addIdentity(text));
}

function accepts(add: () => void): boolean {
  try {
    add();
    return true;
  } catch {
    return false;
  }
}

/** A key pair that nobody else has. */
export async function newKeyPair(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient whose files an identity opens. */
export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}
