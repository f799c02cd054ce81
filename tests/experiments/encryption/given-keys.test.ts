import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readIdentities, readRecipients } from "../../../experiments/encryption/given-keys.io.ts";
import { encrypterTo, newKeyPair, recipientOf } from "../../../harness/base/at-rest/age.ts";

let place: string;
let own: Awaited<ReturnType<typeof newKeyPair>>;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-keys-"));
  own = await newKeyPair();
});
afterAll(() => rm(place, { recursive: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const file = join(place, "keys.txt");
  await writeFile(file, content);
  return file;
}

/** The message of a refusal; it never has a secret key. */
async function refusal(reading: Promise<unknown>): Promise<string> {
  const { message } = (await reading.then(
    () => new Error("not refused"),
    (error: unknown) => error,
  )) as Error;
  expect(message).not.toContain(own.identity);
  return message;
}

test("recipients are given by themselves or in files with comments, and each counts once", async () => {
  const other = await recipientOf((await newKeyPair()).identity);
  const file = await fileOf(`# the two of us\r\n${own.recipient}\r\n\r\n  ${other}\n`);
  expect(await readRecipients([own.recipient, file])).toEqual([own.recipient, other]);
});

test("an identity file is read as age-keygen writes it", async () => {
  const file = await fileOf(`# created: 2026-11-30T03:00:00Z\n# public key: ${own.recipient}\n${own.identity}\n`);
  expect(await readIdentities(file)).toEqual([own.identity]);
});

test("what is no recipient is refused with what one is", async () => {
  const mistyped = `${own.recipient.slice(0, -1)}${own.recipient.endsWith("q") ? "p" : "q"}`;
  expect(await refusal(readRecipients([mistyped]))).toMatch(
    /^--encrypt age1.*: is no recipient of age, or is mistyped; give one such as age1…/,
  );
  expect(await refusal(readRecipients([own.identity]))).toMatch(/^--encrypt: got a secret key; it takes the recipient/);
  expect(await refusal(readRecipients([await fileOf(`${own.identity}\n`)]))).toMatch(/keys\.txt:1: is a secret key/);
  expect(await refusal(readRecipients([await fileOf("# none\n")]))).toMatch(/has no recipient; write one on a line/);
  expect(await refusal(readRecipients(["nowhere.txt"]))).toMatch(
    /nowhere\.txt: cannot be read \(no such file or folder\); give a recipient/,
  );
  expect(await refusal(readRecipients([await fileOf("ssh-ed25519 AAAA\n")]))).toMatch(
    /those of ssh and of plugins are not taken/,
  );
});

test("what is no identity is refused by its line, and one under a passphrase with the way to open it", async () => {
  expect(await refusal(readIdentities(await fileOf(`${own.identity}\n${own.identity}x\n`)))).toMatch(
    /line 2 is no secret key of age/,
  );
  expect(await refusal(readIdentities(await fileOf("#\n")))).toMatch(
    /has no secret key; name a file as age-keygen writes it/,
  );
  expect(await refusal(readIdentities(join(place, "nowhere")))).toMatch(/cannot be read \(no such file or folder\)/);
  const closed = await encrypterTo({ recipients: [own.recipient] })(own.identity);
  expect(await refusal(readIdentities(await fileOf(closed)))).toMatch(
    /is protected by a passphrase; pass it opened on, such as --identity <\(age -d /,
  );
});
