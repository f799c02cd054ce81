import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunRecord } from "../../../harness/contract/index.ts";
import { appendRecord } from "../../../harness/contract/run-folder.io.ts";
import { readCheck } from "../../../harness/judge/check/check-file.io.ts";
import { outsideOfGithub, pricewar } from "../../fixtures/pricewar.ts";
import { failedRecord, HOST, makePlan, okRecord } from "../../fixtures/records.ts";

const plan = makePlan({ name: "smoke", axes: { quantization: ["float32", "int8"] }, seeds: [1] });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-check-"));
  await runFolder("base", (cell) => okRecord(cell, { modelBytes: 200_000 }));
  await runFolder("equal", (cell) => okRecord(cell, { modelBytes: 200_000 }));
  await runFolder("larger", (cell) => okRecord(cell, { modelBytes: 202_000 }));
  await runFolder("crashed", (cell) =>
    cell.fields.quantization === "int8" ? failedRecord(cell) : okRecord(cell, { modelBytes: 200_000 }),
  );
  await runFolder("elsewhere-wrong", (cell) =>
    okRecord(cell, {
      modelBytes: 200_000,
      correct: Array.from({ length: 8 }, (_, row) => row < 6),
      host: { ...HOST, cpu: "Other 3 GHz" },
    }),
  );
  await runFolder("empty", () => null);
  await mkdir(join(folder, "ran", "cells"), { recursive: true });
  await writeFile(join(folder, "broken.json"), '{ "limits": [\n  { "metric": "modelBites" }] }');
  await writeFile(
    join(folder, "tight.json"),
    '{ "limits": [{ "metric": "modelBytes", "cells": "quantization=int8", "max": "150 kB" }] }',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runFolder(name: string, recordOf: (cell: (typeof plan.cells)[number]) => RunRecord | null) {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, "plan.json"), JSON.stringify(plan));
  for (const cell of plan.cells) {
    const record = recordOf(cell);
    if (record !== null) await appendRecord(join(folder, name, "records.jsonl"), record);
  }
}

const check = (...args: string[]) => pricewar(["check", ...args], { cwd: folder, env: outsideOfGithub() });
const against = (candidate: string, ...more: string[]) =>
  check("--baseline", "base", "--candidate", candidate, ...more);

