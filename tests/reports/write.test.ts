import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { winningRun } from "../../harness/judge/analysis/winning-run.ts";
import { writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { writeJoinedReports, writeReports } from "../../reports/write.io.ts";
import { quantRun } from "../fixtures/records.ts";
import { RESULTS } from "./check/results.ts";
import { payloadOf } from "./page-text.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-report-"));
  const { plan, records } = quantRun();
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await writeFile(join(folder, "records.jsonl"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const read = (name: string) => readFile(join(folder, name), "utf8");

test("all files state other prices, and a plain report brings the recorded ones back", async () => {
  const { analysis: own } = await writeReports(folder);
  const before = [await read("report.html"), await read("summary.json"), await read("summary.csv")];
  const offer = { ...own.prices[0]!.price, id: "maker/box/here/spot", usdPerHour: 0.36, terms: "spot" };
  await writeReports(folder, new Map([["onnx", offer]]));
  const html = await read("report.html");
  const head = html.slice(0, html.indexOf("</header>"));
  expect(head).toContain(
    "Dollars for onnx: maker/box/here/spot at $0.36 per hour, a price of 2026-07-20 that was given",
  );
  expect(head).toContain("Dollars for wasm: aws/c7i.large/us-east-1/on-demand at $0.08925 per hour, the records’ own");
  const summary = JSON.parse(await read("summary.json"));
  expect(
    summary.prices.map(({ origin, backends }: { origin: string; backends: string[] }) => [origin, backends]),
  ).toEqual([
    ["given", ["onnx"]],
    ["record", ["wasm"]],
  ]);
  expect(await read("summary.csv")).toContain("maker/box/here/spot");
  await writeReports(folder);
  expect([await read("report.html"), await read("summary.json"), await read("summary.csv")]).toEqual(before);
});

test("writes the page and both summaries, and leaves no partial files", async () => {
  const { answer } = (await writeReports(folder)).analysis;
  const files = ["compliance.md", "plan.json", "records.jsonl", "report.html", "summary.csv", "summary.json"];
  expect((await readdir(folder)).sort()).toEqual(files);
  expect(JSON.parse(await read("summary.json")).answer).toMatchObject(answer);
});

test("compliance.md says what is known of the data, as the page does, and names nobody's folders", async () => {
  await writeReports(folder);
  const note = await read("compliance.md");
  expect(note).toMatch(/^# .+: data and compliance\n/);
  expect(note).toContain("\n## Kept until\n\n- Not known; state it as compliance.retainUntil in the matrix.\n");
  expect(await read("report.html")).toContain('<section id="compliance">');
  expect(JSON.parse(await read("summary.json")).compliance).toMatchObject({ retainUntil: null, readers: null });
  await rm(join(folder, "compliance.md"));
  await writeReports(folder);
  expect(await read("compliance.md")).toBe(note);
});

test("the same records give a byte-identical report", async () => {
  await writeReports(folder);
  const first = await read("report.html");
  await writeReports(folder);
  expect(await read("report.html")).toBe(first);
});

test("a last line torn by a crash is left out", async () => {
  await appendFile(join(folder, "records.jsonl"), '{"schema":1,"exper');
  expect((await writeReports(folder)).analysis.counts.ok).toBe(36);
});

test("a damaged line is left out, and the folder's own files stay as they are", async () => {
  const file = join(folder, "records.jsonl");
  await appendFile(file, "{broken}\n");
  const before = await read("records.jsonl");
  expect((await writeReports(folder)).analysis.counts.ok).toBe(36);
  expect(await read("records.jsonl")).toBe(before);
  expect(await readdir(folder)).not.toContain("records.broken.jsonl");
});

test("a folder without records still gets its page", async () => {
  await rm(join(folder, "records.jsonl"));
  expect((await writeReports(folder)).analysis.answer.kind).toBe("nothing-finished");
});

test("a check in the folder has a section and a chart; a damaged one is an error", async () => {
  await writeReports(folder);
  expect(await read("report.html")).not.toContain('id="check"');
  await writeCheck(join(folder, "check.json"), RESULTS.all!);
  await writeReports(folder);
  const page = await read("report.html");
  expect(page).toContain('<section id="check">');
  expect(payloadOf(page, "charts")).toHaveProperty("ratios");
  await writeFile(join(folder, "check.json"), "{");
  await expect(writeReports(folder)).rejects.toThrow(/check\.json: not JSON/);
});

test("several folders have one page, which links a model where it is", async () => {
  const { plan, records } = quantRun();
  const part = (name: string, schemes: readonly string[]) => {
    const cells = plan.cells.filter(({ fields }) => schemes.includes(String(fields.quantization)));
    const own = records.filter(({ experiment }) => cells.some((cell) => cell.experiment.id === experiment.id));
    return { name, plan: { ...plan, name, cells }, records: own };
  };
  const parts = [part("plain", ["float32"]), part("small", ["int8", "int8-rows"])];
  const folders = parts.map(({ name }) => join(folder, name));
  for (const [index, one] of parts.entries()) {
    await mkdir(folders[index]!);
    await writeFile(join(folders[index]!, "plan.json"), JSON.stringify(one.plan));
    await writeFile(
      join(folders[index]!, "records.jsonl"),
      one.records.map((line) => `${JSON.stringify(line)}\n`).join(""),
    );
  }
  const { analysis } = await writeJoinedReports(folders, join(folder, "plain+small"));
  expect(analysis.plan.name).toBe("plain + small");
  // 1 + 2 quantizations on two backends.
  expect(analysis.configurations.map(({ figures }) => figures !== null)).toEqual(Array(6).fill(true));
  const { id } = winningRun(analysis)!.experiment;
  const place = parts.findIndex((one) => one.plan.cells.some(({ experiment }) => experiment.id === id));
  const cell = join(folders[place]!, "cells", id);
  await mkdir(cell, { recursive: true });
  await writeFile(join(cell, "config.json"), "{}");
  await writeJoinedReports(folders, join(folder, "plain+small"));
  expect(await read("plain+small/report.html")).toContain(`href="../${parts[place]!.name}/cells/${id}/"`);
});
