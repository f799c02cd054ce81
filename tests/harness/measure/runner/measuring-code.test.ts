import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MeasuringCode, measuringCode } from "../../../../harness/measure/runner/measuring-code.io.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");
const COPIED = ["harness", "backends", "data", "reports", "experiments", "package.json", "package-lock.json"];
const WORKER = join("experiments", "phase-process.ts");
let folder: string;
let project: string;
let before: MeasuringCode;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "pricewar-code-")));
  project = await copyTo("clone");
  before = await measuringCode(project, WORKER);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function copyTo(name: string): Promise<string> {
  const copy = join(folder, name);
  await Promise.all(COPIED.map((path) => cp(join(root, path), join(copy, path), { recursive: true })));
  await symlink(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  return copy;
}

/** The code id after a change of one file, which is then undone. */
async function codeAfter(path: string, change: (text: string) => string): Promise<string> {
  const file = join(project, path);
  const text = await readFile(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  try {
    await writeFile(file, changed);
    return (await measuringCode(project, WORKER)).code;
  } finally {
    await writeFile(file, text);
  }
}

const price = {
  id: "aws/c9i.large/us-east-1/on-demand",
  usdPerHour: 0.01,
  source: "https://example.org",
  date: "2026-11-01",
};
const addedTo = (text: string) => JSON.stringify([...JSON.parse(text), price]);
/** Changes a word in the first string of several words. */
const otherWords = (text: string) => text.replace(/(["`>])(\w+) (\w+)/, "$1reworded $3");
/** Changes the first character of a module in base64. */
const otherModule = (text: string) => text.replace('"AGFzb', '"BGFzb');
/** Changes a number in the first line of code that has one. */
const otherNumber = (text: string) => text.replace(/^(?! *(?:\/\*|\*|\/\/|import))(.*[-=+*[( ])\d[\d_.]*/m, "$177");

describe("the code of a record", () => {
  test("is 12 hex digits, and the same in two clones of one commit", async () => {
    expect(before.code).toMatch(/^[0-9a-f]{12}$/);
    expect((await measuringCode(await copyTo(join("another", "clone")), WORKER)).code).toBe(before.code);
    expect((await measuringCode(root, WORKER)).code).toBe(before.code);
  });

  test.each([
    ["a price", "data/prices/offers.json", addedTo],
    ["how a price is read", "data/prices.ts", otherNumber],
    ["how dollars follow", "harness/judge/pricing/cost.ts", otherNumber],
    ["a sentence of the page", "reports/words/method.ts", otherWords],
    ["a sentence of the answer", "reports/words/answer-sentences.ts", otherWords],
    ["a chart", "reports/charts/pareto-spec.ts", otherNumber],
    ["the check", "harness/judge/check/decide.ts", otherNumber],
    ["a message of the matrix", "harness/measure/matrix/check-cells.ts", otherWords],
    ["what a command prints", "experiments/tables.ts", (text: string) => text.replace('"cells"]', '"runs"]')],
    ["a comment where it measures", "harness/measure/phases/time-calls.ts", (text: string) => `// Why.\n${text}`],
    ["white space there", "harness/measure/phases/time-calls.ts", (text: string) => text.replaceAll("\n", "\n\n")],
  ])("stays when %s changes", async (_, path, change) => {
    expect(await codeAfter(path, change)).toBe(before.code);
  });

  test.each([
    ["a WebAssembly kernel", "backends/onnx/fill-blocks-wasm.ts", otherModule],
    ["the tokenizer's inner loop", "harness/classifier/text/wasm/encode-wasm.ts", otherModule],
    ["a kernel of TF.js", "backends/tfjs/kernels.ts", (text: string) => text.replace(/return (\w+)/, "return -$1")],
    ["the trainer", "backends/onnx/trainer.ts", otherNumber],
    ["an optimizer", "harness/classifier/training/optimizers/adam.ts", otherNumber],
    ["a schedule", "harness/classifier/training/schedules/cosine.ts", otherNumber],
    ["a quantization", "harness/classifier/quantizations/product/k-means.ts", otherNumber],
    ["the timing", "harness/measure/phases/time-calls.ts", otherNumber],
    ["the service", "experiments/serve/app.ts", otherNumber],
    ["how memory is read", "harness/measure/phases/memory.io.ts", otherNumber],
    ["a dataset", "data/brown-cut.ts", otherNumber],
    ["the lockfile", "package-lock.json", (text: string) => text.replace('"version": "', '"version": "9')],
  ])("is another when %s changes", async (_, path, change) => {
    expect(await codeAfter(path, change)).not.toBe(before.code);
  });

  /** The worker, the service whose requests are timed, and what checks a model folder from elsewhere where it is opened. */
  const isMeasured = (source: string) =>
    source === "experiments/phase-process.ts" ||
    source.startsWith("experiments/serve/") ||
    ["harness/base/documents/problems.ts", "harness/base/documents/issues.ts"].includes(source);

  test("depends on what a phase process can reach: all measuring code, and no prices, words or checks", () => {
    const { sources } = before;
    expect(sources).toContain("package-lock.json");
    for (const path of [
      "harness/base/documents/",
      "harness/contract/experiment-schema",
      "data/prices",
      "harness/judge/",
      "harness/measure/matrix/",
      "reports/",
      "experiments/",
    ]) {
      expect(sources.filter((source) => source.startsWith(path) && !isMeasured(source))).toEqual([]);
    }
  });

  test.each([
    ["harness/classifier/training/optimizers"],
    ["harness/classifier/training/schedules"],
    ["harness/classifier/text/wasm"],
    ["backends/onnx"],
  ])("follows from every file in %s", async (within) => {
    const files = (await readdir(join(root, within))).filter((name) => /\.ts$/.test(name) && !/\.as\.ts$/.test(name));
    const reached = new Set(before.sources.filter((source) => dirname(source) === within));
    const missed = files.map((name) => `${within}/${name}`).filter((path) => !reached.has(path));
    // A file of types alone leaves nothing in the bundle.
    for (const path of missed)
      expect(await readFile(join(root, path), "utf8"), path).not.toMatch(/^export (async )?(function|const|class)/m);
  });

  test("does not depend on the folder of the sources, since the bundle's code contains no absolute path", async () => {
    const bundled = dirname(before.script);
    // What V8 compiled of it names its file, and is no part of the id.
    for (const name of (await readdir(bundled)).filter((file) => !file.endsWith(".v8"))) {
      const text = await readFile(join(bundled, name), "utf8");
      expect(text, name).not.toContain(folder);
      expect(text, name).not.toContain("import.meta.dirname");
    }
  });
});

test("as an installed package, without a lockfile, depends on the versions of the packages", async () => {
  await rm(join(project, "package-lock.json"));
  const { code } = await measuringCode(project, WORKER);
  await writeFile(join(project, "package-lock.json"), await readFile(join(root, "package-lock.json")));
  expect(code).toMatch(/^[0-9a-f]{12}$/);
  expect(code).not.toBe(before.code);
});
