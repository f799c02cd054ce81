/** A run whose cache, models and records were damaged: the same command mends all of it, and says so. */
import { appendFile, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRecords } from "../../harness/contract/run-folder.io.ts";
import { pricewar } from "../fixtures/pricewar.ts";

let folder: string;
const run = (...args: string[]) => pricewar(["run", "tiny.json", "--rounds", "0", ...args], { cwd: folder });
const recordsFile = () => join(folder, "runs", "tiny", "records.jsonl");
const keys = async () =>
  (await readRecords(recordsFile())).map(({ experiment, status }) => `${experiment.id} ${status}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-damaged-"));
  const base = {
    dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    epochs: 2,
  };
  const axes = { quantization: ["float32", "int8-rows"] };
  await writeFile(
    join(folder, "tiny.json"),
    JSON.stringify({ name: "tiny", base, axes, baseline: { quantization: "float32" } }),
  );
  expect((await run()).status).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Halves every file below a folder whose name ends so. @returns how many there were */
async function halve(below: string, end: string): Promise<number> {
  const found = (await readdir(below, { recursive: true })).filter((path) => path.endsWith(end));
  for (const path of found) {
    const content = await readFile(join(below, path));
    await writeFile(join(below, path), content.subarray(0, content.length / 2));
  }
  return found.length;
}

test("damaged texts, weights and models are made again in the same run, and the records are whole", async () => {
  const before = await keys();
  expect(new Set(before).size).toBe(2);
  const artifacts = join(folder, ".cache", "artifacts");
  expect(await halve(artifacts, "train.ids.u16")).toBe(1);
  expect(await halve(artifacts, "weights.onnx")).toBe(1);
  // Each cell has its model twice, once as other programs read it.
  expect(await halve(join(folder, "runs", "tiny", "cells"), ".onnx")).toBe(4);
  const ended = await run();
  expect(ended.status).toBe(0);
  expect(ended.stderr.match(/ is damaged: its files do not match its SHA256SUMS; it is made again/g)).toHaveLength(4);
  const after = await keys();
  expect(after.slice(0, 2)).toEqual(before);
  expect(new Set(after)).toEqual(new Set(before));
  // What was set aside is gone after the next run.
  expect((await run()).stderr).not.toContain("damaged");
  expect((await readdir(artifacts)).filter((name) => /damaged|tmp|old/.test(name))).toEqual([]);
});

test("a model that was deleted is made again, also where nothing is left to measure", async () => {
  const cells = join(folder, "runs", "tiny", "cells");
  const [first, ...others] = await readdir(cells);
  await rm(join(cells, first!), { recursive: true });
  const forecast = await pricewar(["run", "tiny.json", "--dry-run"], { cwd: folder });
  expect(forecast.stdout).toContain("2 cells, 1 done, 0 stale, 1 to run\n");
  const ended = await run();
  expect(ended.status).toBe(0);
  expect(ended.stderr).toContain("the model of 1 finished cell is missing, and made again\n");
  expect(ended.stdout).toContain("2 cells (1 already done)");
  expect(await readdir(cells)).toEqual([first, ...others]);
});

test("the matrix's own dataset, however it is spelled, has no folder of its own", async () => {
  const text = await readFile(join(folder, "tiny.json"), "utf8");
  const rows = Array.from({ length: 40 }, (_, row) => `text number ${row},${row % 2 ? "x" : "y"}`);
  await writeFile(join(folder, "rows.csv"), `text,label\n${rows.join("\n")}\n`);
  const ofRows = text.replace(/"synthetic:[^"]*"/, '"csv:rows.csv"').replace('"name":"tiny"', '"name":"rows"');
  await writeFile(join(folder, "rows.json"), ofRows);
  const placeOn = async (dataset: string) => {
    const { stdout } = await pricewar(["run", "rows.json", "--dataset", dataset, "--dry-run"], { cwd: folder });
    return /results go to (.*)/.exec(stdout)?.[1];
  };
  expect(await placeOn("csv:rows.csv")).toBe("runs/rows");
  expect(await placeOn("csv:./rows.csv")).toBe("runs/rows");
  expect(await placeOn(`csv:${join(await realpath(folder), "rows.csv")}`)).toBe("runs/rows");
  expect(await placeOn("csv:rows.csv,text=text")).toBe("runs/rows-rows");
});

test("a broken line between others costs its own cell alone", async () => {
  const lines = (await readFile(recordsFile(), "utf8")).trimEnd().split("\n").slice(-2);
  await writeFile(recordsFile(), `${lines[0]!.slice(0, -40)}\n${lines[1]}\n`);
  const ended = await run();
  expect(ended.status).toBe(0);
  expect(ended.stderr).toMatch(
    /^runs\/tiny\/records\.jsonl: 1 broken line \(line 1: not JSON\) moved to records\.broken\.jsonl/m,
  );
  expect(ended.stdout).toContain("2 cells (1 already done)");
  expect(new Set(await keys()).size).toBe(2);
  expect(await readFile(join(folder, "runs", "tiny", "records.broken.jsonl"), "utf8")).toBe(
    `${lines[0]!.slice(0, -40)}\n`,
  );
});

test("another matrix in the folder is refused, and --force keeps the first one's files", async () => {
  const text = await readFile(join(folder, "tiny.json"), "utf8");
  await writeFile(join(folder, "other.json"), text.replace('"name":"tiny"', '"name":"other"'));
  const other = (...args: string[]) =>
    pricewar(["run", "other.json", "--rounds", "0", "--out", "runs/tiny", ...args], { cwd: folder });
  const before = await readFile(recordsFile());
  const refused = await other();
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toMatch(
    /^runs\/tiny holds the matrix "tiny", not "other"; name another folder with --out, or /,
  );
  expect(await readFile(recordsFile())).toEqual(before);
  const forced = await other("--force");
  expect(forced.status).toBe(0);
  const [aside] = (await readdir(join(folder, "runs", "tiny"))).filter((name) => name.startsWith("before-"));
  expect(await readFile(join(folder, "runs", "tiny", aside!, "records.jsonl"))).toEqual(before);
});

test("a folder that is none, or someone else's, is refused before anything is read", async () => {
  await appendFile(join(folder, "file"), "mine");
  expect(await run("--out", "file")).toMatchObject({
    status: 2,
    stderr: "file: cannot be the run folder (file is a file); name another place with --out\n",
  });
  expect(await run("--out", ".")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^\.: is no run folder, and not empty \(.*\); name another folder with --out\n$/),
  });
});

test("a check and a baseline refuse such places too", async () => {
  const checkInto = (...args: string[]) =>
    pricewar(["check", "--baseline", "runs/tiny", "--candidate", "runs/tiny", ...args], { cwd: folder });
  await writeFile(join(folder, "file"), "mine");
  expect(await checkInto("--out", "file/check")).toMatchObject({
    status: 2,
    stderr: "file/check: cannot be the folder of the check (file is a file); name another place with --out\n",
  });
  expect(await checkInto("--out", "checked", "--summary", "runs")).toMatchObject({
    status: 3,
    stderr: "--summary runs: cannot be written (it is a folder); name a file\n",
  });
  expect(await pricewar(["baseline", "write", "runs/tiny", "--folder", "file"], { cwd: folder })).toMatchObject({
    status: 2,
    stderr: "file: cannot be the folder of baselines (file is a file); name another place with --folder\n",
  });
});
