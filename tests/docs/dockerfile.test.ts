/** docs/Dockerfile names what is there: no Docker runs where this is tested. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../fixtures/pricewar.ts";

const text = (await readFile(join(PROJECT, "docs", "Dockerfile"), "utf8")).replaceAll(/\\\n\s*/g, " ");
const { dependencies, files } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8"));

/** The words of a line after a command. */
const wordsAfter = (command: RegExp) => [...text.matchAll(command)].flatMap(([, words]) => words!.trim().split(/\s+/));
const copied = wordsAfter(/^COPY (?!--from|\$)(.+) \S+$/gm);
const removed = wordsAfter(/\brm -rf ([^&]+)/g);

test("it copies what exists, and every folder of code that is published", () => {
  expect(copied.filter((source) => !existsSync(join(PROJECT, source)))).toEqual([]);
  const code = files.filter((name: string) => !/^docs$|^findings$|\.md$/.test(name));
  expect(copied).toEqual(expect.arrayContaining(code));
});

test("what it removes is there, and is no package that the product depends on", () => {
  expect(removed.length).toBeGreaterThan(0);
  expect(removed.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  const packages = removed.map((path) => path.replace("node_modules/", ""));
  expect(packages.filter((name) => name in dependencies)).toEqual([]);
});
