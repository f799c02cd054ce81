import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFileAtomically } from "../../../harness/base/files.io.ts";
import {
  appendRecord,
  appendSample,
  dropTornLine,
  readPlan,
  readRecords,
  readRunLines,
} from "../../../harness/contract/run-folder.io.ts";
import { failedRecord, makePlan, okRecord, skippedRecord } from "../../fixtures/records.ts";
import { sampleOf } from "../../fixtures/serving-samples.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-records-"));
  file = join(folder, "records.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const record = (reason: string) => skippedRecord(cell!, reason);
const reasons = async () => (await readRecords(file)).map((read) => read.status === "skipped" && read.reason);

describe("records.jsonl", () => {
  test("is empty if the file does not exist", async () => {
    expect(await readRecords(file)).toEqual([]);
  });

  test("returns what was appended, in order", async () => {
    await appendRecord(file, record("a"));
    await appendRecord(file, record("b"));
    expect(await readRecords(file)).toEqual([record("a"), record("b")]);
  });

  test("a record that could not be read back is not appended", async () => {
    await appendRecord(file, record("a"));
    await expect(appendRecord(file, { ...record("b"), repeat: Number.NaN })).rejects.toThrow(/repeat/);
    expect(await reasons()).toEqual(["a"]);
  });

  test("a line cut short by a crash is ignored, and removed before the next record", async () => {
    await appendRecord(file, record("a"));
    await appendFile(file, '{"schema":1,"experi');
    expect(await reasons()).toEqual(["a"]);
    await dropTornLine(file);
    await appendRecord(file, record("b"));
    expect(await reasons()).toEqual(["a", "b"]);
  });

  test("a file with nothing but half a line becomes empty", async () => {
    await writeFile(file, '{"schema"');
    await dropTornLine(file);
    expect(await readFile(file, "utf8")).toBe("");
  });

  test("damage inside the file is an error that names the line", async () => {
    await writeFile(file, `${JSON.stringify(record("a"))}\nnot json\n${JSON.stringify(record("b"))}\n`);
    await expect(readRecords(file)).rejects.toThrow(
      /records\.jsonl:2: not JSON; restore the file, or run with --fresh/,
    );
  });

  test.each([
    ['{"schema":99}', "schema: a schema from 1 to 3 was needed, got 99"],
    ["{}", "schema: a schema from 1 to 3 was needed, got none"],
    ['{"schema":"2"}', 'schema: a schema from 1 to 3 was needed, got "2"'],
    ["[]", "must be an object, got []"],
  ])("a record of another schema is an error, not a smaller result: %s", async (line, message) => {
    await writeFile(file, `${line}\n`);
    await expect(readRecords(file)).rejects.toThrow(`records.jsonl:1: ${message}; restore the file`);
  });
});

describe("samples of serving in records.jsonl", () => {
  const sample = sampleOf(okRecord(cell!), 1);

  test("are read among the records, and left out by who reads records alone", async () => {
    await appendRecord(file, record("a"));
    await appendSample(file, sample);
    await appendRecord(file, record("b"));
    expect(await readRunLines(file)).toEqual([record("a"), sample, record("b")]);
    expect(await reasons()).toEqual(["a", "b"]);
  });

  test("are told apart from failed records, which have a kind of failure", async () => {
    const failed = failedRecord(makePlan({ axes: {}, seeds: [1] }).cells[0]!, "out of disk");
    await appendSample(file, sample);
    await appendRecord(file, failed);
    expect(await readRunLines(file)).toEqual([sample, failed]);
  });

  test("that could not be read back are not appended", async () => {
    await expect(appendSample(file, { ...sample, loopMs: Number.NaN })).rejects.toThrow(/loopMs/);
    expect(await readRunLines(file)).toEqual([]);
  });

  test.each([
    [{ round: "first" }, 'round: must be a number, got "first"'],
    [{ kind: "guess" }, 'kind: must be "sample", got "guess"'],
    [{ timedMs: undefined }, "timedMs: is missing"],
    [{ schema: 99 }, "schema: a schema from 1 to 3 was needed, got 99"],
  ])("with a wrong field are an error that names line and field: %j", async (change, message) => {
    await writeFile(file, `${JSON.stringify({ ...sample, ...change })}\n`);
    await expect(readRunLines(file)).rejects.toThrow(`records.jsonl:1: ${message}`);
  });
});

describe("plan.json", () => {
  const planFile = () => join(folder, "plan.json");

  test("a folder without one is refused with the way out", async () => {
    await expect(readPlan(planFile())).rejects.toThrow(/no plan here; name a run folder/);
  });

  test("a damaged one is refused with line and column", async () => {
    await writeFile(planFile(), '{\n  "schema": 2\n');
    await expect(readPlan(planFile())).rejects.toThrow(
      /plan\.json:3:1: needs a closing } here, got the end of the file\n.*plan\.json: run the matrix again/,
    );
  });

  test("one with a comment is refused, since nothing else would read it", async () => {
    await writeFile(planFile(), "{} // mine");
    await expect(readPlan(planFile())).rejects.toThrow(/plan\.json: has comments/);
  });

  test("a field that every cell lacks is reported in ten lines", async () => {
    const plan = makePlan({ axes: {}, seeds: Array.from({ length: 14 }, (_, seed) => seed) });
    await writeFile(planFile(), JSON.stringify({ ...plan, cells: plan.cells.map(({ priceId: _, ...rest }) => rest) }));
    const error = await readPlan(planFile()).catch((refused: Error) => refused.message.split("\n"));
    expect(error).toHaveLength(12);
    expect(error).toContain(`${planFile()}: and 4 more problems`);
  });
});

test("a replaced file has the complete new content, and no temporary file is left", async () => {
  await writeFileAtomically(file, "old and longer");
  await writeFileAtomically(file, "new");
  expect(await readFile(file, "utf8")).toBe("new");
  expect(await readRecords(join(folder, "other.jsonl"))).toEqual([]);
});
