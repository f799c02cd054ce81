import { expect, test } from "vitest";
import { type ModuleInputs, moduleText, statedModule } from "../../../../harness/base/web-assembly/module-text.ts";

const INPUTS: ModuleInputs = {
  sources: new Map([
    ["a/add-up.as.ts", 'import { one } from "../b/one.lib.as";'],
    ["b/one.lib.as.ts", "export const one = 1;"],
  ]),
  compiler: ["assemblyscript 1.0.0", "binaryen 2.0.0"],
  options: ["--noAssert"],
};
/** More than a line. */
const BASE64 = "AGFz".repeat(50);
const text = moduleText("add-up", INPUTS, BASE64);

test("a module says what it was made of", () => {
  expect(text).toMatch(/^\/\*\* add-up\.as\.ts compiled/);
  expect(text).toContain("export const ADD_UP_WASM =\n");
  expect(statedModule(text)).toEqual({ sources: ["a/add-up.as.ts", "b/one.lib.as.ts"], base64: BASE64 });
  expect(statedModule("export const ADD_UP_WASM = 1;")).toBeNull();
});

test.each<[string, Partial<ModuleInputs>, string?]>([
  ["its source", { sources: new Map([...INPUTS.sources, ["a/add-up.as.ts", ""]]) }],
  ["what that imports", { sources: new Map([...INPUTS.sources, ["b/one.lib.as.ts", "export const one = 2;"]]) }],
  ["the files that were read", { sources: new Map([...INPUTS.sources].slice(0, 1)) }],
  ["the compiler", { compiler: ["assemblyscript 1.0.0", "binaryen 2.0.1"] }],
  ["its options", { options: ["--noAssert", "--converge"] }],
  ["its bytes", {}, `BGFz${BASE64.slice(4)}`],
])("another text follows from a change of %s", (_, change, base64 = BASE64) => {
  const sha = (one: string) => /SHA-256 .*: ([0-9a-f]{64})$/m.exec(one)?.[1];
  const changed = moduleText("add-up", { ...INPUTS, ...change }, base64);
  expect(sha(changed)).toBeDefined();
  expect(sha(changed)).not.toBe(sha(text));
});
