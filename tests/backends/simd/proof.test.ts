import { describe, expect, test } from "vitest";
import { instructionsOf } from "../../../backends/simd/instructions.ts";
import { unsigned, writeModule } from "../../../backends/simd/module-writer.ts";
import { proofOf } from "../../../backends/simd/proof.ts";
import { BackendError } from "../../../harness/base/errors.ts";

/** A module with one function of these instructions. */
function moduleOf(...body: number[]): Uint8Array {
  return writeModule([{ parameters: [], results: [], exported: "run", locals: ["v128"], body }], { isShared: false });
}

const simd = (code: number) => [0xfd, ...unsigned(code)];
const [GET, DROP] = [[0x20, 0], [0x1a]];
/** Each ends with nothing on the stack. */
const FLOAT_ADD = [...GET, ...GET, ...simd(0xe4), ...DROP];
const CODE_LOAD = [0x41, 0, ...simd(0x01), 3, 0, ...DROP];
const RELAXED_MADD = [...GET, ...GET, ...GET, ...simd(0x105), ...DROP];

/** A run whose outputs are the weights. */
function following(...states: number[]) {
  let weight = 0;
  return {
    run: () => Float32Array.of(weight),
    weights: states.map((state) => () => {
      weight = state;
    }),
    weight: () => weight,
  };
}

describe("instructions", () => {
  test("are read from a module's code", async () => {
    expect([...(await instructionsOf(moduleOf(...FLOAT_ADD, ...RELAXED_MADD)))]).toEqual([
      "local.get",
      "f32x4.add",
      "drop",
      "f32x4.relaxed_madd",
      "end",
    ]);
  });

  test("of a module that ends early are an error", async () => {
    await expect(instructionsOf(moduleOf(...FLOAT_ADD).slice(0, -4))).rejects.toThrow();
  });
});

describe("a proof", () => {
  test.each([
    { code: FLOAT_ADD, provider: "WebAssembly SIMD", kernelPrecision: "float32" },
    { code: [...FLOAT_ADD, ...CODE_LOAD], provider: "WebAssembly SIMD", kernelPrecision: "float32+int8" },
    { code: [], provider: "WebAssembly", kernelPrecision: "" },
  ])("says what its modules consist of: $provider, $kernelPrecision", async ({ code, ...expected }) => {
    const proof = await proofOf({ modules: [moduleOf(...code)], ...following(1, 0) });
    expect(proof).toMatchObject({ device: "cpu", ...expected });
    expect(proof.library).toMatch(new RegExp(`^v8 ${process.versions.v8}, module [0-9a-f]{12}$`));
  });

  test("leaves the model's own weights, and names modules by their bytes", async () => {
    const canary = following(1, 2, 0);
    const [first, other] = [moduleOf(...FLOAT_ADD), moduleOf(...FLOAT_ADD, ...FLOAT_ADD)];
    const { library } = await proofOf({ modules: [first], ...canary });
    expect(canary.weight()).toBe(0);
    expect((await proofOf({ modules: [other], ...canary })).library).not.toBe(library);
    expect((await proofOf({ modules: [first], ...canary })).library).toBe(library);
  });

  test("needs outputs that change with the weights, and only with them", async () => {
    const modules = [moduleOf(...FLOAT_ADD)];
    await expect(proofOf({ modules, ...following(1, 1, 0) })).rejects.toThrow(BackendError);
    await expect(proofOf({ modules, ...following(0, 0) })).rejects.toThrow(/do not follow the weights/);
    let runs = 0;
    const run = () => Float32Array.of(runs++);
    await expect(proofOf({ modules, ...following(1, 0), run })).rejects.toThrow(/do not follow the weights/);
  });

  test("needs an engine that compiles the modules", async () => {
    const damaged = moduleOf(...simd(0xe4));
    await expect(proofOf({ modules: [damaged], ...following(1, 0) })).rejects.toThrow(/cannot compile/);
  });
});