describe("a check of stored results", () => {
  test("passes equal sizes, and writes its result where the report shows it", async () => {
    const { status, stdout } = await against("equal");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Pass: /);
    expect((await readCheck(join(folder, "equal", "check.json"))).rows.length).toBeGreaterThan(0);
    expect(await readFile(join(folder, "equal", "report.html"), "utf8")).toContain("Regression check");
    expect(await readFile(join(folder, "equal", "junit.xml"), "utf8")).toContain("<testsuites");
    expect(await readFile(join(folder, "equal", "check.md"), "utf8")).toMatch(/^## Regression check/);
  });

  test("a file that is 1 % larger is a regression, in its own metric only", async () => {
    const summary = join(folder, "summary.md");
    const { status, stdout } = await against("larger", "--annotations", "--summary", summary);
    expect(status).toBe(1);
    expect(stdout).toContain("Regressed: model file");
    expect(stdout.match(/^::error /gm)).toHaveLength(2);
    expect(await readFile(summary, "utf8")).toMatch(/^## Regression check/);
    const { rows } = await readCheck(join(folder, "larger", "check.json"));
    expect(new Set(rows.filter(({ verdict }) => verdict === "regressed").map(({ metric }) => metric))).toEqual(
      new Set(["modelBytes"]),
    );
    const explained = await check("--explain", "int8", "--out", "larger");
    expect(explained.stdout).toContain("int8, model file: regressed\nlarger by 2,000 B (1 %)");
    const unknown = await check("--explain", "int9", "--out", "larger");
    const known = /^--explain: unknown cell "int9"; did you mean "int8"\? \(known: .*\) in larger\/check\.json\n$/;
    expect(unknown).toMatchObject({ status: 2, stderr: expect.stringMatching(known) });
  });

  test("a limit applies whatever the base had, and only to the cells that it names", async () => {
    const { status, stdout } = await against("equal", "--limits", "tight.json", "--out", "limited");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Over budget: int8: model file/);
    expect(stdout).toContain("Model file 200,000 B is above the limit of 150 kB (tight.json:1:");
    const { rows } = await readCheck(join(folder, "limited", "check.json"));
    expect(rows.filter(({ verdict }) => verdict === "over-budget").map(({ label }) => label)).toEqual(["int8"]);
  });

  test.each([
    ["a cell that failed", "crashed", "Incomplete: "],
    ["a run without finished cells", "empty", "Incomplete: "],
  ])("%s never passes", async (_, candidate, sentence) => {
    const { status, stdout } = await against(candidate);
    expect(status).toBe(3);
    expect(stdout).toContain(sentence);
  });

  test("the report of another run in the folder is not changed; records.jsonl also names its run", async () => {
    await runFolder("elsewhere", (cell) => okRecord(cell, { modelBytes: 999_000 }));
    expect((await against("equal", "--out", "elsewhere")).status).toBe(0);
    expect(existsSync(join(folder, "elsewhere", "report.html"))).toBe(false);
    await runFolder("by-file", (cell) => okRecord(cell, { modelBytes: 200_000 }));
    expect((await against(join("by-file", "records.jsonl"))).status).toBe(0);
    expect(existsSync(join(folder, "by-file", "report.html"))).toBe(true);
  });

  test("a check that fails midway exits with 3, not with 1, since it found no regression", async () => {
    expect((await against("larger", "--summary", join("none", "summary.md"))).status).toBe(3);
  });

  test("what cannot be decided is said either way, and fails with --strict", async () => {
    // One of 8 test rows fewer, on another machine: it may be worse by more than half a point, or by nothing.
    const [plain, strict] = [await against("elsewhere-wrong"), await against("elsewhere-wrong", "--strict")];
    expect(plain).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Inconclusive: nothing could be told about accuracy/),
    });
    expect(strict).toMatchObject({ status: 4, stdout: expect.stringMatching(/^Inconclusive: 2 of /) });
    expect(await against("equal", "--strict")).toMatchObject({ status: 0 });
  });

  test("figures that stored results cannot decide are left out, with the way to an answer", async () => {
    const { stdout } = await against("equal", "--verbose");
    expect(stdout).not.toMatch(/latency p50|cost of serving/);
    expect(stdout.match(/--base-ref main --matrix smoke measures both in pairs/g)).toHaveLength(1);
  });
});

describe("bad input", () => {
  test.each([
    ["a broken limits file, with the place", ["--limits", "broken.json"], "broken.json:2:15"],
    ["limits that do not exist", ["--limits", "none.json"], "none.json: no such file"],
  ])("is refused with 2: %s", async (_, more, message) => {
    expect(await against("equal", ...more)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });

  test.each([
    ["nothing to compare", [], "either --base-ref REF, or both --baseline FILE and --candidate FILE"],
    ["half a comparison", ["--baseline", "base"], "either --base-ref REF"],
    ["a baseline that does not exist", ["--baseline", "none", "--candidate", "equal"], "none: no such file"],
    ["a baseline that is not one", ["--baseline", "broken.json", "--candidate", "equal"], "broken.json"],
    ["a folder outside a repository", ["--base-ref", "main"], "is not in a git repository"],
    [
      "a time limit of 0",
      ["--base-ref", "main", "--time-limit", "0"],
      "--time-limit 0: must be a whole number from 1 to",
    ],
    ["the folder of a run", ["--base-ref", "main", "--out", "ran"], "holds a run"],
  ])("is refused with 2: %s", async (_, args, message) => {
    expect(await check(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});
