import { expect, test } from "vitest";
import { ConfigError } from "../../../harness/base/errors.ts";
import { createRegistry, suggestion, unknownName } from "../../../harness/base/registry.ts";

test("naming entries loads nothing, and loading one loads only that one", async () => {
  const loaded: string[] = [];
  const entry = (name: string) => async () => {
    loaded.push(name);
    return name.length;
  };
  const registry = createRegistry("backend", { onnx: entry("onnx"), wasm: entry("wasm") });
  expect(registry.names).toEqual(["onnx", "wasm"]);
  expect(registry.has("wasm")).toBe(true);
  expect(loaded).toEqual([]);
  expect(await registry.load("wasm")).toBe(4);
  expect(loaded).toEqual(["wasm"]);
});

test("the error for an unknown name lists the known ones and suggests the nearest", async () => {
  const registry = createRegistry("backend", { onnx: () => 1, wasm: () => 2 });
  await expect(registry.load("onxx")).rejects.toThrow(
    new ConfigError('unknown backend "onxx"; did you mean "onnx"? (known: onnx, wasm)'),
  );
});

test.each(["toString", "__proto__", "constructor"])("%s, which every object has, is not an entry", async (name) => {
  const registry = createRegistry("backend", { onnx: () => 1 });
  expect(registry.has(name)).toBe(false);
  await expect(registry.load(name)).rejects.toThrow(ConfigError);
});

test("an entry's own error is passed on", async () => {
  const registry = createRegistry("backend", {
    broken: () => {
      throw new TypeError("no library");
    },
  });
  await expect(registry.load("broken")).rejects.toThrow(new TypeError("no library"));
});

test.each([
  ["bakend", "backend"],
  ["ONNX", "onnx"],
  ["int8-row", "int8-rows"],
  ["zebra", null],
])("%s most likely means %s", (name, nearest) => {
  expect(suggestion(name, ["backend", "onnx", "int8-rows"])).toBe(nearest);
});

test("of a long list of names only the nearest are shown, and how many there are", () => {
  const known = Array.from({ length: 40 }, (_, index) => `offer-${index + 10}`);
  expect(unknownName("price", "offer-111", known)).toBe(
    'unknown price "offer-111"; did you mean "offer-11"? (nearest of 40: offer-11, offer-10, offer-12, offer-13, offer-14)',
  );
});

test("a name that resembles none gets no suggestion", () => {
  expect(suggestion("onnx", [])).toBeNull();
  expect(unknownName("dataset", "zebra", ["brown-press"])).toBe('unknown dataset "zebra" (known: brown-press)');
});
