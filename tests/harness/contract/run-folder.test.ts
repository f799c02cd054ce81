import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFileAtomically } from "../../../harness/base/files.io.ts";
import type { RunRecord } from "../../../harness/contract/index.ts";
import { appendRecord, mendTornLine, readPlan, readRecords } from "../../../harness/contract/run-folder.io.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-records-"));
  file = join(folder, "records.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (id: string) =>
  ({ schema: 1, experiment: { id }, repeat: 1, status: "skipped", reason: "" }) as unknown as RunRecord;
const ids = async () => (await readRecords(file)).map(({ experiment }) => experiment.id);

describe("records.jsonl", () => {
  test("is empty where there is no file", async () => {
    expect(await readRecords(file)).toEqual([]);
  });

  test("gives what was appended, in order", async () => {
    await appendRecord(file, record("a"));
    await appendRecord(file, record("b"));
    expect(await ids()).toEqual(["a", "b"]);
  });

  test("a line torn by a crash is left out, and cut off before the next one", async () => {
    await appendRecord(file, record("a"));
    await appendFile(file, '{"schema":1,"experi');
    expect(await ids()).toEqual(["a"]);
    await mendTornLine(file);
    await appendRecord(file, record("b"));
    expect(await ids()).toEqual(["a", "b"]);
  });

  test("a file that a crash left with half a line and nothing else becomes empty", async () => {
    await writeFile(file, '{"schema"');
    await mendTornLine(file);
    expect(await readFile(file, "utf8")).toBe("");
  });

  test("damage inside the file is an error that names the line", async () => {
    await writeFile(file, `${JSON.stringify(record("a"))}\nnot json\n${JSON.stringify(record("b"))}\n`);
    await expect(readRecords(file)).rejects.toThrow(/records\.jsonl:2: not JSON/);
  });

  test("a record of another schema is an error, not a smaller result", async () => {
    await writeFile(file, '{"schema":99}\n');
    await expect(readRecords(file)).rejects.toThrow(/records\.jsonl:1: record schema 1 was needed, got 99/);
  });
});

describe("plan.json", () => {
  test("a folder without one is told so", async () => {
    await expect(readPlan(join(folder, "plan.json"))).rejects.toThrow(/no plan here; name a run folder/);
  });

  test("a damaged one is told so", async () => {
    await writeFile(join(folder, "plan.json"), "{");
    await expect(readPlan(join(folder, "plan.json"))).rejects.toThrow(/plan\.json: not JSON/);
  });
});

test("a file that is replaced holds the new content whole, and nothing else stays behind", async () => {
  await writeFileAtomically(file, "old and longer");
  await writeFileAtomically(file, "new");
  expect(await readFile(file, "utf8")).toBe("new");
  expect(await readRecords(join(folder, "other.jsonl"))).toEqual([]);
});
