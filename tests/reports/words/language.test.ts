import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { languageFor } from "../../../reports/words/language.ts";

test("a reader gets the first language that the page has, and else English", () => {
  expect(languageFor(["fr-FR", "zh-Hans-CN", "en-US"])).toBe("zh");
  expect(languageFor(["en-GB", "zh"])).toBe("en");
  expect(languageFor(["zhx", "de"])).toBe("en");
  expect(languageFor([])).toBe("en");
});

/** A Chinese character with a space between it and a Latin letter, a digit or what is inserted, on either side. */
const SPACED = /\p{Script=Han} [A-Za-z0-9$]|[A-Za-z0-9%}] \p{Script=Han}/gu;

test("no Chinese text has a space before or behind Latin letters, digits and names", async () => {
  const folder = fileURLToPath(new URL("../../../reports/words", import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const found = await Promise.all(
    files.map(async (name) => {
      const source = await readFile(join(folder, name), "utf8");
      return [...source.matchAll(SPACED)].map(([text]) => `${name}: ${text}`);
    }),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(found.flat()).toEqual([]);
});
