import { spawn } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRecords, readRunLines } from "../../harness/contract/run-folder.io.ts";
import { samplesIn } from "../../harness/contract/run-line.ts";
import { writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { PROJECT, pricewar, startPricewar, withUsualFormats } from "../fixtures/pricewar.ts";
import { RESULTS } from "../reports/check/results.ts";

const tsx = join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");
let folder: string;
let matrix: string;
let out: string;

/** Short sport and market reports that differ in a few words. */
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

const command = (...args: string[]) => pricewar(args, { cwd: folder });
/** Sampling in rounds takes longer than the cells: tests that are not about it leave it out. */
const ofRounds = (args: readonly string[]) =>
  args.includes("--rounds") || args.includes("--dry-run") ? [] : ["--rounds", "0"];
const WITH_PAGE = ["--format", "html,json,csv"];
const run = (...args: string[]) => command("run", "--matrix", matrix, ...ofRounds(args), ...args);

/** Runs the matrix and signals its whole process group, as a terminal does, once stderr says so. */
async function runAndSignal(when: string, signal: NodeJS.Signals, ...args: string[]): Promise<number | null> {
  const whole = ["run", "--matrix", matrix, "--out", out, ...ofRounds(args), ...args];
  const child = startPricewar(whole, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let stderr = "";
  child.stderr!.on("data", (chunk) => {
    const before = stderr;
    stderr += chunk;
    if (!before.includes(when) && stderr.includes(when)) process.kill(-child.pid!, signal);
  });
  return new Promise((resolve) => child.once("close", resolve));
}

/** Cell and round of every sample of serving. */
const sampleKeys = async () =>
  samplesIn(await readRunLines(join(out, "records.jsonl"))).map(({ experiment, round }) => `${experiment} ${round}`);

const keys = async () =>
  (await readRecords(join(out, "records.jsonl"))).map(({ experiment, status }) => `${experiment.id} ${status}`);

describe("run", () => {
  test("--dry-run lists the cells and touches nothing", async () => {
    const { status, stdout } = await run("--out", out, "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /2 cells, 0 done, 0 stale, 2 to run\n1 training; then 9 rounds of serving \(18 samples to take\); about/,
    );
    await expect(access(out)).rejects.toThrow();
  });

  test("precision adds seeds until it is reached or they are as many as allowed, and a continued run repeats none", async () => {
    const precise = join(folder, "precise.json");
    const content = JSON.parse(await readFile(matrix, "utf8"));
    const precision = { metric: "accuracy", relative: 0.0001, maxRepeats: 2 };
    // Fewer than five seeds are never precise enough.
    const base = { ...content.base, epochs: 1 };
    await writeFile(precise, JSON.stringify({ name: "precise", base, seeds: [7], precision }));
    const { stdout: planned } = await command("run", precise, "--dry-run");
    expect(planned).toMatch(
      /1 cell, .*\n1 training; .*\n1 seed to 2, until the mean accuracy over trainings is known to ±0.01 %/,
    );
    const { status, stdout } = await command("run", precise);
    expect(status).toBe(0);
    expect(stdout).toMatch(/accuracy over trainings is known after 2 seeds cannot be told of/);
    const records = join(folder, "runs", "precise", "records.jsonl");
    const before = await readRecords(records);
    expect(before.map(({ experiment }) => experiment.training.seed)).toEqual([7, 1]);
    await command("run", precise);
    expect(await readRecords(records)).toEqual(before);
    const few = { metric: "textsPerSecond", relative: 0.05, maxRepeats: 4 };
    await writeFile(precise, JSON.stringify({ name: "precise", base, seeds: [7], precision: few }));
    const { stdout: fewest } = await command("run", precise, "--dry-run", "--out", join("runs", "few"));
    expect(fewest).toContain("then 6 rounds of serving");
    expect(fewest).toContain("\n6 rounds and no more, since precision.maxRepeats is 4\n");
  });

  test("--dry-run says how the data is read and what looks wrong with it", async () => {
    // 12 rows: 9 are trained with, 3 test two classes.
    const rows = Array.from({ length: 12 }, (_, row) => `text ${row}\t${row % 2 === 0 ? "a" : "b"}\n`);
    await writeFile(join(folder, "tabs.tsv"), `text\tlabel\n${rows.join("")}`);
    const { stdout } = await run("--dataset", "csv:tabs.tsv", "--dry-run");
    expect(stdout).toMatch(
      /^data: csv:tabs\.tsv@\w+: 12 rows, split 80\/20; tabs\.tsv is separated by tabs; 2 classes\n {2}3 test rows for 2 classes are 1\.5 rows/,
    );
    const { stdout: json } = await run("--dataset", "csv:tabs.tsv", "--dry-run", "--json");
    expect(JSON.parse(json).data).toEqual(stdout.split("\n").slice(0, 2));
  });

  test("Ctrl-C exits with 130 and keeps the records; the same command continues; a third run has nothing to do", async () => {
    expect(await runAndSignal("[1/2]", "SIGINT", ...WITH_PAGE)).toBe(130);
    const kept = await keys();
    expect(kept.length).toBe(1);
    await access(join(out, "report.html"));
    expect((await readdir(out)).filter((name) => name.startsWith("run.lock"))).toEqual([]);

    // Every run writes the plan again: a damaged one must not stop it.
    await writeFile(join(out, "plan.json"), "{");
    const resumed = await run("--out", out);
    expect(resumed.status).toBe(0);
    expect(resumed.stdout).toMatch(/tiny: 2 cells \(1 already done\)/);
    const all = await keys();
    expect(all.slice(0, 1)).toEqual(kept);
    expect(new Set(all).size).toBe(2);

    const again = ["run", "--matrix", matrix, "--rounds", "0", "--out", out];
    const third = await pricewar(again, { cwd: folder, env: withUsualFormats() });
    expect(third.status).toBe(0);
    for (const file of ["report.html", "summary.json", "summary.csv"])
      expect(third.stdout).toContain(join("out", file));
    expect(third.stdout).not.toMatch(/^about/m);
    expect(await keys()).toEqual(all);
  });

  test("rounds that were stopped or killed are completed by the next run, and nothing is sampled twice", async () => {
    expect(await sampleKeys()).toEqual([]);
    expect(await runAndSignal("[round 1/3]", "SIGINT", "--rounds", "3")).toBe(130);
    const stopped = await sampleKeys();
    expect(stopped.length).toBeGreaterThan(0);
    expect(stopped.length).toBeLessThan(6);
    expect(await runAndSignal("[round 2/3]", "SIGKILL", "--rounds", "3")).toBeNull();
    const killed = await sampleKeys();
    expect(killed.slice(0, stopped.length)).toEqual(stopped);
    expect((await run("--out", out, "--rounds", "3")).status).toBe(0);
    const whole = await sampleKeys();
    expect(whole.slice(0, killed.length)).toEqual(killed);
    expect(whole.length).toBe(6);
    expect(new Set(whole).size).toBe(6);

    const again = await run("--out", out, "--rounds", "3");
    expect(again.stdout).not.toMatch(/^about/m);
    expect(await sampleKeys()).toEqual(whole);
  });

  test("a report at other prices names their source, measures nothing, and refuses an unknown backend", async () => {
    const before = await readFile(join(out, "records.jsonl"), "utf8");
    const other = await command("report", out, "--pricing", "onnx=aws/c8g.large/us-east-1/spot");
    expect(other.status).toBe(0);
    expect(other.stdout).toMatch(/Dollars for onnx: aws\/c8g\.large\/us-east-1\/spot at .* given for this report/);
    expect(await readFile(join(out, "summary.json"), "utf8")).toContain("aws/c8g.large/us-east-1/spot");
    const own = await command("report", out);
    expect(own.stdout).toMatch(/Dollars for onnx: aws\/c7i\.large\/us-east-1\/on-demand at .* the matrix’s price/);
    expect(await readFile(join(out, "summary.json"), "utf8")).not.toContain("aws/c8g.large");
    expect(await readFile(join(out, "records.jsonl"), "utf8")).toBe(before);
    const misspelled = await command("report", out, "--pricing", "onx=aws/c8g.large/us-east-1/spot");
    expect(misspelled.status).toBe(2);
    expect(misspelled.stderr).toContain('unknown backend "onx"; did you mean "onnx"?');
  });

  test("a changed pricing shows every run at the new offer, measures nothing, and is doubted where it is another machine's", async () => {
    const before = await readFile(join(out, "records.jsonl"), "utf8");
    const written = await readFile(matrix, "utf8");
    const pricing = { onnx: "aws/t4g.small/us-east-1/spot" };
    await writeFile(matrix, JSON.stringify({ ...JSON.parse(written), pricing }));
    const edited = await run("--out", out, ...WITH_PAGE);
    await writeFile(matrix, written);
    expect(edited.status).toBe(0);
    expect(edited.stdout).toMatch(/\(2 already done\)/);
    expect(edited.stdout).toMatch(
      /Dollars for onnx: aws\/t4g\.small\/us-east-1\/spot at .* the matrix’s price, of .*\. 2 runs were recorded at another price/,
    );
    expect(edited.stdout).toContain("Billed as aws/t4g.small/us-east-1/spot. The instance is burstable");
    expect(await readFile(join(out, "records.jsonl"), "utf8")).toBe(before);
    const page = await readFile(join(out, "report.html"), "utf8");
    const cautions = page.slice(page.indexOf('<aside class="warnings"'), page.indexOf("</aside>"));
    expect(cautions).toContain("Billed as aws/t4g.small/us-east-1/spot.");
    const { prices, configurations } = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
    expect(prices).toMatchObject([{ origin: "plan", repriced: 2, price: { id: pricing.onnx, usdPerHour: 0.007 } }]);
    for (const { figures } of configurations) {
      // The lowest cost is that of the highest throughput; medians of an even number differ by their spread.
      const perMillionTexts = (0.007 / 3600 / figures.textsPerSecond.high) * 1e6;
      expect(figures.usdPerMillionTexts.low / perMillionTexts).toBeCloseTo(1, 6);
    }
    expect((await run("--out", out)).status).toBe(0);
  });

  test("a price of one's own prices the plan, and the report of a run is found by its name", async () => {
    const own = {
      id: "own/rack/office/owned",
      usdPerHour: 0.5,
      source: "a bill",
      date: "2026-09-01",
      region: "office",
      terms: "owned",
      architecture: "arm64",
    };
    await writeFile(join(folder, "p.json"), JSON.stringify({ offers: [own], backends: { onnx: own.id } }));
    const { status, stdout, stderr } = await run(
      "--prices",
      join(folder, "p.json"),
      "--out",
      out,
      "--json",
      ...WITH_PAGE,
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(/Measured on .*, billed as own\/rack\/office\/owned \(arm64\)/);
    const { prices, folder: shown, model } = JSON.parse(stdout);
    expect(prices).toMatchObject([{ origin: "plan", price: { id: own.id, usdPerHour: 0.5 } }]);
    expect(shown).toBe("out");
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(model ?? "out/summary.csv");
    for (const file of ["plan.json", "report.html", "summary.json"]) {
      expect(await readFile(join(out, file), "utf8"), file).not.toContain(folder);
    }
    expect((await run("--out", out)).status).toBe(0);
    await cp(out, join(folder, "runs", "mine"), { recursive: true });
    const report = await command("report", "mine", "--json");
    expect(JSON.parse(report.stdout)).toMatchObject([{ folder: join("runs", "mine"), name: "tiny" }]);
    expect(await command("report", "mien")).toEqual({
      status: 2,
      stdout: "",
      stderr: `mien: no such folder, and none of that name under runs/; did you mean "${join("runs", "mine")}"?\n`,
    });
    await mkdir(join(folder, "runs", "old"));
    await writeFile(join(folder, "runs", "old", "plan.json"), "{}");
    const { model: place } = JSON.parse(report.stdout)[0];
    for (const name of ["runs/mine", "mine"])
      expect(await command("predict", "--model", name, "a text")).toEqual({
        status: 2,
        stdout: "",
        stderr: `runs/mine is a run folder, which holds several models; that of its answer, float32 with seed 1, is --model ${place}\n`,
      });
    const beside = await command("report", "old", "mine", "gone", "--json");
    expect(beside.status).toBe(2);
    expect(beside.stdout).toBe(report.stdout);
    expect(beside.stderr).toMatch(/^runs\/old\/plan\.json:1:1: .*\n/);
    expect(beside.stderr).toContain("\ngone: no such folder, and none of that name under runs/;");
    expect(beside.stderr).toMatch(/\n2 of 3 folders are not reported: old and gone\n$/);
    const all = await command("report");
    expect(all.status).toBe(2);
    expect(all.stdout).toContain(join("runs", "index.html"));
    await rm(join(folder, "runs", "old"), { recursive: true });
    const lines = (await command("report", "mine")).stdout.split("\n");
    expect(lines.at(-2)).toBe(JSON.parse(report.stdout)[0].model ?? join("runs", "mine", "summary.csv"));
  });

  test("after kill -9, another run completes the same cells, none twice", async () => {
    const whole = new Set(await keys());
    expect(await runAndSignal("[1/2]", "SIGKILL", "--fresh")).toBeNull();
    expect((await keys()).length).toBe(1);
    expect((await run("--out", out)).status).toBe(0);
    const after = await keys();
    expect(after.length).toBe(2);
    expect(new Set(after)).toEqual(whole);
    // The run continued as a --fresh one: no cell uses an earlier training.
    const runs = (await readRecords(join(out, "records.jsonl"))).map((record) =>
      record.status === "ok" ? record.usage.trainRun : "",
    );
    expect(new Set(runs).size).toBe(1);
  });

  test("a cell that fails gives exit code 1 and is retried by the next run", async () => {
    const failing = join(folder, "failing");
    const args = ["--out", failing, "--filter", "quantization=float32"];
    expect((await run(...args, "--time-limit", "0.01")).status).toBe(1);
    expect(await readRecords(join(failing, "records.jsonl"))).toMatchObject([{ status: "timeout", limitMs: 10 }]);
    const again = await run(...args);
    expect(again.stdout).toMatch(/1 to retry after a failure/);
    expect(again.status).toBe(0);
  });

  test("a reader that closes the output early does no harm", async () => {
    const line = `node ${tsx} ${join(PROJECT, "experiments/run.ts")} --matrix ${matrix} --out ${out} --rounds 0 2>&1 | head -c 1`;
    const child = spawn("bash", ["-o", "pipefail", "-c", line], { cwd: folder, stdio: "ignore" });
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    expect((await readdir(out)).filter((name) => name.startsWith("run.lock"))).toEqual([]);
  });

  test("the classifier has learned, and all promised files exist", async () => {
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

  test("--fresh measures again and sets aside the old records and their check", async () => {
    const before = await readFile(join(out, "records.jsonl"), "utf8");
    await writeCheck(join(out, "check.json"), RESULTS.all!);
    const { status } = await run("--out", out, "--fresh", "--filter", "quantization=int8-rows", ...WITH_PAGE);
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
    ["a filter that matches nothing", () => ["--matrix", matrix, "--filter", "quantization=int9"], 3, /leaves no cell/],
    ["a missing dataset", () => ["--matrix", matrix, "--dataset", "csv:gone.csv"], 2, /gone\.csv/],
    ["an option that does not exist", () => ["--matrix", matrix, "--fast"], 2, /unknown option '--fast'/],
    [
      "an invalid number of rounds",
      () => ["--matrix", matrix, "--rounds", "some"],
      2,
      /--rounds some: must be a whole/,
    ],
    ["an unknown format", () => ["--matrix", matrix, "--format", "pdf"], 2, /unknown format "pdf"/],
    ["an invalid time limit", () => ["--matrix", matrix, "--time-limit", "soon"], 2, /--time-limit soon/],
  ])("%s is reported without a stack trace", async (_, args, status, message) => {
    const ended = await command("run", ...args(), "--out", join(folder, "bad"));
    expect(ended.status).toBe(status);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });
});

describe("predict", () => {
  const cell = async () => join(out, "cells", (await readRecords(join(out, "records.jsonl")))[0]!.experiment.id);

  test("prints the probability of every label for each text", async () => {
    await writeFile(join(folder, "texts.txt"), "\ufeffShares of the bank fell\r\n\nThe coach of the team\n");
    const { status, stdout } = await command(
      "predict",
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

  test("prints a readable line for a text given as an argument", async () => {
    const { stdout } = await command("predict", "--model", await cell(), "The coach of the team");
    expect(stdout).toMatch(/^sport\tmarket 0\.\d{4} {2}sport 0\.\d{4}\tThe coach of the team\n$/);
  });

  test("reports that no text was given, or that the model is missing", async () => {
    expect(await command("predict", "--model", await cell())).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no text to classify/),
    });
    expect(await command("predict", "--model", "nowhere", "text")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/config\.json is missing/),
    });
  });
});
