import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newKeyPair } from "../../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../../harness/base/at-rest/keys.ts";
import {
  type EncryptedLine,
  findLines,
  findStored,
  linesToAppend,
  nameToAppend,
  openedLines,
  plainName,
  readStored,
} from "../../../../harness/base/at-rest/stored.io.ts";
import { writeFileAtomically } from "../../../../harness/base/files.io.ts";
import { hasArtifact, readArtifact, replaceSealed, writeFolder } from "../../../../harness/base/folders.io.ts";
import { folderInspector } from "../../../../harness/base/seal.io.ts";

const PLANTED = "zyzzyvasecret";

let place: string;
let owner: Awaited<ReturnType<typeof newKeyPair>>;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "pricewar-at-rest-"));
  owner = await newKeyPair();
  holdKeys({ recipients: [owner.recipient], identities: [owner.identity] });
});
afterEach(async () => {
  holdKeys(null);
  await rm(place, { recursive: true });
});

/** Everything below the folder, as Latin letters. */
async function allBytes(): Promise<string> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")))).join("\n");
}

test("what is written is an age file of another name, which this process reads by the plain name", async () => {
  const file = join(place, "plan.json");
  expect(await writeFileAtomically(file, PLANTED)).toBe(`${file}.age`);
  expect(await readdir(place)).toEqual(["plan.json.age"]);
  expect(await allBytes()).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
  expect(await allBytes()).not.toContain(PLANTED);
  expect(await findStored(file)).toBe(`${file}.age`);
  expect(String(await readStored(file))).toBe(PLANTED);
});

test("a name loses what tells that its file is encrypted, and nothing else", () => {
  const names = ["plan.json.age", "records.jsonl.age-lines", "package", "a.age.txt", "plan.json"];
  expect(names.map(plainName)).toEqual(["plan.json", "records.jsonl", "package", "a.age.txt", "plan.json"]);
});

test("every recipient can open a file", async () => {
  const other = await newKeyPair();
  holdKeys({ recipients: [owner.recipient, other.recipient], identities: [] });
  await writeFileAtomically(join(place, "a"), PLANTED);
  for (const { identity } of [owner, other]) {
    holdKeys({ recipients: [], identities: [identity] });
    expect(String(await readStored(join(place, "a")))).toBe(PLANTED);
  }
});

test("a process that holds no keys writes and reads as ever, and says of an encrypted file what opens it", async () => {
  await writeFileAtomically(join(place, "secret"), PLANTED);
  holdKeys(null);
  expect(await writeFileAtomically(join(place, "plain"), "in clear")).toBe(join(place, "plain"));
  expect(String(await readStored(join(place, "plain")))).toBe("in clear");
  await expect(readStored(join(place, "secret"))).rejects.toThrow(
    /secret\.age is encrypted: give the identity that opens it with --identity FILE/,
  );
  await expect(readStored(join(place, "missing"))).rejects.toThrow(/ENOENT.*missing'/);
});

test("another identity opens nothing, and a changed byte is noticed", async () => {
  const file = join(place, "a");
  await writeFileAtomically(file, PLANTED);
  holdKeys({ recipients: [], identities: [(await newKeyPair()).identity] });
  await expect(readStored(file)).rejects.toThrow(/a\.age cannot be opened: it is encrypted to others/);
  holdKeys({ recipients: [], identities: [owner.identity] });
  const bytes = await readFile(`${file}.age`);
  for (const at of [bytes.length - 1, bytes.length - PLANTED.length - 16, 30]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    await writeFile(`${file}.age`, changed);
    await expect(readStored(file), `byte ${at}`).rejects.toThrow(
      /a\.age cannot be opened: it is (not as|encrypted to)/,
    );
  }
});

test("a folder's seal is of its files as they are on disk, so that it shows damage to who has no key", async () => {
  const folder = join(place, "model");
  await writeFolder(folder, { "config.json": PLANTED, "onnx/model.onnx": Uint8Array.of(1, 2, 3) });
  const names = (await readdir(folder, { recursive: true })).sort();
  expect(names).toEqual(["SHA256SUMS", "config.json.age", "onnx", join("onnx", "model.onnx.age")].sort());
  expect(await allBytes()).not.toContain(PLANTED);
  await replaceSealed(folder, "config.json", `${PLANTED} 2`);
  expect(await hasArtifact(folder, "config.json")).toBe(true);
  expect(String(await readArtifact(folder, "config.json"))).toBe(`${PLANTED} 2`);
  expect([...(await readArtifact(folder, "onnx/model.onnx"))]).toEqual([1, 2, 3]);
  holdKeys(null);
  expect(await folderInspector()(folder)).toBe("whole");
  const file = join(folder, "config.json.age");
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, -1));
  expect(await folderInspector()(folder)).toBe("damaged");
});

test("a large file comes back byte for byte: 64 KiB are a chunk of age, and 3 and a bit are here", async () => {
  const content = Uint8Array.from({ length: 200_001 }, (_, at) => at % 251);
  await writeFolder(join(place, "corpus"), { "ids.u16": content });
  expect((await readArtifact(join(place, "corpus"), "ids.u16")).equals(content)).toBe(true);
});

test("each appended line is an age file of its own in base64, and one that is damaged says so alone", async () => {
  const file = join(place, "records.jsonl");
  const text = await linesToAppend(`{"a":1}\n{"b":"${PLANTED}"}\n{"c":3}\n`);
  expect(nameToAppend(file)).toBe(`${file}.age-lines`);
  const lines = text.split("\n").slice(0, -1);
  expect(lines.map((line) => Buffer.from(line, "base64").toString("latin1").slice(0, 21))).toEqual(
    Array(3).fill("age-encryption.org/v1"),
  );
  const [first, second, third] = lines as [string, string, string];
  // The third is cut short, as by a kill.
  await writeFile(nameToAppend(file), `${first}\n${second.slice(0, -8)}AAAAAAA=\n${third.slice(0, -20)}`);
  expect(await findLines(file)).toEqual({ path: `${file}.age-lines`, isEncrypted: true });
  const read: EncryptedLine[] = [];
  for await (const line of openedLines(`${file}.age-lines`)) read.push(line);
  const notWhole = { problem: "it is not as it was encrypted" };
  expect(read.map(({ opened }) => (opened instanceof Uint8Array ? String(opened) : opened))).toEqual([
    '{"a":1}',
    notWhole,
    notWhole,
  ]);
  expect(read.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
  expect(read.map(({ bytes }) => String(bytes))).toEqual([
    first,
    `${second.slice(0, -8)}AAAAAAA=`,
    third.slice(0, -20),
  ]);
});
