import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT, statedModules } from "../../../../harness/base/web-assembly/compile.io.ts";

// Continuous integration also compiles them: npm run build:wasm -- --check.
test("each module was compiled from its source as it is now: run npm run build:wasm after a change", async () => {
  const modules = await statedModules();
  expect(modules.map(({ source }) => source)).toEqual([
    "backends/onnx/fill-blocks.as.ts",
    "backends/simd/add-codes.shared.as.ts",
    "backends/simd/add-floats.shared.as.ts",
    "backends/simd/assemble.as.ts",
    "backends/simd/find-words.shared.as.ts",
    "harness/classifier/text/wasm/encode.as.ts",
    "harness/classifier/text/wasm/min-hash.as.ts",
  ]);
  for (const { file, text } of modules) expect(await readFile(join(PROJECT, file), "utf8"), file).toBe(text);
});
