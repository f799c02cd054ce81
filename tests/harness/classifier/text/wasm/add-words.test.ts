import { expect, test } from "vitest";
import { layOut } from "../../../../../harness/base/web-assembly/lay-out.ts";
import { createMemory, instantiate } from "../../../../../harness/base/web-assembly/module.ts";
import { addWords } from "../../../../../harness/classifier/text/wasm/add-words.ts";
import { ENCODE_WASM } from "../../../../../harness/classifier/text/wasm/encode-wasm.ts";
import type { EncodeExports } from "../../../../../harness/classifier/text/wasm/wasm-encoder.ts";
import { collidingWords } from "../../../../fixtures/colliding-words.ts";

const SLOT_BITS = 10;

/** A table of 1,024 slots, and room for words. */
function openTable() {
  const { addresses, end } = layOut({ slots: 32 * 2 ** SLOT_BITS, words: 65_536 });
  const memory = createMemory(end);
  const { setUp, addWord } = instantiate<EncodeExports>(ENCODE_WASM, memory);
  setUp(addresses.slots, SLOT_BITS, 0, 1, false, false, 1, 0, 0, 0, 0, 0, 0);
  const steps: number[] = [];
  return {
    steps,
    add: (words: readonly string[], mostSteps: number) =>
      addWords(
        (...word) => {
          steps.push(addWord(...word));
          return steps.at(-1)!;
        },
        memory.buffer,
        addresses.words,
        ["", "<OOV>", ...words],
        mostSteps,
      ),
  };
}

test("words made to collide take a bounded number of steps together: the first with too many is the last", () => {
  const { steps, add } = openTable();
  // Each passes the slots of those before it: 0 + 1 + … + 64, then one too many, and not those of 600 words, which are 179,700.
  expect(add(collidingWords(600, SLOT_BITS), 64)).toBe(false);
  expect(steps).toEqual([...Array.from({ length: 65 }, (_, index) => index), 65]);
});

test("fewer words than that are all added, wherever their slots are", () => {
  const { steps, add } = openTable();
  expect(add(collidingWords(65, SLOT_BITS), 64)).toBe(true);
  expect(steps.at(-1)).toBe(64);
});

test("other words hardly pass a slot, and half a character is left out", () => {
  const { steps, add } = openTable();
  expect(add(["half \ud83d", ...Array.from({ length: 600 }, (_, index) => `word${index}`)], 64)).toBe(true);
  expect(steps).toHaveLength(600);
  expect(Math.max(...steps)).toBeLessThan(64);
});
