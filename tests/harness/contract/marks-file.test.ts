import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseMark, readMarks, writeMarks } from "../../../harness/contract/marks-file.io.ts";
import { rowsRight } from "../../fixtures/analyses.ts";
import { hostedMark, measuredMark, missingMark } from "../../fixtures/marks.ts";
import { makePlan } from "../../fixtures/records.ts";

const PLAN = makePlan({ axes: {}, seeds: [1] });
const TFIDF = measuredMark(PLAN, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
const MISSING = missingMark(PLAN, "fasttext", "not on the PATH");

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-marks-"));
  file = join(folder, "baselines.jsonl");
});
afterAll(() => rm(folder, { recursive: true }));

test("marks are read as they were written, and of two of one name the last counts", async () => {
  expect(await readMarks(file)).toEqual([]);
  const found = { ...TFIDF, name: "fasttext" };
  await writeMarks(file, [MISSING, TFIDF, hostedMark(PLAN, "a service"), found]);
  expect(await readMarks(file)).toEqual([found, TFIDF, hostedMark(PLAN, "a service")]);
});

test("of a mark that several machines have measured, the last line of each counts, and it is not missing", async () => {
  const [again, other] = [
    { ...TFIDF, accuracy: 0.91 },
    { ...TFIDF, machine: "other" },
  ];
  await writeMarks(file, [TFIDF, { ...MISSING, name: "tfidf" }, other, again, MISSING]);
  expect(await readMarks(file)).toEqual([again, other, MISSING]);
});

test("a damaged line is left out, and a newer field is no damage", async () => {
  await writeMarks(file, [MISSING, TFIDF]);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("not on the PATH", "not on the path"));
  expect(await readMarks(file)).toEqual([TFIDF]);
  await writeFile(file, text.slice(0, -30));
  expect(await readMarks(file)).toEqual([MISSING]);
  expect(parseMark(JSON.stringify({ ...TFIDF, later: 1 }))).toMatchObject({ name: "tfidf" });
  expect(parseMark(JSON.stringify({ ...TFIDF, schema: 2 }))).toBeNull();
  // Bits of 100 rows are no bits of 200.
  expect(parseMark(JSON.stringify({ ...TFIDF, testRows: 200 }))).toBeNull();
  expect(parseMark(JSON.stringify({ ...TFIDF, textsPerSecond: 0 }))).toBeNull();
});
