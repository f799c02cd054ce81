import { type ChildProcess, execFile, spawn } from "node:child_process";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRecords } from "../../harness/contract/run-folder.io.ts";
import { writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { RESULTS } from "../reports/check/results.ts";

const root = join(import.meta.dirname, "..", "..");
let folder: string;
let matrix: string;
let out: string;

/** Short sport and market reports that a few words tell apart. */
function csv(rows: number): string {
  const line = (row: number) =>
    row % 2 === 0
      ? `"The team won match ${row % 7}, said the coach",sport`
      : `"Shares fell ${row % 5} percent, said the bank",market`;
  return ["text,label", ...Array.from({ length: rows }, (_, row) => line(row))].join("\n");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-cli-"));
  await writeFile(join(folder, "news.csv"), csv(80));
  matrix = join(folder, "tiny.json");
  out = join(folder, "out");
  const base = {
    dataset: `csv:${join(folder, "news.csv")}`,
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4], pooling: "all" },
    optimizer: { name: "adam", learningRate: 0.05 },
    epochs: 20,
  };
  const axes = { quantization: ["float32", "int8-rows"] };
  await writeFile(matrix, JSON.stringify({ name: "tiny", base, axes, baseline: { quantization: "float32" } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function tsx(script: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const command = [...loader, join(root, "experiments", script), ...args];
    const child: ChildProcess = execFile(process.execPath, command, { cwd: folder }, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

const cli = join(root, "node_modules", "tsx", "dist", "cli.mjs");
/** Without tsx' own parent process, which kills its child where a busy machine keeps that from answering in 30 ms. */
const loader = ["--import", join(root, "node_modules", "tsx", "dist", "loader.mjs")];

/** Runs the matrix and signals its whole process group, as a terminal does, once stderr says so. */
async function runAndSignal(when: string, signal: NodeJS.Signals, ...args: string[]): Promise<number | null> {
  const command = [...loader, join(root, "experiments", "run.ts"), "--matrix", matrix, "--out", out, ...args];
  const child = spawn(process.execPath, command, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    const before = stderr;
    stderr += chunk;
    if (!before.includes(when) && stderr.includes(when)) process.kill(-child.pid!, signal);
  });
  return new Promise((resolve) => child.once("close", resolve));
}

const keys = async () =>
  (await readRecords(join(out, "records.jsonl"))).map(({ experiment, status }) => `${experiment.id} ${status}`);

describe("run", () => {
  test("--dry-run lists the cells and touches nothing", async () => {
    const { status, stdout } = await tsx("run.ts", "--matrix", matrix, "--out", out, "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 cells, 0 done, 0 stale, 2 to run\n1 training; about/);
    await expect(access(out)).rejects.toThrow();
  });

  test("Ctrl-C ends with 130 and keeps what is there; the same command goes on; the third finds nothing to do", async () => {
    expect(await runAndSignal("[1/2]", "SIGINT")).toBe(130);
    const kept = await keys();
    expect(kept.length).toBe(1);
    await access(join(out, "report.html"));
    expect((await readdir(out)).filter((name) => name.startsWith("run.lock"))).toEqual([]);

    // The plan is written anew by every run: a damaged one must not stop it.
    await writeFile(join(out, "plan.json"), "{");
    const resumed = await tsx("run.ts", "--matrix", matrix, "--out", out);
    expect(resumed.status).toBe(0);
    expect(resumed.stdout).toMatch(/tiny: 2 cells \(1 done before\)/);
    const all = await keys();
    expect(all.slice(0, 1)).toEqual(kept);
    expect(new Set(all).size).toBe(2);

    const third = await tsx("run.ts", "--matrix", matrix, "--out", out);
    expect(third.status).toBe(0);
    expect(third.stdout).toContain("report.html");
    expect(await keys()).toEqual(all);
  });

  test("a report at other prices says whose they are, needs no measuring, and names what it does not know", async () => {
    const before = await readFile(join(out, "records.jsonl"), "utf8");
    const other = await tsx("report.ts", out, "--pricing", "onnx=aws/c8g.large/us-east-1/spot");
    expect(other.status).toBe(0);
    expect(other.stdout).toMatch(/Dollars for onnx: aws\/c8g\.large\/us-east-1\/spot at .* given for this report/);
    expect(await readFile(join(out, "summary.json"), "utf8")).toContain("aws/c8g.large/us-east-1/spot");
    const own = await tsx("report.ts", out);
    expect(own.stdout).toMatch(/Dollars for onnx: aws\/c7i\.large\/us-east-1\/on-demand at .* the records’ own price/);
    expect(await readFile(join(out, "summary.json"), "utf8")).not.toContain("aws/c8g.large");
    expect(await readFile(join(out, "records.jsonl"), "utf8")).toBe(before);
    const misspelt = await tsx("report.ts", out, "--pricing", "onx=aws/c8g.large/us-east-1/spot");
    expect(misspelt.status).toBe(2);
    expect(misspelt.stderr).toContain('unknown backend "onx"; did you mean "onnx"?');
  });

  test("kill -9 in the middle, run again: the same cells, none twice", async () => {
    const whole = new Set(await keys());
    expect(await runAndSignal("[1/2]", "SIGKILL", "--fresh")).toBeNull();
    expect((await keys()).length).toBe(1);
    expect((await tsx("run.ts", "--matrix", matrix, "--out", out)).status).toBe(0);
    const after = await keys();
    expect(after.length).toBe(2);
    expect(new Set(after)).toEqual(whole);
    // The run went on measuring anew: no cell uses a training from before.
    const runs = (await readRecords(join(out, "records.jsonl"))).map((record) =>
      record.status === "ok" ? record.usage.trainRun : "",
    );
    expect(new Set(runs).size).toBe(1);
  });

  test("a cell that fails gives exit code 1 and is tried again the next time", async () => {
    const failing = join(folder, "failing");
    const args = ["--matrix", matrix, "--out", failing, "--filter", "quantization=float32"];
    expect((await tsx("run.ts", ...args, "--time-limit", "0.01")).status).toBe(1);
    expect(await readRecords(join(failing, "records.jsonl"))).toMatchObject([{ status: "timeout", limitMs: 10 }]);
    const again = await tsx("run.ts", ...args);
    expect(again.stdout).toMatch(/1 failed before, tried again/);
    expect(again.status).toBe(0);
  });

  test("output that nobody reads to its end does no harm", async () => {
    const command = `node ${cli} ${join(root, "experiments/run.ts")} --matrix ${matrix} --out ${out} 2>&1 | head -c 1`;
    const child = spawn("bash", ["-o", "pipefail", "-c", command], { cwd: folder, stdio: "ignore" });
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    expect((await readdir(out)).filter((name) => name.startsWith("run.lock"))).toEqual([]);
  });

  test("the classifier learned, and every file that was promised is there", async () => {
    const records = await readRecords(join(out, "records.jsonl"));
    for (const record of records) {
      if (record.status !== "ok") throw new Error(`a cell is ${record.status}`);
      expect(record.quality.accuracy).toBe(1);
      expect(record.quality.testRows).toBe(16);
      for (const file of ["model.onnx", "tokenizer.json", "config.json"]) {
        await access(join(out, "cells", record.experiment.id, file));
      }
    }
    for (const file of ["plan.json", "summary.json", "summary.csv"]) await access(join(out, file));
  });

  test("--fresh measures anew and sets the old records aside, and a check of them", async () => {
    const before = await readFile(join(out, "records.jsonl"), "utf8");
    await writeCheck(join(out, "check.json"), RESULTS.all!);
    const { status } = await tsx(
      "run.ts",
      "--matrix",
      matrix,
      "--out",
      out,
      "--fresh",
      "--filter",
      "quantization=int8-rows",
    );
    expect(status).toBe(0);
    const fresh = await readRecords(join(out, "records.jsonl"));
    expect(fresh.length).toBe(1);
    expect(before).not.toContain(fresh[0]!.startedAt);
    expect(await readFile(join(out, "report.html"), "utf8")).not.toContain('id="check"');
    const kept = (await readdir(out)).filter((name) => /^(check|records)\.\d{4}-.*Z\.jsonl?$/.test(name));
    expect(new Set(kept.map((name) => name.split(".")[0]))).toEqual(new Set(["check", "records"]));
  });

  test.each([
    ["a missing matrix", () => ["--matrix", "no-such.json"], 2, /no-such\.json: no such file/],
    [
      "an unknown filter field",
      () => ["--matrix", matrix, "--filter", "quantisation=int8"],
      2,
      /did you mean "quantization"/,
    ],
    ["a filter that leaves nothing", () => ["--matrix", matrix, "--filter", "quantization=int9"], 3, /leaves no cell/],
    ["a dataset that is not there", () => ["--matrix", matrix, "--dataset", "csv:gone.csv"], 2, /gone\.csv/],
    ["an option that does not exist", () => ["--matrix", matrix, "--fast"], 2, /unknown option '--fast'/],
    ["a time limit that is none", () => ["--matrix", matrix, "--time-limit", "soon"], 2, /--time-limit soon/],
  ])("%s is told in words, without a stack", async (_, args, status, message) => {
    const ended = await tsx("run.ts", ...args(), "--out", join(folder, "bad"));
    expect(ended.status).toBe(status);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });
});

describe("predict", () => {
  const cell = async () => join(out, "cells", (await readRecords(join(out, "records.jsonl")))[0]!.experiment.id);

  test("gives each text's probability of every label", async () => {
    await writeFile(join(folder, "texts.txt"), "\ufeffShares of the bank fell\r\n\nThe coach of the team\n");
    const { status, stdout } = await tsx(
      "predict.ts",
      "--model",
      await cell(),
      "--json",
      "--file",
      join(folder, "texts.txt"),
    );
    expect(status).toBe(0);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ text }) => text)).toEqual(["Shares of the bank fell", "", "The coach of the team"]);
    expect([lines[0].label, lines[2].label]).toEqual(["market", "sport"]);
    for (const { probabilities } of lines) {
      expect(Object.keys(probabilities)).toEqual(["market", "sport"]);
      expect(probabilities.market + probabilities.sport).toBeCloseTo(1, 6);
    }
  });

  test("answers a text given on the command line, for people", async () => {
    const { stdout } = await tsx("predict.ts", "--model", await cell(), "The coach of the team");
    expect(stdout).toMatch(/^sport\tmarket 0\.\d{4} {2}sport 0\.\d{4}\tThe coach of the team\n$/);
  });

  test("no text, and no model, are told so", async () => {
    expect(await tsx("predict.ts", "--model", await cell())).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no text to classify/),
    });
    expect(await tsx("predict.ts", "--model", "nowhere", "text")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/config\.json is missing/),
    });
  });
});
