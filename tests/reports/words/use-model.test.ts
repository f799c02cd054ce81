import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { forShell } from "../../../harness/base/shell.ts";
import { modelCommands } from "../../../reports/words/use-model.ts";

const model = {
  label: "int8",
  seed: 1,
  backend: "onnx",
  folder: "runs/quant/cells/abc",
  link: "cells/abc/",
  isPortable: true,
};

test("two lines use the model: pricewar's, and Python's, or another runtime where Python has no tokenizer for it", () => {
  const [own, other] = modelCommands(model);
  expect(own).toBe('npx pricewar predict --model runs/quant/cells/abc "Your text."');
  expect(other).toMatch(/^python3 -c ".*onnxruntime\.InferenceSession.*" runs\/quant\/cells\/abc "Your text\."$/);
  expect(modelCommands({ ...model, isPortable: false })[1]).toContain("--backend onnx-wasm");
});

test.each(["runs/a b", "it's", "$(id)", "a;b", 'say "x"', "é", "-"])("a shell reads %s as one word", (word) => {
  expect(execFileSync("sh", ["-c", `printf %s ${forShell(word)}`], { encoding: "utf8" })).toBe(word);
});
