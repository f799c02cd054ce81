import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceSealed, writeFolder } from "../../../harness/base/folders.io.ts";
import { folderInspector, SEAL } from "../../../harness/base/seal.io.ts";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "pricewar-seal-")), "artifact");
  await writeFolder(folder, { "a.txt": "first", "b.bin": Uint8Array.of(1, 2, 3) });
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

const state = () => folderInspector()(folder);

test("a seal names the hash of every file, as sha256sum does", async () => {
  expect(await readFile(join(folder, SEAL), "utf8")).toBe(
    "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e  a.txt\n" +
      "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81  b.bin\n",
  );
  expect(await state()).toBe("whole");
});

test.each<[string, string, string | null]>([
  ["one byte", "a.txt", "fIrst"],
  ["a missing end", "b.bin", "\u0001\u0002"],
  ["a missing file", "a.txt", null],
  ["a missing seal", SEAL, null],
  ["an empty seal", SEAL, ""],
  ["a seal that was cut short", SEAL, "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e  a.t"],
  ["a seal that names other folders", SEAL, `${"0".repeat(64)}  ../a.txt\n`],
])("%s is damage", async (_, name, content) => {
  if (content === null) await rm(join(folder, name));
  else await writeFile(join(folder, name), content);
  expect(await state()).toBe("damaged");
});

test("a file of a subfolder is sealed, too", async () => {
  await writeFolder(folder, { "deep/er/c.txt": "third" });
  expect(await state()).toBe("whole");
  await writeFile(join(folder, "deep/er/c.txt"), "fourth");
  expect(await state()).toBe("damaged");
});

test("no folder is no damage, and neither is a file beside those of the seal", async () => {
  await writeFile(join(folder, "notes.txt"), "mine");
  expect(await state()).toBe("whole");
  await rm(folder, { recursive: true });
  expect(await state()).toBe("missing");
});

test("a folder is read once, and again when a file has changed since", async () => {
  const inspect = folderInspector();
  expect(await inspect(folder)).toBe("whole");
  await writeFile(join(folder, "a.txt"), "other");
  expect(await inspect(folder)).toBe("damaged");
  await writeFolder(folder, { "a.txt": "made again" });
  expect(await inspect(folder)).toBe("whole");
  await rm(folder, { recursive: true });
  expect(await inspect(folder)).toBe("missing");
});

test("a file that is replaced in its folder is sealed again", async () => {
  await replaceSealed(folder, "a.txt", "second");
  expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("second");
  expect(await state()).toBe("whole");
});
