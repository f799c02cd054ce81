import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readText } from "../../experiments/read-text.io.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-text-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(bytes: Uint8Array): Promise<string> {
  const file = join(folder, "matrix.json");
  await writeFile(file, bytes);
  return file;
}

test("a text of UTF-8 is read as it is", async () => {
  expect(await readText(await written(Buffer.from("café\n新闻")))).toBe("café\n新闻");
});

test("a byte order mark is no part of the text", async () => {
  expect(await readText(await written(Buffer.from("\uFEFF{}")))).toBe("{}");
});

test("a text in Latin-1 is refused with the line of its first letter that is not UTF-8", async () => {
  const file = await written(Buffer.from('{\n  "description": "caf\u00e9"\n}\n', "latin1"));
  await expect(readText(file)).rejects.toThrow(`${file}:2: is not UTF-8; save the file as UTF-8`);
  const cut = await written(Buffer.from("a\nb\ncafé").subarray(0, -1));
  await expect(readText(cut)).rejects.toThrow(`${cut}:3: is not UTF-8`);
});

test("a file that is not there is told as the caller says", async () => {
  await expect(readText(join(folder, "none"), "--limits none: no such file")).rejects.toThrow(
    "--limits none: no such file",
  );
  await expect(readText(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
});
