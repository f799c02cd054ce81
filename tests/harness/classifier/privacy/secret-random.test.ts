import { expect, test } from "vitest";
import { secretUniform } from "../../../../harness/classifier/privacy/secret-random.ts";

test.each([
  { byte: 0x00, first: 2 ** -53 },
  { byte: 0xff, first: 1 },
])("bytes of $byte give the number at the end of the range: never 0", ({ byte, first }) => {
  expect(secretUniform((bytes) => bytes.fill(byte))()).toBe(first);
});

test("all 53 bits count: 27 of the first word and 26 of the second", () => {
  const uniform = secretUniform((bytes) => {
    const words = new Uint32Array(bytes.buffer);
    words.fill(0);
    words[0] = 1 << 5;
    words[3] = 1 << 6;
  });
  expect(uniform() * 2 ** 53).toBe(2 ** 26 + 1);
  expect(uniform() * 2 ** 53).toBe(2);
});

test("no number is given twice: bytes are filled anew when they are used up", () => {
  let fills = 0;
  const uniform = secretUniform((bytes) => {
    fills += 1;
    bytes.fill(fills);
  });
  const numbers = Array.from({ length: 8193 }, uniform);
  expect(fills).toBe(2);
  expect(numbers[8192]).not.toBe(numbers[8191]);
});
