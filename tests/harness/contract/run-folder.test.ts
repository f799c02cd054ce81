import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKeyPair } from "../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../harness/base/at-rest/keys.ts";
import { writeFileAtomically } from "../../../harness/base/files.io.ts";
import { GrowingLines } from "../../../harness/contract/growing-lines.io.ts";
import {
  appendRecord,
  appendSample,
  hasRecords,
  readPlan,
  readRecords,
  readRunLines,
  writeLines,
} from "../../../harness/contract/run-folder.io.ts";
import { failedRecord, makePlan, okRecord, skippedRecord } from "../../fixtures/records.ts";
import { sampleOf } from "../../fixtures/serving-samples.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-records-"));
  file = join(folder, "records.jsonl");
  warnings.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const record = (reason: string) => skippedRecord(cell!, reason);
const warnings: string[] = [];
const warn = (sentence: string) => warnings.push(sentence);
const reasons = async () => (await readRecords(file, warn)).map((read) => read.status === "skipped" && read.reason);

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
    await new GrowingLines(file, warn).mend();
    await appendRecord(file, record("b"));
    expect(await reasons()).toEqual(["a", "b"]);
    expect(warnings).toEqual([]);
  });

  test("a file with nothing but half a line becomes empty", async () => {
    await writeFile(file, '{"schema"');
    await new GrowingLines(file, warn).mend();
    expect(await readFile(file, "utf8")).toBe("");
  });

  test("a last line that only lacks its end is kept", async () => {
    await appendRecord(file, record("a"));
    await writeFile(file, (await readFile(file, "utf8")).trimEnd());
    expect(await reasons()).toEqual(["a"]);
    await new GrowingLines(file, warn).mend();
    await appendRecord(file, record("b"));
    expect(await reasons()).toEqual(["a", "b"]);
  });

  test.each([
    ["no JSON", () => "not json", "not JSON"],
    ["a schema alone", () => '{"schema":3}', 'status: must be one of "ok", "skipped", "failed", "timeout"'],
    ["null", () => "null", "must be an object, got null"],
    ["no schema", () => "{}", "schema: a schema from 1 to 3 was needed, got none"],
    ["a newer schema", () => '{"schema":99}', "schema: a schema from 1 to 3 was needed, got 99"],
    ["a changed letter", (line: string) => line.replace("skipped", "skipPed"), "it was changed after it was written"],
    ["a changed figure", (line: string) => line.replace('"repeat":1', '"repeat":2'), "it was changed after it was"],
    ["a byte that is not UTF-8", (line: string) => Buffer.from(line).fill(0xff, 40, 41), "not UTF-8"],
  ])(
    "a broken line among others is left out with a warning, and set aside by a run: %s",
    async (_, damage, problem) => {
      for (const reason of ["a", "b", "c"]) await appendRecord(file, record(reason));
      const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
      const broken = Buffer.from(damage(lines[1]!));
      const newline = Buffer.from("\n");
      const whole = Buffer.concat([Buffer.from(`${lines[0]}\n`), broken, newline, Buffer.from(`${lines[2]}\n`)]);
      await writeFile(file, whole);

      expect(await reasons()).toEqual(["a", "c"]);
      expect(warnings).toEqual([expect.stringContaining(`${file}: 1 broken line (line 2: ${problem}`)]);
      expect(warnings[0]).toMatch(/left out; run the matrix again to measure what is missing$/);
      expect(await readFile(file)).toEqual(whole);

      await new GrowingLines(file, warn).mend();
      expect(warnings[1]).toMatch(/moved to records\.broken\.jsonl; what it was about is measured again$/);
      expect(await readFile(file, "utf8")).toBe(`${lines[0]}\n${lines[2]}\n`);
      expect(await readFile(join(folder, "records.broken.jsonl"))).toEqual(Buffer.concat([broken, newline]));
      await new GrowingLines(file, warn).mend();
      expect(warnings).toHaveLength(2);
    },
  );

  test("broken lines are counted, and added to those of earlier runs", async () => {
    await writeFile(join(folder, "records.broken.jsonl"), "earlier\n");
    await writeFile(file, `${JSON.stringify(record("a"))}\none\n\ntwo\n`);
    await new GrowingLines(file, warn).mend();
    expect(warnings).toEqual([
      `${file}: 2 broken lines (line 2: not JSON, …) moved to records.broken.jsonl; what they were about is measured again`,
    ]);
    expect(await readFile(join(folder, "records.broken.jsonl"), "utf8")).toBe("earlier\none\ntwo\n");
  });

  test("lines without a sum, as they were before, are read", async () => {
    await writeFile(file, `${JSON.stringify(record("a"))}\n`);
    expect(await reasons()).toEqual(["a"]);
  });

  test("a file of a newer pricewar is refused as a whole, and stays as it is", async () => {
    await writeFile(file, '{"schema":4}\n{"schema":5}\n');
    await expect(readRecords(file, warn)).rejects.toThrow(
      `${file}: has schema 5, and this pricewar reads up to 3; use the newer one that wrote it, or another folder`,
    );
    await expect(new GrowingLines(file, warn).mend()).rejects.toThrow(/has schema 5/);
    expect(await readFile(file, "utf8")).toBe('{"schema":4}\n{"schema":5}\n');
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

  test("are no records by which a folder would have an answer", async () => {
    expect(await hasRecords(file)).toBe(false);
    await appendFile(file, "not json\n");
    await appendSample(join(folder, "records.jsonl"), sample);
    expect(await hasRecords(file)).toBe(false);
    await appendRecord(file, record("a"));
    expect(await hasRecords(file)).toBe(true);
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
  ])("with a wrong field are left out, with a warning that names line and field: %j", async (change, message) => {
    await appendRecord(file, record("a"));
    await appendFile(file, `${JSON.stringify({ ...sample, ...change })}\n`);
    expect(await readRunLines(file, warn)).toEqual([record("a")]);
    expect(warnings).toEqual([expect.stringContaining(`${file}: 1 broken line (line 2: ${message}`)]);
  });
});

