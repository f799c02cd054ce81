import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256Hex, sha256InParts } from "../../../harness/base/canonical-json.ts";
import { fileSha256, writeAsItIs } from "../../../harness/base/files.io.ts";
import { readWhole } from "../../../harness/base/read-whole.io.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-files-"));
  file = join(folder, "file.bin");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));

test.each([1, 7, 999, 1000, 4096])("a file that is read %i bytes at a time is the file", async (mostAtOnce) => {
  await writeFile(file, bytes);
  const read = await readWhole(file, mostAtOnce);
  expect(read.equals(bytes)).toBe(true);
  // Lists of numbers begin at multiples of their width.
  expect(read.byteOffset).toBe(0);
});

test("an empty file is read as one", async () => {
  await writeFile(file, "");
  expect(await readWhole(file)).toHaveLength(0);
});

test("hashes by parts are those of the whole", async () => {
  await writeFile(file, bytes);
  const whole = createHash("sha256").update(bytes).digest("hex");
  expect([sha256InParts(bytes, 7), sha256InParts(bytes, 1000), sha256Hex(bytes), await fileSha256(file)]).toEqual(
    Array(4).fill(whole),
  );
});

test("a file is written of parts, and stays what it was where they fail", async () => {
  await writeAsItIs(file, ["a", "bc", ""]);
  expect(await readFile(file, "utf8")).toBe("abc");
  function* failing() {
    yield "x";
    throw new RangeError("no more");
  }
  await expect(writeAsItIs(file, failing())).rejects.toThrow("no more");
  expect(await readFile(file, "utf8")).toBe("abc");
});
