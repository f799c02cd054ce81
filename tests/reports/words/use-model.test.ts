import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { forShell } from "../../../harness/base/shell.ts";
import { conditionsOf } from "../../../harness/judge/analysis/condition.ts";
import { modelCommands, modelTitle } from "../../../reports/words/use-model.ts";
import { MODEL_PLACE as model } from "../../fixtures/model-place.ts";
import { makePlan } from "../../fixtures/records.ts";

test("two lines use the model: pricewar's, and Python's, or a service where Python has no tokenizer for it", () => {
  const [own, other] = modelCommands(model);
  expect(own).toBe('npx pricewar predict --model runs/quant/cells/abc "Your text."');
  expect(other).toMatch(/^python3 -c ".*onnxruntime\.InferenceSession.*" runs\/quant\/cells\/abc "Your text\."$/);
  expect(modelCommands({ ...model, backend: "javascript", isPortable: false })[1]).toBe(
    "npx pricewar serve --model runs/quant/cells/abc --backend javascript --port 8080",
  );
});

test("a model is called by its configuration and seed, and by what its answer is for", () => {
  const plan = makePlan({ axes: { "serving.scenario": ["offline", "http"] }, given: ["serving.scenario"] });
  const ofHttp = { ...model, condition: conditionsOf(plan)[1]! };
  expect([modelTitle(model), modelTitle(ofHttp)]).toEqual([
    "The model of int8, seed 1",
    "http: the model of int8, seed 1",
  ]);
  expect([modelTitle(model, "zh"), modelTitle(ofHttp, "zh")]).toEqual([
    "int8的模型（种子1）",
    "http：int8的模型（种子1）",
  ]);
});

test("pricewar's line names the backend that the model was measured on, unless predict takes it anyway", () => {
  const encrypted = modelCommands({ ...model, backend: "onnx", isPortable: false, isEncrypted: true });
  for (const command of encrypted) expect(command).toContain("--identity FILE ");
  const [own] = modelCommands({ ...model, backend: "simd" });
  expect(own).toBe('npx pricewar predict --model runs/quant/cells/abc --backend simd "Your text."');
});

test.each(["runs/a b", "it's", "$(id)", "a;b", 'say "x"', "é", "-"])("a shell reads %s as one word", (word) => {
  expect(execFileSync("sh", ["-c", `printf %s ${forShell(word)}`], { encoding: "utf8" })).toBe(word);
});
