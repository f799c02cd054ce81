import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecordError } from "../../../../harness/base/errors.ts";
import { readCheck, writeCheck } from "../../../../harness/judge/check/check-file.io.ts";
import { labelText, whyText } from "../../../../reports/words/check/rows.ts";
import { OVER_BUDGET, RESULTS, result, row, SLOWER } from "../../../reports/check/results.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-check-"));
  file = join(folder, "check.json");
});
afterEach(() => rm(folder, { recursive: true }));

test.each(Object.keys(RESULTS))("reads back what was written: %s", async (name) => {
  await writeCheck(file, RESULTS[name]!);
  expect(await readCheck(file)).toEqual(RESULTS[name]);
});

test("pairs keep their order, who was first and what was disturbed", async () => {
  const screen = [
    { base: 1, head: 2, first: "base", baseTimedMs: 120 },
    { base: 3, head: 4, first: "head", baseTimedMs: null, disturbed: true },
  ] as const;
  await writeCheck(file, result([{ ...SLOWER, screen }]));
  expect((await readCheck(file)).rows[0]!.screen).toEqual(screen);
});

test("a check of schema 1 keeps its sentences, and its other fields are read as today", async () => {
  const old = await readCheck(join(import.meta.dirname, "../../../fixtures/check-schema-1/check.json"));
  expect(old).toMatchObject({
    schema: 3,
    strict: false,
    notes: [{ kind: "text", text: "Only the head has int4-blocks" }],
  });
  expect(old.control!.reason).toEqual({ kind: "text", text: "Base against base did not move" });
  const [shared, broken, both] = old.rows;
  // The label of a row that covers three cells was "float32 and 2 more".
  expect(shared).toMatchObject({ label: "float32", alsoOf: ["c0ffee000002", "c0ffee000003"] });
  expect(shared!.screen).toHaveLength(2);
  expect(broken!.limit).toMatchObject({ bound: "max", text: "166 kB", where: "limits.json:3:40" });
  expect(labelText(shared!)).toBe("float32 and 2 more");
  // One sentence covered both the limit and the comparison; neither is repeated.
  expect(whyText(both!)).toBe(
    "model file 166,340 B is above the limit of 166 kB (limits.json:1:47); larger by 328 B (0.198 %)",
  );
  await writeCheck(file, old);
  expect(await readCheck(file)).toEqual(old);
});

test("a check of schema 2 called a broken limit a regression, and did not say whether it was strict", async () => {
  const { strict: _, ...older } = result([
    { ...OVER_BUDGET, verdict: "regressed" },
    { ...OVER_BUDGET, verdict: "regressed", limit: { ...OVER_BUDGET.limit!, withoutLimit: "regressed" } },
    SLOWER,
  ]);
  await writeFile(file, JSON.stringify({ ...older, schema: 2 }));
  const read = await readCheck(file);
  expect(read).toMatchObject({ schema: 3, strict: false });
  expect(read.rows.map(({ verdict }) => verdict)).toEqual(["over-budget", "regressed", "regressed"]);
});

test("the file begins with the outcome, for other programs", async () => {
  await writeCheck(file, result([OVER_BUDGET]));
  expect(await readFile(file, "utf8")).toMatch(/^\{\n {2}"outcome": "over-budget",/);
});

test("a figure that JSON cannot hold is never written as null", async () => {
  await expect(writeCheck(file, result([row({ head: Number.NaN })]))).rejects.toThrow();
  await expect(readFile(file)).rejects.toThrow();
});

test("fields of another version are left out", async () => {
  await writeFile(file, JSON.stringify({ ...RESULTS.passing, machine: "new" }));
  expect(await readCheck(file)).toEqual(RESULTS.passing);
});

test.each([
  ["nothing", null, /check\.json: cannot be read; name a file written by a check/],
  ["no JSON", "{", /check\.json: not JSON; run the check again/],
  ["another schema", '{"schema":4}', /check\.json: check schema 1 or 2 or 3 was needed, got 4; run the check again/],
  ["no schema", "[]", /check schema 1 or 2 or 3 was needed, got undefined/],
  [
    "an unknown verdict",
    JSON.stringify(result([row({ verdict: "fine" as "pass" })])),
    /check\.json: rows\.0\.verdict: .*; run/,
  ],
])("%s is refused with the way out", async (_, content, message) => {
  if (content !== null) await writeFile(file, content);
  await expect(readCheck(file)).rejects.toThrow(message);
  await expect(readCheck(file)).rejects.toThrow(RecordError);
});
