import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemory, instantiate } from "../../../../../harness/base/web-assembly/module.ts";
import { MIN_HASH_WASM } from "../../../../../harness/classifier/text/wasm/min-hash-wasm.ts";
import { holdsForAll } from "../../../../fixtures/laws.ts";

const HASHES = 128;
const anyNumber = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test("each byte of a signature is that of the smallest value of its function, none before any feature", () => {
  const memory = createMemory(2 ** 16);
  const { sign } = instantiate<{ sign(signature: number, features: number, count: number): void }>(
    MIN_HASH_WASM,
    memory,
  );
  const functions = new Int32Array(memory.buffer, 0, 2 * HASHES);
  const signature = new Uint8Array(memory.buffer, 8 * HASHES, HASHES);
  const room = new Int32Array(memory.buffer, 9 * HASHES);
  const someFunctions = fc.array(anyNumber, { minLength: 2 * HASHES, maxLength: 2 * HASHES });
  holdsForAll(fc.tuple(someFunctions, fc.array(anyNumber, { maxLength: 20 })), ([drawn, features]) => {
    functions.set(drawn);
    room.set(features);
    sign(8 * HASHES, 9 * HASHES, features.length);
    const expected = drawn.slice(0, HASHES).map((factor, index) => {
      const values = features.map((feature) => (Math.imul(feature, factor) + drawn[HASHES + index]!) | 0);
      return Math.imul(Math.min(0x7fffffff, ...values), 0x9e3779b1) >>> 24;
    });
    expect([...signature]).toEqual(expected);
  });
});
