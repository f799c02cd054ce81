import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { configurationTable } from "../../experiments/tables.ts";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { snapshotOf } from "../../harness/judge/check/snapshot.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { answerText } from "../../reports/words/answer.ts";
import { corpusFacts } from "../fixtures/answers.ts";
import { makePlan, okRecord, priceNamed, seeded, taughtRecord } from "../fixtures/records.ts";
import { statedAnswer } from "./page-text.ts";
import { analysisOf, HOSTILE, RUNS } from "./runs.ts";
import { summaryCsv, summaryJson } from "./summary-texts.ts";

const assets = await readPageAssets();
const rendered = (name: string) => renderReport({ analysis: analysisOf(name), assets });
/** The page without the libraries, whose code holds addresses that nothing follows. */
const own = (name: string) => renderReport({ analysis: analysisOf(name), assets: { ...assets, libraries: [] } });

test("the libraries set the three globals that the page's script needs", () => {
  expect(assets.libraries).toHaveLength(3);
  for (const library of assets.libraries) expect(library.length).toBeGreaterThan(50_000);
});

/** What matches, rather than whether: a failure then prints the place and not a page of a megabyte. */
const found = (page: string, pattern: RegExp) => page.match(pattern) ?? [];

test.each(Object.keys(RUNS))("a page loads nothing from anywhere: %s", (name) => {
  const page = rendered(name);
  // As in a browser, all up to the end tag is script, whatever it looks like.
  // Links within the page load nothing.
  const markup = page
    .replace(/ href="#[\w-]+"/g, "")
    .replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1")
    .replace(/"[^"]*"/g, '""');
  expect(found(markup, /<[^>]*\s(src|href|srcset|action|data|poster)\s*=/gi)).toEqual([]);
  expect(found(markup, /<(link|img|iframe|object|embed|form|base)\b/gi)).toEqual([]);
  expect(found(page, /sourceMappingURL.{0,40}/g)).toEqual([]);
  const scripts = [...page.matchAll(/<script( [^>]*class="library")?>([\s\S]*?)<\/script>/g)].map(
    ([, isDeflated, script]) => (isDeflated ? inflateRawSync(Buffer.from(script!, "base64")) : script!),
  );
  const hashes = scripts.map((script) => `&#39;sha256-${createHash("sha256").update(script).digest("base64")}&#39;`);
  expect(hashes).toHaveLength(4);
  expect(found(page, /<meta http-equiv[^>]*>/g)).toEqual([
    `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src ${hashes.join(" ")}; style-src &#39;unsafe-inline&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;">`,
  ]);
});

