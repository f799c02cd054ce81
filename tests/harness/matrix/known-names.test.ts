import { expect, test } from "vitest";
import { loadKnownPlugins, SHORTHANDS } from "../../../harness/matrix/known-names.ts";

const plugins = await loadKnownPlugins();

test("what stands on a shorthand axis is a registered technique", () => {
  for (const shorthand of SHORTHANDS) {
    expect(plugins.techniques).toEqual(expect.arrayContaining([...plugins.shorthands[shorthand]]));
  }
});

test("a plugin's parameters are read before anything runs", () => {
  expect(plugins.parameterProblem("optimizer", { name: "adam", learningRate: 0.01 })).toBeNull();
  expect(plugins.parameterProblem("optimizer", { name: "adam", learningRate: -1 })).toMatch(/adam.*learningRate/);
  expect(plugins.parameterProblem("optimizer", { name: "adam", learnRate: 1 })).toMatch(/learnRate/);
});

test("an unknown name has no parameter problem: the name is the problem", () => {
  expect(plugins.parameterProblem("technique", { name: "no-such", bits: 3 })).toBeNull();
});
