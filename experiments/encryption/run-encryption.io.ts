/**
 * Encrypted runs; loaded by those alone. A run has a key of its own, in its memory and that of its phases: all is encrypted to it
 * and to the run's recipients. On disk it is encrypted to the recipients, so that a run that is continued need not hand anyone's
 * identity to its phases.
 */
import { readdir } from "node:fs/promises";
import { decrypterWith, encrypterTo, NotOpened, newKeyPair, recipientOf } from "../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../harness/base/at-rest/keys.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { shownPlace } from "../place.io.ts";
import { isLockName, isRunName } from "../run-folder.io.ts";
import type { EncryptedFolder } from "./encrypted-folder.io.ts";
import { readIdentities, readRecipients } from "./given-keys.io.ts";

export interface EncryptionOptions {
  /** Recipients, or files of them. */
  readonly encrypt: readonly string[];
  /** A file. */
  readonly identity?: string;
}

/** What the command line says of encryption. */
export interface AskedEncryption {
  /** None to go on as the folder is. */
  readonly recipients: readonly string[];
  /** Null where none is given. */
  readonly identities: readonly string[] | null;
  /** The secret key of a run that begins. */
  readonly newKey: string;
}

/**
 * Reads what is asked for, and holds keys already: a dataset that is opened to plan the run leaves nothing in clear.
 * @throws ConfigError on keys that are none
 */
export async function askedEncryption({ encrypt, identity }: EncryptionOptions): Promise<AskedEncryption> {
  const recipients = await readRecipients(encrypt);
  const identities = identity === undefined ? null : await readIdentities(identity);
  const own = await newKeyPair();
  holdKeys({ recipients: [...recipients, own.recipient], identities: [own.identity] });
  return { recipients, identities, newKey: own.identity };
}

/**
 * Finds the key of a run, or makes one, and holds it. Nothing is written.
 * @param held what the folder says; null where it is not encrypted
 * @param asked null where nothing is
 * @returns what the folder is to say
 * @throws ConfigError where the folder and what is asked do not go together, or the identity does not open it
 */
export async function runEncryption(
  out: string,
  held: EncryptedFolder | null,
  asked: AskedEncryption | null,
): Promise<EncryptedFolder> {
  const place = shownPlace(out);
  if (held === null) return newEncryption(out, asked);
  if (asked?.identities == null) {
    throw new ConfigError(
      `${place} is encrypted: go on with --identity FILE, the secret key of one of its recipients, or name another folder with --out`,
    );
  }
  const isAnother = [...asked.recipients].sort().join() !== [...held.recipients].sort().join();
  if (asked.recipients.length > 0 && isAnother) {
    throw new ConfigError(
      `${place} is encrypted to ${held.recipients.join(", ")}, not to what --encrypt says; leave --encrypt out to go on, or name another folder with --out`,
    );
  }
  const identity = await openedKey(place, held, asked.identities);
  holdKeys({ recipients: [...held.recipients, await recipientOf(identity)], identities: [identity] });
  return held;
}

/** Of a run that begins, whose keys are held since they were asked for. */
async function newEncryption(out: string, asked: AskedEncryption | null): Promise<EncryptedFolder> {
  const place = shownPlace(out);
  if (asked === null || asked.recipients.length === 0) {
    throw new ConfigError(
      `--identity opens an encrypted run, and ${place} is none; leave it out, or begin an encrypted run with --encrypt RECIPIENT`,
    );
  }
  const names = (await exists(out)) ? await readdir(out) : [];
  const inClear = names.find((name) => isRunName(name) && !isLockName(name));
  if (inClear !== undefined) {
    throw new ConfigError(
      `${place} holds results in clear (${inClear}), and --encrypt would leave them so; name another folder with --out, or purge this one`,
    );
  }
  return keyFor(asked.recipients, asked.newKey);
}

/**
 * A run that is made of other encrypted ones: to the same recipients, with a key of its own. It is held, and what opens the others.
 * @param identities of whoever opens them
 */
export async function encryptionOfJoined(
  recipients: readonly string[],
  identities: readonly string[],
): Promise<EncryptedFolder> {
  const own = await newKeyPair();
  holdKeys({ recipients: [...recipients, own.recipient], identities: [...identities, own.identity] });
  return keyFor(recipients, own.identity);
}

/** What the folder of a run is to say whose own key is new. */
async function keyFor(recipients: readonly string[], identity: string): Promise<EncryptedFolder> {
  const key = Buffer.from(await encrypterTo({ recipients })(identity)).toString("base64");
  return { recipients: [...recipients], key };
}

/** @throws ConfigError if no identity opens it */
async function openedKey(place: string, held: EncryptedFolder, identities: readonly string[]): Promise<string> {
  const opened = decrypterWith({ identities })(Buffer.from(held.key, "base64"));
  const key = await opened.catch((cause: unknown) => {
    if (!(cause instanceof NotOpened)) throw cause;
    throw new ConfigError(
      `--identity does not open ${place}: ${cause.message}; it is encrypted to ${held.recipients.join(", ")}`,
      { cause },
    );
  });
  return key.toString("utf8");
}
