import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
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
