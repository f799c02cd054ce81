import { expect, test } from "vitest";
import { backends, usesGpu } from "../../backends/registry.ts";

test.each(backends.names)("%s says of itself what the registry says: whether it uses a GPU", async (name) => {
  expect((await backends.load(name)).usesGpu).toBe(usesGpu(name));
});

test("no name makes a backend one of a GPU", () => {
  expect(["cpu-cuda", "my-webgpu", "constructor"].map(usesGpu)).toEqual([false, false, false]);
});
