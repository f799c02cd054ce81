import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKeyPair } from "../../../harness/base/at-rest/age.ts";
import { holdKeys } from "../../../harness/base/at-rest/keys.ts";
import { GrowingLines, GrowingRun } from "../../../harness/contract/growing-lines.io.ts";
import { appendRecord, appendSample } from "../../../harness/contract/run-folder.io.ts";
import { makePlan, okRecord, skippedRecord } from "../../fixtures/records.ts";
import { sampleOf } from "../../fixtures/serving-samples.ts";

let folder: string;
let file: string;
let warnings: string[];
let growing: GrowingLines;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-growing-"));
  file = join(folder, "records.jsonl");
  warnings = [];
  growing = new GrowingLines(file, (sentence) => warnings.push(sentence));
});
afterEach(async () => {
  holdKeys(null);
  await rm(folder, { recursive: true, force: true });
});

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const record = (reason: string) => skippedRecord(cell!, reason);

describe.each(["in clear", "encrypted"])("lines %s", (form) => {
  beforeEach(async () => {
    if (form === "in clear") return;
    const { identity, recipient } = await newKeyPair();
    holdKeys({ identities: [identity], recipients: [recipient] });
  });

  test("that have been read are the same when others follow, and not read again", async () => {
    expect(await growing.read()).toEqual([]);
    await appendRecord(file, record("a"));
    const first = await growing.read();
    await appendRecord(file, record("b"), record("c"));
    const all = await growing.read();
    expect(all).toEqual([record("a"), record("b"), record("c")]);
    expect(all[0]).toBe(first[0]);
    expect((await growing.read())[2]).toBe(all[2]);
    expect(first).toEqual([record("a")]);
  });

  test("that were whole when they were mended are not read again", async () => {
    await appendRecord(file, record("a"));
    await growing.mend();
    const [before] = await growing.read();
    await appendRecord(file, record("b"));
    const after = await growing.read();
    expect(after).toEqual([record("a"), record("b")]);
    expect(after[0]).toBe(before);
  });
});

test("a broken line among those that follow is named by its place in the file, once", async () => {
  await appendRecord(file, record("a"), record("b"));
  await growing.read();
  await appendFile(file, "not json\n");
  await appendRecord(file, record("c"));
  expect(await growing.read()).toEqual([record("a"), record("b"), record("c")]);
  await growing.read();
  expect(warnings).toEqual([expect.stringContaining(`${file}: 1 broken line (line 3: not JSON) left out`)]);
});

test("half a line is read once more when its other half has come", async () => {
  await appendRecord(file, record("a"), record("b"));
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, -20));
  expect(await growing.read()).toEqual([record("a")]);
  await writeFile(file, whole);
  expect(await growing.read()).toEqual([record("a"), record("b")]);
});

test("a file that has become shorter is read from its start", async () => {
  await appendRecord(file, record("a"), record("b"));
  await growing.read();
  await rm(file);
  await appendRecord(file, record("c"));
  expect(await growing.read()).toEqual([record("c")]);
});

test("broken lines are gone once the file is mended", async () => {
  await appendRecord(file, record("a"));
  await appendFile(file, "not json\n");
  await growing.mend();
  await appendRecord(file, record("b"));
  expect(await growing.read()).toEqual([record("a"), record("b")]);
  expect(warnings).toEqual([expect.stringContaining("1 broken line (line 2: not JSON) moved to records.broken.jsonl")]);
});

test("a run has its records, then its samples", async () => {
  const run = new GrowingRun(folder, (sentence) => warnings.push(sentence));
  const sample = sampleOf(okRecord(cell!), 1);
  await appendSample(join(folder, "samples.jsonl"), sample);
  await appendRecord(file, record("a"));
  await run.mend();
  expect(await run.read()).toEqual([record("a"), sample]);
  await appendRecord(file, record("b"));
  expect(await run.read()).toEqual([record("a"), record("b"), sample]);
});