describe("plan.json", () => {
  const planFile = () => join(folder, "plan.json");

  test("a folder without one is refused with the way out", async () => {
    await expect(readPlan(planFile())).rejects.toThrow(/no plan here; name a run folder/);
    await mkdir(planFile());
    await expect(readPlan(planFile())).rejects.toThrow(/cannot be read \(it is a folder\); name a run folder/);
  });

  test("a damaged one is refused with line and column", async () => {
    await writeFile(planFile(), '{\n  "schema": 2\n');
    await expect(readPlan(planFile())).rejects.toThrow(
      /plan\.json:3:1: needs a closing } here, got the end of the file; run the matrix again/,
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

describe("an encrypted records.jsonl", () => {
  beforeEach(async () => {
    const { recipient, identity } = await newKeyPair();
    holdKeys({ recipients: [recipient], identities: [identity] });
  });
  afterEach(() => holdKeys(null));
  const stored = (name: string) => readFile(join(folder, `${name}.age-lines`), "latin1");

  test("returns what was appended, and nothing to who has no key", async () => {
    await appendRecord(file, record("a"), record("b"));
    await appendSample(join(folder, "samples.jsonl"), sampleOf(okRecord(cell!), 1));
    expect(await readRunLines(file)).toEqual([record("a"), record("b"), sampleOf(okRecord(cell!), 1)]);
    expect(await readdir(folder)).toEqual(["records.jsonl.age-lines", "samples.jsonl.age-lines"]);
    holdKeys(null);
    await expect(readRecords(file)).rejects.toThrow(/records\.jsonl\.age-lines is encrypted: give the identity/);
    await expect(new GrowingLines(file, warn).mend()).rejects.toThrow(/is encrypted/);
  });

  test("is written at once in the form that lines are appended in", async () => {
    await writeLines(file, [record("a"), record("b")]);
    await appendRecord(file, record("c"));
    expect(await readdir(folder)).toEqual(["records.jsonl.age-lines"]);
    expect(await reasons()).toEqual(["a", "b", "c"]);
  });

  test("a changed line is left out with its number, and moved as it stands; half a line is removed, and the rest is not touched", async () => {
    await appendRecord(file, record("a"), record("b"), record("c"));
    const [a, b, c] = (await stored("records.jsonl")).split("\n") as [string, string, string];
    const changed = `${b.slice(0, -12)}AAAAAAAAAAA=`;
    await writeFile(`${file}.age-lines`, `${a}\n${changed}\n${c}\n${a.slice(0, 100)}`);
    expect(await reasons()).toEqual(["a", "c"]);
    expect(warnings).toEqual([
      `${file}: 1 broken line (line 2: it is not as it was encrypted) left out; run the matrix again to measure what is missing`,
    ]);
    await new GrowingLines(file, warn).mend();
    expect(await stored("records.jsonl")).toBe(`${a}\n${c}\n`);
    expect(await stored("records.broken.jsonl")).toBe(`${changed}\n`);
    await appendRecord(file, record("d"));
    expect(await reasons()).toEqual(["a", "c", "d"]);
  });
});
