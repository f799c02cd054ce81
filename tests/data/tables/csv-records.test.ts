import { createReadStream } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csvRecords } from "../../../data/tables/csv-records.ts";
import { Faults } from "../../../data/tables/faults.ts";
import { flattened } from "../../../harness/base/batches.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const ROW = `${"some words ".repeat(20)},1\n`;
const ROWS = 50_000;
const FEW_CHUNKS_BYTES = 1_000_000; // of a file of 11 MB

/** A file with many rows, and the number of bytes read so far. */
async function longFile() {
  const folder = await temporaryFolder({ "long.csv": ROW.repeat(ROWS) });
  let bytesRead = 0;
  const text = async function* () {
    for await (const chunk of createReadStream(join(folder, "long.csv")) as AsyncIterable<Buffer>) {
      bytesRead += chunk.length;
      yield chunk;
    }
  };
  const shape = { separator: ",", lineEnd: "\n", literalQuotes: false, statesSeparator: false } as const;
  const records = flattened(csvRecords(text, shape, new Faults("long.csv", "line")));
  return { records, bytesRead: () => bytesRead };
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("records are read on demand", () => {
  test("nothing is read before the first request", async () => {
    const { bytesRead } = await longFile();
    await aMoment();
    expect(bytesRead()).toBe(0);
  });

  test("reading does not run ahead of a slow reader", async () => {
    const { records, bytesRead } = await longFile();
    await records.next();
    await aMoment();
    expect(bytesRead()).toBeLessThan(FEW_CHUNKS_BYTES);
    for (let asked = 0; asked < ROWS / 2; asked++) await records.next();
    await aMoment();
    expect(bytesRead()).toBeLessThan((ROWS / 2) * ROW.length + FEW_CHUNKS_BYTES);
    await records.return(undefined);
  });

  test("a reader that stops early leaves the rest unread", async () => {
    const { records, bytesRead } = await longFile();
    for await (const { fields, line } of records) {
      expect(fields).toHaveLength(2);
      expect(line).toBe(1);
      break;
    }
    await aMoment();
    expect(bytesRead()).toBeLessThan(FEW_CHUNKS_BYTES);
  });

  test("a reader that continues gets every record and every byte", async () => {
    const { records, bytesRead } = await longFile();
    let last = 0;
    for await (const { line } of records) last = line;
    expect(last).toBe(ROWS);
    expect(bytesRead()).toBe(ROWS * ROW.length);
  });
});
