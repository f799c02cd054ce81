import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { forbidden, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const FOLDERS = ["harness", "backends", "data", "reports", "experiments"];

async function cruised(folders: readonly string[], baseDir = root): Promise<ICruiseResult> {
  const settings: ICruiseOptions = { ...options, baseDir, validate: true, ruleSet: { forbidden } };
  const { output } = await cruise([...folders], settings);
  return output as ICruiseResult;
}

test("no circle, and every arrow points down", async () => {
  const { modules, summary } = await cruised(FOLDERS);
  // A parser that reads no TypeScript would find nothing to object to.
  expect(modules.filter(({ source }) => source.startsWith("harness/")).length).toBeGreaterThan(200);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});

/** A small house of its own that breaks one rule of each kind. */
const PLANTED: Readonly<Record<string, string>> = {
  "harness/base/type-only.ts": 'import type { Low } from "../judge/pricing/low.ts"; export type Up = Low;',
  "harness/judge/pricing/low.ts":
    'import { high } from "../check/high.ts"; export type Low = number; export const low = high;',
  "harness/judge/check/high.ts": "export const high = 1;",
  "harness/contract/one.ts": 'import { two } from "./two.ts"; export const one = () => two();',
  "harness/contract/two.ts": 'import { one } from "./one.ts"; export const two = (): number => one();',
  "reports/page/reads.ts": 'export { readFile } from "node:fs/promises";',
  "backends/registry.ts": 'export { z } from "zod";',
  "backends/tested.ts": 'export { sample } from "fast-check";',
};

test("an arrow that a rule forbids is found, also where only a type is imported", async () => {
  const house = await realpath(await mkdtemp(join(tmpdir(), "pricewar-house-")));
  try {
    for (const [file, text] of Object.entries(PLANTED)) {
      await mkdir(dirname(join(house, file)), { recursive: true });
      await writeFile(join(house, file), text);
    }
    await copyFile(join(root, "package.json"), join(house, "package.json"));
    await symlink(join(root, "node_modules"), join(house, "node_modules"));
    const { summary } = await cruised(["harness", "backends", "reports"], house);
    expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort()).toEqual([
      "harness/base imports itself alone: harness/base/type-only.ts",
      "harness/judge/pricing imports nothing above it: harness/judge/pricing/low.ts",
      "in harness and reports, only *.io files touch files, processes and the network: reports/page/reads.ts",
      "naming every backend loads none of their libraries: backends/registry.ts",
      "no circle: harness/contract/one.ts",
      "what is installed elsewhere has all packages that it imports: backends/tested.ts",
    ]);
  } finally {
    await rm(house, { recursive: true });
  }
});

/** Packages that are loaded with modules of a bundle, that of the worker by default, before anything is imported when used. */
async function packagesLoadedWith(
  modules: readonly string[],
  entry = "experiments/phase-process.ts",
): Promise<Set<string>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: "unwritten",
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    metafile: true,
    logLevel: "silent",
  });
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (chunk: string): void => {
    if (seen.has(chunk)) return;
    seen.add(chunk);
    for (const { path, kind, external } of metafile.outputs[chunk]!.imports) {
      if (kind !== "import-statement") continue;
      if (external) packages.add(path);
      else visit(path);
    }
  };
  for (const module of modules) {
    const chunks = Object.entries(metafile.outputs).filter(([, { inputs }]) => module in inputs);
    expect(chunks, module).not.toEqual([]);
    for (const [chunk] of chunks) visit(chunk);
  }
  return packages;
}

// What it loads is part of every cold start and of every memory figure: zod takes a quarter more time and 6 MB.
test("a serving process loads no schema", async () => {
  const backends = ["onnx", "onnx-wasm", "simd", "wasm", "javascript"].map((name) => `backends/${name}.ts`);
  const phases = ["serve", "sample"].map((phase) => `harness/measure/phases/${phase}.io.ts`);
  const serving = await packagesLoadedWith(["experiments/phase-process.ts", ...phases, ...backends]);
  expect(serving).toContain("@bufbuild/protobuf");
  expect(serving).not.toContain("zod");
  expect(await packagesLoadedWith(["harness/classifier/quantizations/int8/technique.ts"])).toContain("zod");
});

// What it loads is waited for by every command, also by those that only help or refuse.
test("the command line loads no schema before a command is chosen, and so no price sheet", async () => {
  const entry = "experiments/command-line.ts";
  const packages = await packagesLoadedWith([entry], entry);
  expect(packages).toContain("commander");
  expect(packages).not.toContain("zod");
  expect(await packagesLoadedWith(["experiments/actions/war.ts"], entry)).toContain("zod");
});

test("a run in clear loads nothing that encrypts, in none of its processes", async () => {
  const run = "experiments/actions/run.ts";
  const phases = ["serve", "sample", "prepare"].map((phase) => `harness/measure/phases/${phase}.io.ts`);
  const sources = ["train", "compress", "open"].map((part) => `harness/measure/phases/sources/reference/${part}.io.ts`);
  expect(await packagesLoadedWith(["experiments/phase-process.ts", ...phases, ...sources])).not.toContain(
    "age-encryption",
  );
  expect(await packagesLoadedWith([run], run)).not.toContain("age-encryption");
  expect(await packagesLoadedWith(["experiments/encryption/run-encryption.io.ts"], run)).toContain("age-encryption");
});

test("the page's program has only what needs no Node, of the rooms that reports may import", async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["reports/app/main.tsx"],
    write: false,
    bundle: true,
    format: "iife",
    platform: "browser",
    jsx: "automatic",
    jsxImportSource: "preact",
    metafile: true,
    logLevel: "silent",
  });
  const files = Object.keys(metafile.inputs);
  expect(files).toContain("reports/app/data-table.tsx");
  const PURE = /^(node_modules|reports|harness\/(base|contract|judge))\/(?!.*\.io\.)/;
  expect(files.filter((file) => !PURE.test(file))).toEqual([]);
});
