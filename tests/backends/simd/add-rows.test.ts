/** What adds rows, float32 and int8, against sums in float64. */
import { describe, expect, test } from "vitest";
import { ADD_CODES_WASM } from "../../../backends/simd/add-codes-wasm.ts";
import { ADD_FLOATS_WASM } from "../../../backends/simd/add-floats-wasm.ts";
import { FACT_BYTES } from "../../../backends/simd/id-lists.ts";
import { layOut } from "../../../harness/base/web-assembly/lay-out.ts";
import { createSharedMemory, instantiate } from "../../../harness/base/web-assembly/module.ts";
import { testRandom } from "../../fixtures/texts.ts";

interface AdderExports {
  setUpTable(table: number, columns: number, scale?: number, exact?: number): void;
  addRows(lists: number, texts: number): void;
}

/** Ids of a text that are neither padding nor <OOV>, how often it has these, and what its mean is divided by. */
interface Text {
  readonly ids: readonly number[];
  readonly padding: number;
  readonly unknown: number;
  readonly divisor: number;
}

const ROWS = 300;

/** @returns means of texts by a table of int8 with a scale, or by the float32 table that it stands for, and those in float64 */
function meansOf(texts: readonly Text[], columns: number, idBytes: 2 | 4, draw: () => number) {
  const scale = Math.fround(0.03);
  const codes = Int8Array.from({ length: ROWS * columns }, (_, index) => (index < 2 * columns ? 0 : draw()));
  const exact = Float32Array.from({ length: 2 * columns }, () => draw() / 64);
  const floats = Float32Array.from(codes, (code, index) => exact[index] ?? code * scale);
  const all = texts.flatMap(({ ids, unknown }) => [...ids, ...Array<number>(unknown).fill(1)]);
  const { addresses, end } = layOut({
    codes: codes.byteLength + 8,
    scale: 4,
    exact: exact.byteLength + 32,
    floats: floats.byteLength + 16,
    ids: idBytes * all.length,
    facts: FACT_BYTES * texts.length,
    lists: 16,
    means: 4 * texts.length * columns + 32,
  });
  const memory = createSharedMemory(end);
  const { buffer } = memory;
  new Int8Array(buffer, addresses.codes).set(codes);
  new Float32Array(buffer, addresses.scale).set([scale]);
  new Float32Array(buffer, addresses.exact).set(exact);
  new Float32Array(buffer, addresses.floats).set(floats);
  if (idBytes === 2) new Uint16Array(buffer, addresses.ids).set(all);
  else new Uint32Array(buffer, addresses.ids).set(all);
  const facts = new DataView(buffer, addresses.facts);
  let last = 0;
  for (const [row, { ids, padding, unknown, divisor }] of texts.entries()) {
    last += ids.length + unknown;
    for (const [place, number] of [last, padding, unknown].entries()) {
      facts.setUint32(row * FACT_BYTES + 4 * place, number, true);
    }
    facts.setFloat32(row * FACT_BYTES + 12, 1 / divisor, true);
  }
  new Uint32Array(buffer, addresses.lists).set([addresses.ids, idBytes, addresses.facts, addresses.means]);
  const run = (compiled: string, ...table: [number, number, number?, number?]) => {
    const adder = instantiate<AdderExports>(compiled, memory);
    adder.setUpTable(...table);
    adder.addRows(addresses.lists, texts.length);
    return [...new Float32Array(buffer, addresses.means, texts.length * columns)];
  };
  const sumAt = ({ ids, padding, unknown, divisor }: Text, column: number) =>
    (ids.reduce((sum, id) => sum + codes[id * columns + column]! * scale, 0) +
      padding * exact[column]! +
      unknown * exact[columns + column]!) /
    divisor;
  return {
    asCodes: run(ADD_CODES_WASM, addresses.codes, columns, addresses.scale, addresses.exact),
    asFloats: run(ADD_FLOATS_WASM, addresses.floats, columns),
    expected: texts.flatMap((text) => Array.from({ length: columns }, (_, column) => sumAt(text, column))),
  };
}

function expectClose(means: readonly number[], expected: readonly number[]): void {
  expect(means.length).toBe(expected.length);
  for (const [index, mean] of means.entries()) {
    expect(Math.abs(mean - expected[index]!), `entry ${index}`).toBeLessThan(1e-6 * (1 + Math.abs(expected[index]!)));
  }
}

describe.each([2, 4] as const)("ids of %s bytes", (idBytes) => {
  test.each([1, 4, 7, 8, 16, 21, 64, 67])("means of texts of any length, %s columns", (columns) => {
    const random = testRandom(columns);
    const below = (limit: number) => Math.floor(random() * limit);
    const lengths = [0, 1, 38, 255, 256, 257, 512, 700];
    const texts = lengths.map((length) => {
      const [padding, unknown] = [below(3) * below(500), below(2) * below(40)];
      const ids = Array.from({ length }, () => 2 + below(ROWS - 2));
      return { ids, padding, unknown, divisor: Math.max(1, length + padding + unknown) };
    });
    const { asCodes, asFloats, expected } = meansOf(texts, columns, idBytes, () => below(255) - 127);
    expectClose(asCodes, expected);
    expectClose(asFloats, expected);
  });
});

test.each([127, -128])("60,000 codes of %s add up exactly, which floats do to 1e-6", (code) => {
  const texts = [{ ids: Array<number>(60_000).fill(5), padding: 0, unknown: 0, divisor: 60_000 }];
  const { asCodes, asFloats, expected } = meansOf(texts, 17, 2, () => code);
  const ofOne = Math.fround(code * 60_000 * Math.fround(Math.fround(0.03) * Math.fround(1 / 60_000)));
  expect(asCodes).toEqual(Array<number>(17).fill(ofOne));
  expectClose(asFloats, expected);
});
