import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** What each folder may import, as docs/architecture.md tells it. */
const ALLOWED: Record<string, readonly string[]> = {
  harness: ["harness"],
  backends: ["harness", "backends"],
  data: ["harness", "data"],
  reports: ["harness", "reports"],
  experiments: ["harness", "backends", "data", "reports", "experiments"],
};

/** Modules that touch files, processes or the network. */
const INPUT_OUTPUT = /^node:(fs|fs\/promises|child_process|net|http|https|worker_threads)$/;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function imports(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    ([, specifier]) => specifier!,
  );
}

describe.each(Object.keys(ALLOWED))("%s", (folder) => {
  const files = sources(folder);

  test("has sources to check", () => {
    expect(files.length).toBeGreaterThan(2);
  });

  test("imports only the folders that it may", () => {
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => relative(root, resolve(file, "..", specifier)))
        .filter((target) => !ALLOWED[folder]!.includes(target.split("/")[0]!))
        .map((target) => `${relative(root, file)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("in harness and reports, only *.io.ts files touch files and processes", () => {
  const wrong = [...sources("harness"), ...sources("reports")]
    .filter((file) => !file.endsWith(".io.ts") && imports(file).some((specifier) => INPUT_OUTPUT.test(specifier)))
    .map((file) => relative(root, file));
  expect(wrong).toEqual([]);
});

test("naming every backend loads none of their libraries", () => {
  expect(imports(join(root, "backends", "registry.ts")).filter((specifier) => !specifier.startsWith("."))).toEqual([]);
});
