import { expect, test } from "vitest";
import { openModel } from "../../experiments/open-model.io.ts";

test.each([
  ["wasm", 2, "--threads 2: backend wasm serves on one thread"],
  ["simd", 9, "--threads 9: backend simd serves on at most 8 threads"],
])("more threads than %s takes are refused before the model is read", async (backend, threads, message) => {
  await expect(openModel("no such folder", { backend, threads })).rejects.toThrow(message);
});