test.each(Object.keys(RUNS))("no figure is NaN, undefined or a JavaScript null: %s", (name) => {
  const visible = own(name).replace(/<(script|style)[\s\S]*?<\/\1>/g, "");
  expect(found(visible, /.{0,40}(NaN|undefined|Infinity|\bnull\b|\[object).{0,40}/g)).toEqual([]);
});

test("hostile text in labels, data names and errors stays text", () => {
  const page = own("hostile");
  expect(page).not.toContain(HOSTILE);
  expect(page).not.toMatch(/<img|<script>globalThis/);
  expect(page).toContain("&lt;/script&gt;&lt;script&gt;globalThis.pwned = 1");
  // Nine with data, which are base64, and the page's own program.
  expect(page.match(/<\/script/gi)).toHaveLength(10);
});

test("the full answer comes first", () => {
  const analysis = analysisOf("quant");
  const page = renderReport({ analysis, assets });
  expect(statedAnswer(page)).toBe(answerText(analysis));
});

test("every planned run has a row, with a reason where it has no figures", () => {
  const page = own("troubled");
  const table = page.slice(
    page.indexOf('<table id="runs"'),
    page.indexOf("</table>", page.indexOf('<table id="runs"')),
  );
  expect(table.match(/<tr class/g)).toHaveLength(36);
  for (const reason of [
    "session refused the model",
    "no such device",
    "exceeded the time limit of 60 s",
    "not run yet",
  ]) {
    expect(table).toContain(reason);
  }
});

test("what was not measured shows as a dash that says so", () => {
  expect(own("lone")).toContain('<span title="not measured">—</span>');
});

test("trainings that follow the validation loss are listed with what early stopping saved; others have no such table", () => {
  const page = own("followed");
  const table = page.slice(page.indexOf("Trainings that follow"), page.indexOf(`id="all-configurations"`));
  expect(table.match(/<tr class/g)).toHaveLength(3);
  // 288 of 480 steps; the 192 that ran took 400 ms; 600 ms at $0.08925 per hour.
  expect(table).toContain(
    "Early stopping saved 60.0 % of the planned steps, 600 ms and $0.0000149 per training (medians over 6 trainings)",
  );
  expect(own("quant")).not.toContain("Trainings that follow");
});

test("prices carry their source, date, region and terms", () => {
  const page = own("quant");
  for (const part of [
    "aws/c7i.large/us-east-1/on-demand",
    "0.08925",
    "AWS Price List",
    "2026-07-20",
    "us-east-1",
    "on demand",
  ]) {
    expect(page).toContain(`>${part}<`);
  }
});

test("a price carries what its offer states of the machine, and notes", () => {
  const { plan, records } = RUNS.quant!();
  const offer = { ...priceNamed(plan.cells[0]!.priceId), architecture: "arm64", vcpus: 2, notes: "Burstable." };
  const analysis = analyze({ ...plan, offers: [offer] }, records, seeded(1));
  const page = renderReport({ analysis, assets: { ...assets, libraries: [] } });
  expect(page).toContain("aws/c7i.large/us-east-1/on-demand<small>arm64, 2 vCPUs</small>");
  expect(page).toContain("AWS Price List<small>Burstable.</small>");
  expect(page).toContain("<td>the matrix</td>");
});

test("dollars are computed from usage and an offer, not read from the record", () => {
  const { plan, records } = RUNS.quant!();
  const stated = { trainUsd: 99, teacherUsd: 99, runUsd: 99, billedUsd: 99, usdPerMillionTexts: 99 };
  const doubtful = records.map((record) =>
    record.status === "ok" ? { ...record, cost: { ...record.cost, ...stated } } : record,
  );
  const filesOf = (from: typeof records) => {
    const analysis = analyze(plan, from, seeded(1));
    // Raw records stay as they are.
    const page = renderReport({ analysis, assets: { ...assets, libraries: [] } }).replace(/id="records-0">[^<]*/, "");
    const snapshot = snapshotOf(plan, from, new Map(), { name: "run", commit: null });
    return [page, summaryJson(analysis), summaryCsv(analysis), configurationTable(analysis), JSON.stringify(snapshot)];
  };
  // Whether rather than what: a difference would print a page of a megabyte.
  expect(filesOf(doubtful).map((file, index) => file === filesOf(records)[index])).toEqual(Array(5).fill(true));
});

test("each class has a row with what it was taken for, beside the baseline's recall", () => {
  const plan = makePlan({
    axes: { quantization: ["float32", "int8"] },
    seeds: [1],
    labels: ["normal", "fraud"],
    accuracyFloor: { withinPoints: 10 },
  });
  const labels = Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : 1));
  const records = plan.cells.map((cell) => {
    const isBaseline = cell.fields.quantization === "float32";
    // The baseline finds all 20, int8 finds 15.
    const predictions = labels.map((label, row) => (isBaseline || row >= 5 + 80 ? label : 0));
    return okRecord(cell, { test: { labels, predictions }, usdPerMillionTexts: isBaseline ? 0.003 : 0.001 });
  });
  const page = renderReport({ analysis: analyze(plan, records, seeded(1)), assets });
  const table = page.slice(page.indexOf('<table id="classes"'));
  const rows = table.slice(0, table.indexOf("</table>")).split("<tr").slice(2);
  const texts = rows.map((row) => [...row.matchAll(/<t[hd][^>]*>([^<]*)/g)].map(([, text]) => text));
  expect(texts).toEqual([
    ["normal", "80", "94.1 %", "100.0 %", "97.0 %", "100.0 %", "100.0 %", "100.0 %", "0.0 %"],
    ["fraud", "20", "100.0 %", "75.0 %", "85.7 %", "100.0 %", "100.0 %", "25.0 %", "75.0 %"],
  ]);
  expect(page).toContain(
    "Always answering “normal”, the test rows’ most frequent class, would score 80.0 % accuracy on them.",
  );
});

test("of several scenarios the configuration of each answer has a table of classes", () => {
  const axes = { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] };
  const plan = makePlan({ axes, seeds: [1], labels: ["normal", "fraud"] });
  const labels = Array.from({ length: 100 }, (_, row) => row % 2);
  const records = plan.cells.map((cell) => okRecord(cell, { test: { labels, predictions: labels } }));
  const page = renderReport({ analysis: analyze(plan, records, seeded(1)), assets: { ...assets, libraries: [] } });
  expect(found(page, /How each class is found/g)).toHaveLength(1);
  expect(found(page, /<table id="classes[^"]*"/g)).toEqual(['<table id="classes-offline"', '<table id="classes-http"']);
  expect(found(page, /http: by [^<]*/g)).toHaveLength(1);
});

test("equal input gives an equal page", () => {
  expect(own("quant")).toBe(own("quant"));
});

test("a student that wins shows the time of its teachers with its own", () => {
  const plan = makePlan({
    axes: { distillation: ["soft-targets", "none"] },
    seeds: [1],
    baseline: { distillation: "none" },
  });
  const records = plan.cells.map((cell) =>
    cell.fields.distillation === "none" ? okRecord(cell, { usdPerMillionTexts: 0.1 }) : taughtRecord(cell),
  );
  const page = renderReport({ analysis: analyze(plan, records, seeded(1)), assets: { ...assets, libraries: [] } });
  expect(page).toContain(
    '<dt>training time</dt><dd>1.2 s</dd><dd class="difference plain">±0 %</dd><dd class="note">teachers: 750 ms; baseline 1.2 s</dd>',
  );
});

