import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { forbidden, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const FOLDERS = ["harness", "backends", "data", "reports", "experiments"];

async function cruised(folders: readonly string[], extra: object[] = []): Promise<ICruiseResult> {
  const settings: ICruiseOptions = {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...forbidden, ...extra] },
  };
  const { output } = await cruise([...folders], settings);
  return output as ICruiseResult;
}

test("no circle, and every arrow points down", async () => {
  const { modules, summary } = await cruised(FOLDERS);
  // A parser that reads no TypeScript would find nothing to object to.
  expect(modules.filter(({ source }) => source.startsWith("harness/")).length).toBeGreaterThan(200);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});

test("an arrow that a rule forbids is found, also where only a type is imported", async () => {
  const rule = {
    name: "planted",
    severity: "error",
    from: { path: "^harness/contract/technique" },
    to: { path: "^harness/base" },
  };
  const { summary } = await cruised(["harness/contract"], [rule]);
  expect(summary.violations.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
    "harness/contract/technique.ts -> harness/base/canonical-json.ts",
  ]);
});

/** Packages that are loaded with modules of the worker's bundle, before anything is imported when used. */
async function packagesLoadedWith(modules: readonly string[]): Promise<Set<string>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["experiments/worker.ts"],
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
  const backends = ["onnx", "onnx-wasm", "wasm", "javascript"].map((name) => `backends/${name}.ts`);
  const phases = ["serve", "sample"].map((phase) => `harness/measure/phases/${phase}.io.ts`);
  const serving = await packagesLoadedWith(["experiments/worker.ts", ...phases, ...backends]);
  expect(serving).toContain("@bufbuild/protobuf");
  expect(serving).not.toContain("zod");
  expect(await packagesLoadedWith(["harness/classifier/quantizations/int8/technique.ts"])).toContain("zod");
});
