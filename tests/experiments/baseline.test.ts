import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendRecord } from "../../harness/contract/run-folder.io.ts";
import { parseBaseline } from "../../harness/judge/check/baseline.ts";
import { pricewar } from "../fixtures/pricewar.ts";
import { failedRecord, makePlan, okRecord } from "../fixtures/records.ts";

let folder: string;
let run: string;
const plan = makePlan({ name: "smoke", axes: { quantization: ["float32", "int8"] }, seeds: [1] });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-baselines-"));
  run = join(folder, "run");
  await mkdir(run);
  await writeFile(join(run, "plan.json"), JSON.stringify(plan));
  for (const cell of plan.cells) await appendRecord(join(run, "records.jsonl"), okRecord(cell));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const baseline = (...args: string[]) => pricewar(["baseline", ...args, "--folder", "kept"], { cwd: folder });

const kept = async () => parseBaseline(await readFile(join(folder, "kept", "smoke.json"), "utf8"), "smoke.json");

test("write refuses to overwrite, update keeps the old figures, show prints them, an unfinished run exits with 3", async () => {
  const written = await baseline("write", "run");
  expect(written).toMatchObject({ status: 0, stderr: "" });
  expect(written.stdout).toContain(join("kept", "smoke.json"));
  // No commit has the code id of the fixture's records.
  expect(await kept()).toMatchObject({ matrix: "smoke", history: [], side: { name: "smoke", commit: null } });
  const [again, early] = await Promise.all([baseline("write", "run"), baseline("update", "run", "--name", "other")]);
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("already exists") });
  expect(early).toMatchObject({ status: 2, stderr: expect.stringContaining("does not exist yet") });

  const other = join(folder, "other-run");
  await mkdir(other);
  await writeFile(join(other, "plan.json"), JSON.stringify({ ...plan, name: "quant" }));
  await appendRecord(join(other, "records.jsonl"), okRecord(plan.cells[0]!));
  expect(await baseline("update", "other-run", "--name", "smoke")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("belongs to the matrix smoke, but other-run is a run of quant"),
  });

  // The very same run again is not history.
  const repeated = await baseline("update", "run");
  expect(repeated).toMatchObject({ status: 0, stdout: expect.stringContaining("held this very run already") });
  expect((await kept()).history).toEqual([]);
  await appendRecord(join(run, "records.jsonl"), okRecord(plan.cells[0]!, { modelBytes: 600_000 }));
  expect((await baseline("update", "run")).status).toBe(0);
  expect((await kept()).history).toHaveLength(1);

  const before = await kept();
  await appendRecord(join(run, "records.jsonl"), failedRecord(plan.cells[0]!));
  const [shown, half, help] = await Promise.all([
    baseline("show", "smoke"),
    baseline("update", "run"),
    baseline("--help"),
  ]);
  // Two configurations, now and before.
  expect(shown.stdout.match(/87\.5 %/g)).toHaveLength(4);
  expect(half).toMatchObject({ status: 3, stderr: expect.stringContaining("1 planned run has no figures") });
  expect(help.stdout).toMatch(/\n {2}3 {4}some planned runs, or all, have no figures\n/);
  expect(await kept()).toEqual(before);
});

test("a run under runs/ may be named alone, for a baseline as for a check", async () => {
  await cp(run, join(folder, "runs", "named"), { recursive: true });
  await appendRecord(join(folder, "runs", "named", "records.jsonl"), okRecord(plan.cells[0]!));
  expect(await baseline("write", "named", "--name", "of-name")).toMatchObject({ status: 0, stderr: "" });
  const checked = await pricewar(["check", "--baseline", join("kept", "of-name.json"), "--candidate", "named"], {
    cwd: folder,
  });
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain(join("runs", "named", "check.json"));
});
