import { expect, test } from "vitest";
import { LineScanner } from "../../../harness/contract/scan-lines.ts";
import { makePlan, skippedRecord } from "../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const record = (reason: string) => skippedRecord(cell!, reason);
const lineOf = (reason: string) => JSON.stringify(record(reason));

/** Everything that is read of a text which comes in chunks of so many bytes, all in the same memory. */
function scanned(text: string, chunkBytes: number) {
  const scanner = new LineScanner("records.jsonl");
  const bytes = Buffer.from(text);
  const memory = Buffer.alloc(chunkBytes);
  const found: unknown[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const length = bytes.copy(memory, 0, start);
    for (const one of scanner.take(memory.subarray(0, length)))
      found.push("line" in one ? { line: one.line } : { ...one, bytes: Buffer.from(one.bytes).toString() });
  }
  const last = scanner.end();
  return { found, last: last ? { line: last.line } : last };
}

test.each([1, 7, 64, 1000, 1_000_000])("lines are read alike in chunks of %i bytes", (chunkBytes) => {
  // A letter of three bytes is cut by a chunk, and so is a broken line.
  const text = `${lineOf("多")}\nbroken\n \r\n${lineOf("b")}\r\n${lineOf("c")}`;
  expect(scanned(text, chunkBytes)).toEqual({
    found: [{ line: record("多") }, { number: 2, problem: "not JSON", bytes: "broken" }, { line: record("b") }],
    last: { line: record("c") },
  });
});

test.each([
  ["", undefined],
  [`${lineOf("a")}\n`, undefined],
  [`${lineOf("a")}\n{"schema`, null],
])("what follows the last newline of %j is told apart from nothing", (text, last) => {
  expect(scanned(text, 16).last).toBe(last);
});

test("a file of a newer schema alone is refused at its end, and one that has an older line is not", () => {
  const newer = `{"schema":99}\n`;
  expect(() => scanned(newer + newer, 5)).toThrow("records.jsonl: has schema 99, and this pricewar reads up to 3");
  expect(scanned(`${newer}${lineOf("a")}\n`, 5).found).toHaveLength(2);
  expect(scanned(`${newer}${lineOf("a")}`, 5).last).toEqual({ line: record("a") });
});
