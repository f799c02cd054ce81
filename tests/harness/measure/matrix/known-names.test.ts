import { expect, test } from "vitest";
import { ADAM_PARAMETERS } from "../../../../harness/classifier/training/optimizers/adam.ts";
import { SHORTHANDS } from "../../../../harness/contract/axes.ts";
import { loadKnownPlugins } from "../../../../harness/measure/matrix/known-names.ts";
import { REFERENCE_OPTIMIZER } from "../../../../harness/measure/matrix/settings.ts";

const plugins = await loadKnownPlugins();

test("every value of a shorthand axis is a registered technique", () => {
  for (const shorthand of SHORTHANDS) {
    expect(plugins.techniques).toEqual(expect.arrayContaining([...plugins.shorthands[shorthand]]));
  }
});

test("each invalid parameter of a plugin is reported at its own place, before anything runs", () => {
  expect(plugins.parameterProblems("optimizer", { name: "adam", learningRate: 0.01 })).toEqual([]);
  expect(plugins.parameterProblems("optimizer", { name: "adam", learningRate: 0, beta1: 1, learningRat: 1 })).toEqual([
    { path: ["learningRate"], at: "value", message: "must be above 0, got 0" },
    { path: ["beta1"], at: "value", message: "must be below 1, got 1" },
    {
      path: ["learningRat"],
      at: "key",
      message:
        'unknown parameter "learningRat"; did you mean "learningRate"? (known: learningRate, beta1, beta2, epsilon, clipNorm)',
    },
  ]);
});

test("a plugin that takes no parameters reports each that it is given", () => {
  expect(plugins.parameterProblems("schedule", { name: "constant", rate: 1, steps: 2 })).toEqual([
    { path: ["rate"], at: "key", message: "schedule constant takes no parameters; remove it" },
    { path: ["steps"], at: "key", message: "schedule constant takes no parameters; remove it" },
  ]);
});

test("an unknown name has no parameter problems, since the name itself is reported", () => {
  expect(plugins.parameterProblems("technique", { name: "no-such", bits: 3 })).toEqual([]);
});

test("the reference's optimizer is Adam as it is by its name alone, so that either selects the other", () => {
  const { name, ...parameters } = REFERENCE_OPTIMIZER;
  expect(name).toBe("adam");
  for (const [parameter, value] of Object.entries(parameters)) {
    expect(ADAM_PARAMETERS[parameter as keyof typeof ADAM_PARAMETERS].parse(undefined)).toBe(value);
  }
});