test("the tables show a student's cost and its teachers', and the data lists unlabeled texts", () => {
  const plan = makePlan({ axes: { distillation: ["none", "soft-targets"] }, seeds: [1] });
  const records = plan.cells.map((cell) => (cell.fields.distillation === "none" ? okRecord : taughtRecord)(cell));
  const read = { ...plan, unlabelled: [{ spec: "csv:more.csv", id: "csv:more.csv@0123456789ab" }] };
  const page = renderReport({ analysis: analyze(read, records, seeded(1)), assets: { ...assets, libraries: [] } });
  expect(page.match(/teachers: \$0\.250/g)).toHaveLength(1);
  // In the table of configurations and in that of runs.
  expect(page.match(/<small>teachers: 750 ms/g)).toHaveLength(2);
  expect(page).toContain("csv:more.csv@0123456789ab");
});

/** A page of two configurations of which one is right on rows 0 to 6 of 8, the other on all. */
function pageOf(corpus: Parameters<typeof corpusFacts>[0] | null, leftOut?: number): string {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const records = plan.cells.map((cell) =>
    okRecord(cell, {
      correct: Array.from({ length: 8 }, (_, row) => row < (cell.fields.quantization === "int8" ? 8 : 7)),
      corpus: corpus === null ? null : corpusFacts(corpus),
    }),
  );
  const datasets = plan.datasets.map((one) =>
    leftOut === undefined ? one : { ...one, rowCounts: { ...one.rowCounts, leftOut } },
  );
  return renderReport({
    analysis: analyze({ ...plan, datasets }, records, seeded(1)),
    assets: { ...assets, libraries: [] },
  });
}

test("the accuracy on unseen texts is a column of both tables if it is another than the accuracy", () => {
  const heading = /<button type="button">Accuracy on unseen texts<\/button>/g;
  const page = pageOf({ testRows: 8, seen: [0, 1, 2] });
  expect(found(page, heading)).toHaveLength(2);
  expect(
    found(page, /<button type="button">Test accuracy<\/button><\/th><th[^>]*><button type="button">Accuracy on/g),
  ).toHaveLength(2);
  expect(found(page, /80\.0 %/g).length).toBeGreaterThanOrEqual(2); // 4 of 5
  expect(page).toContain("3 of 8 test texts also stand in the training or validation rows");
  for (const other of [null, { testRows: 8 }, { testRows: 8, seen: [0, 1, 2, 3, 4, 5, 6, 7] }]) {
    expect(found(pageOf(other), heading)).toEqual([]);
  }
});

test("the environment says how many test rows are copies, or nearly, and how many training rows were left out", () => {
  const page = pageOf({ testRows: 8, seen: [1], nearDuplicates: 2 }, 1234);
  expect(page).toContain(
    "1,690 training and 421 test rows; 1,234 further training rows were left out, since a test row has the same text;",
  );
  expect(page).toContain(
    "; 1 of 8 test rows have the text of a training or validation row, and 2 more are nearly copies of one",
  );
  expect(pageOf(null)).not.toContain("nearly copies of one");
  expect(pageOf(null, 1)).toContain("; 1 further training row was left out, since a test row has the same text;");
});

describe("sections of levers and trainings", () => {
  test("stand where two configurations differ in one axis alone, with their charts", () => {
    const quant = own("quant");
    const start = quant.indexOf('<section id="levers"');
    const section = quant.slice(start, quant.indexOf("</section>", start));
    expect(section).toContain("What each lever does");
    expect(section).toContain('id="chart-levercost"');
    expect(section).toContain("onnx → wasm");
    // All cells with the same seed share one training.
    expect(section).not.toContain("Training cost");
    expect(quant).not.toContain('<section id="to-accuracy"');
  });

  test("compare several kinds of training, and say what is never reached", () => {
    const optimizers = own("optimizers");
    expect(optimizers).toContain('<section id="to-accuracy"');
    expect(optimizers).toContain('id="chart-profiles"');
    expect(optimizers).toContain("0 of 3 trainings reach it");
  });

  test("are left out of a run of one configuration", () => {
    expect(own("lone")).not.toMatch(/id="(levers|to-accuracy)"/);
  });
});

test("a page asks its question for each value of what is given, and answers it there", () => {
  const page = own("given").replace(/<[^>]+>/g, "");
  expect(page).toContain(
    "What is the cheapest configuration that is accurate enough, for each number of training rows?",
  );
  expect(page).toContain("200 training rows: Key figures of float32");
  expect(page).toContain("All training rows: Key figures of int8");
  expect(own("scenarios").replace(/<[^>]+>/g, "")).toContain("accurate enough, in each scenario?");
});
