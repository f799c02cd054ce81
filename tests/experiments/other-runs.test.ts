import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { announceRun, otherRunsText } from "../../experiments/other-runs.io.ts";
import { kernelText } from "../../harness/base/kernel-files.io.ts";
import { processIdentity } from "../../harness/base/processes.io.ts";
import { recordsIn, samplesIn } from "../../harness/contract/index.ts";
import { readRunLines } from "../../harness/contract/run-folder.io.ts";
import { ownSign, signFile, writeSign } from "../../harness/measure/runner/presence.io.ts";
import { pricewar, startPricewar } from "../fixtures/pricewar.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-other-runs-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a run alone on its machine is told nothing, and leaves nothing", async () => {
  const { others, end } = await announceRun(folder);
  expect(otherRunsText(others)).toBeNull();
  await end();
  expect(await readdir(folder)).toEqual([]);
});

test("a run beside another one is told which, and one that has ended does not count", async () => {
  const other = spawn("sleep", ["60"]);
  const sign = { ...(await ownSign()), pid: other.pid!, identity: (await processIdentity(other.pid!)) ?? "" };
  await writeSign(signFile(join(folder, "pricewar-measures"), sign), sign);
  const beside = await announceRun(folder);
  expect(otherRunsText(beside.others)).toMatch(
    new RegExp(`^another run measures on this machine: process ${other.pid}, started at [^,]*Z\\. Each disturbs`),
  );
  await beside.end();
  other.kill();
  await new Promise((resolve) => other.once("close", resolve));
  const alone = await announceRun(folder);
  expect(alone.others).toEqual([]);
  await alone.end();
});

test("where nothing can be written, nobody is told and the run goes on", async () => {
  const { others, end } = await announceRun(join(folder, "missing"));
  expect(others).toEqual([]);
  await end();
});

/** Whether the kernel tells what other programs use: in some containers its counters stand still. */
const isTold = /^cpu +.*[1-9]/.test(kernelText("/proc/stat") ?? "");

test.runIf(isTold)("of two runs at once in different folders, the second is warned and both are marked", async () => {
  const base = {
    dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    epochs: 2,
  };
  const places = [join(folder, "first"), join(folder, "second")] as const;
  for (const place of places) {
    await mkdir(place);
    await writeFile(join(place, "m.json"), JSON.stringify({ name: "m", base }));
  }
  const env = { ...process.env, TMPDIR: folder };
  const linesOf = (place: string) => readRunLines(join(place, "runs", "m", "samples.jsonl")).then(samplesIn);
  const [one, two] = places;
  const first = startPricewar(["run", "m.json", "--rounds", "500"], { cwd: one, env, stdio: "ignore" });
  try {
    // It has begun to sample: from now on it is at work until it is stopped.
    await expect.poll(async () => (await linesOf(one)).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const second = await pricewar(["run", "m.json", "--rounds", "1"], { cwd: two, env });
    expect(second.stderr).toContain(`another run measures on this machine: process ${first.pid}, started at `);
    expect(second.status).toBe(0);
  } finally {
    const ended = new Promise((resolve) => first.once("close", resolve));
    first.kill("SIGTERM");
    await ended;
  }
  const marks = (await linesOf(one)).map(({ disturbance }) => disturbance?.disturbed);
  expect(marks).toContain(true);
  const [record] = recordsIn(await readRunLines(join(two, "runs", "m", "records.jsonl")));
  expect(record?.status === "ok" && record.usage.serveDisturbance?.disturbed).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith("pricewar-measures"))).toEqual([]);
});
