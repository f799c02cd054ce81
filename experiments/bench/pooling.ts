import { ADD_CODES_WASM } from "../../backends/simd/add-codes-wasm.ts";
import { ADD_FLOATS_WASM } from "../../backends/simd/add-floats-wasm.ts";
import { growingMemory } from "../../backends/simd/growing-memory.ts";
import { LISTS_BYTES, putIdLists, writeLists } from "../../backends/simd/id-lists.ts";
import { TEXTS_PER_CALL } from "../../backends/simd/serving-program.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { layOut } from "../../harness/base/web-assembly/lay-out.ts";
import { createSharedMemory, instantiate } from "../../harness/base/web-assembly/module.ts";
import { type EncodedTexts, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import { POOLED_COLUMNS, POOLED_ROWS, POOLED_TEXTS, POOLED_WORDS } from "./pooled-sizes.ts";
import { medianCallMs } from "./sampling.ts";
import type { Storage } from "./serving-job.ts";

interface AdderExports {
  setUpTable(table: number, columns: number, scale?: number, exact?: number): void;
  addRows(lists: number, texts: number): void;
}

/** Median milliseconds to add the rows of POOLED_TEXTS texts by the module that backend simd has for a storage. */
export async function poolRows(storage: Storage): Promise<number> {
  const calls = POOLED_TEXTS / TEXTS_PER_CALL;
  const numbers = POOLED_ROWS * POOLED_COLUMNS;
  const { addresses, end } = layOut({
    table: storage === "float32" ? 4 * numbers : numbers,
    scale: 4,
    exact: 4 * SPECIAL_ROWS * POOLED_COLUMNS,
    means: 4 * TEXTS_PER_CALL * POOLED_COLUMNS,
    lists: LISTS_BYTES * calls,
  });
  const memory = createSharedMemory(end);
  const { table, scale, exact, means } = addresses;
  const stream = randomStream(1);
  if (storage === "float32")
    new Float32Array(memory.buffer, table, numbers).forEach((_, at, all) => {
      all[at] = stream.nextFloat64() - 0.5;
    });
  else
    new Int8Array(memory.buffer, table, numbers).forEach((_, at, all) => {
      all[at] = 255 * stream.nextFloat64() - 127;
    });
  new Float32Array(memory.buffer, scale, 1).fill(1 / 254);
  const arrays = growingMemory(memory, end);
  const texts = zipfTexts(() => stream.nextFloat64());
  const listsAt = Array.from({ length: calls }, (_, call) => addresses.lists + call * LISTS_BYTES);
  for (const [call, at] of listsAt.entries()) {
    const range = { first: call * TEXTS_PER_CALL, count: TEXTS_PER_CALL, pooling: "words" as const, rows: POOLED_ROWS };
    const { idsAt, factsAt } = putIdLists(arrays, texts, range);
    writeLists(arrays.ints(), at, { ids: idsAt, idBytes: 4, facts: factsAt, means });
  }
  const adder = instantiate<AdderExports>(storage === "float32" ? ADD_FLOATS_WASM : ADD_CODES_WASM, memory);
  adder.setUpTable(table, POOLED_COLUMNS, scale, exact);
  return medianCallMs(async () => {
    for (const at of listsAt) adder.addRows(at, TEXTS_PER_CALL);
  });
}

/** Texts whose words follow Zipf's law: the word of rank r comes 1/r as often as the first. */
function zipfTexts(random: () => number): EncodedTexts {
  const known = POOLED_ROWS - SPECIAL_ROWS;
  const length = POOLED_TEXTS * POOLED_WORDS;
  return {
    rows: POOLED_TEXTS,
    maxLength: POOLED_WORDS,
    offsets: Int32Array.from({ length: POOLED_TEXTS + 1 }, (_, text) => text * POOLED_WORDS),
    ids: Int32Array.from({ length }, () => SPECIAL_ROWS + Math.floor((known + 1) ** random()) - 1),
    counts: new Int32Array(length).fill(1),
  };
}
