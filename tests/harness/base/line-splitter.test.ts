import { expect, test } from "vitest";
import { LineSplitter } from "../../../harness/base/line-splitter.ts";

/** Lines of a text that comes in chunks of so many bytes, all in the same memory, and what follows the last newline. */
function split(text: string, chunkBytes: number) {
  const splitter = new LineSplitter();
  const [bytes, memory] = [Buffer.from(text), Buffer.alloc(chunkBytes)];
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const length = bytes.copy(memory, 0, start);
    for (const line of splitter.take(memory.subarray(0, length))) lines.push(Buffer.from(line).toString());
  }
  return { lines, last: Buffer.from(splitter.end()).toString() };
}

test.each([1, 2, 3, 100])("lines come alike from chunks of %i bytes, empty ones included", (chunkBytes) => {
  expect(split("多\n\nab\ncd", chunkBytes)).toEqual({ lines: ["多", "", "ab"], last: "cd" });
  expect(split("ab\n", chunkBytes)).toEqual({ lines: ["ab"], last: "" });
  expect(split("", chunkBytes)).toEqual({ lines: [], last: "" });
});
