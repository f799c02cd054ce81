/** Keys that a user gives on the command line. A secret key is never repeated in a message. Loaded where some are given. */

import { readFile } from "node:fs/promises";
import { isIdentity, isRecipient } from "../../harness/base/at-rest/age.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { refusalOf } from "../../harness/base/file-refusals.ts";
import { printableName } from "../../harness/base/printable.ts";

const RECIPIENT = /^age1/;
const SECRET = /AGE-SECRET-KEY-/i;
const PROTECTED = /^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE-----)/;

/**
 * The recipients of --encrypt, each once.
 * @param given recipients, "age1…", or files with one on each line, as age's own -R reads them
 * @throws ConfigError on what is neither
 */
export async function readRecipients(given: readonly string[]): Promise<string[]> {
  const each = await Promise.all(given.map((one) => (RECIPIENT.test(one) ? [checked(one, one)] : recipientsIn(one))));
  return [...new Set(each.flat())];
}

async function recipientsIn(file: string): Promise<string[]> {
  if (SECRET.test(file)) {
    throw new ConfigError(
      "--encrypt: got a secret key; it takes the recipient that belongs to it, age1…, which age-keygen -y prints",
    );
  }
  const lines = await linesOf(file, "--encrypt", "give a recipient, age1…, as age-keygen prints it, or a file of them");
  const recipients = lines.map(({ text, number }) => checked(text, `${file}:${number}`));
  if (recipients.length > 0) return recipients;
  throw new ConfigError(`--encrypt ${printableName(file)}: has no recipient; write one on a line, age1…`);
}

/** @param place where it is, for a message */
function checked(text: string, place: string): string {
  if (isRecipient(text)) return text;
  const kind = SECRET.test(text)
    ? "is a secret key, and anyone who reads it opens all"
    : "is no recipient of age, or is mistyped";
  throw new ConfigError(
    `--encrypt ${printableName(place)}: ${kind}; give one such as age1…, as age-keygen prints it (those of ssh and of plugins are not taken)`,
  );
}

/**
 * The secret keys in a file as age-keygen writes it.
 * @throws ConfigError on a file that cannot be read, is protected by a passphrase, or has something else in it
 */
export async function readIdentities(file: string): Promise<string[]> {
  const lines = await linesOf(file, "--identity", "name a file as age-keygen writes it");
  if (PROTECTED.test(lines[0]?.text ?? "")) {
    throw new ConfigError(
      `--identity ${printableName(file)}: is protected by a passphrase; pass it opened on, such as --identity <(age -d ${printableName(file)}) in bash`,
    );
  }
  for (const { text, number } of lines) {
    if (isIdentity(text)) continue;
    throw new ConfigError(
      `--identity ${printableName(file)}: line ${number} is no secret key of age; name a file with lines such as AGE-SECRET-KEY-1…, as age-keygen writes it (those of ssh and of plugins are not taken)`,
    );
  }
  if (lines.length > 0) return lines.map(({ text }) => text);
  throw new ConfigError(`--identity ${printableName(file)}: has no secret key; name a file as age-keygen writes it`);
}

interface Line {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/** The lines of a file that say something, without comments. */
async function linesOf(file: string, option: string, wayOut: string): Promise<Line[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ConfigError(`${option} ${printableName(file)}: cannot be read (${refusalOf(cause)}); ${wayOut}`, {
      cause,
    });
  });
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter(({ text: own }) => own !== "" && !own.startsWith("#"));
}
