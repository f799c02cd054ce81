import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compiledModuleSource } from "../../../../harness/text/wasm/compile.io.ts";

test("the module is what encode.as.ts compiles to: run npm run build:tokenizer after a change", async () => {
  const written = await readFile(new URL("../../../../harness/text/wasm/encode-wasm.ts", import.meta.url), "utf8");
  expect(await compiledModuleSource()).toBe(written);
});
