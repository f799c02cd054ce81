import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { CHARTS } from "../../reports/charts/registry.ts";
import { FORMAT_NAMES, USUAL_FORMATS } from "../../reports/format-names.ts";
import { FORMATS } from "../../reports/formats.io.ts";
import { writeReports } from "../../reports/write.io.ts";
import { quantRun } from "../fixtures/records.ts";
import { analysisOf } from "./runs.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-formats-"));
  const { plan, records } = quantRun();
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await writeFile(join(folder, "records.jsonl"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
});

afterAll(() => rm(folder, { recursive: true }));

const drawn = CHARTS.filter(({ draw }) => draw(analysisOf("quant"), "en") !== null).map(({ name }) => name);

test("formats are listed under the names that are asked for", () => {
  expect([...FORMATS.names]).toEqual([...FORMAT_NAMES]);
});

test("only what is asked for is written, and what is asked for twice is written once", async () => {
  const { files } = await writeReports(folder, NO_PRICES, { formats: ["markdown", "csv", "markdown"] });
  expect(files).toEqual([join(folder, "report.md"), join(folder, "summary.csv")]);
  expect((await readdir(folder)).sort()).toEqual([
    "compliance.md",
    "plan.json",
    "records.jsonl",
    "report.md",
    "summary.csv",
  ]);
  const usual = await writeReports(folder);
  expect(usual.files).toEqual(["report.html", "summary.json", "summary.csv"].map((name) => join(folder, name)));
  expect(USUAL_FORMATS).toEqual(["html", "json", "csv"]);
});

test("every chart is an SVG of its own, which needs nothing around it", async () => {
  await writeReports(folder, NO_PRICES, { formats: ["svg"] });
  const names = (await readdir(join(folder, "charts"))).filter((name) => name.endsWith(".svg"));
  expect(names.sort()).toEqual(drawn.map((name) => `${name}.svg`).sort());
  for (const name of names) {
    const svg = await readFile(join(folder, "charts", name), "utf8");
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/currentColor|NaN|undefined|<script|href="http/);
  }
});

test("every chart is a PNG of twice its size", async () => {
  const { files } = await writeReports(folder, NO_PRICES, { formats: ["png"] });
  expect(files.length).toBe(drawn.length);
  const png = await readFile(join(folder, "charts", "pareto.png"));
  expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  // Width of the image in its first chunk: twice 900 pixels.
  expect(png.readUInt32BE(16)).toBe(1800);
});
