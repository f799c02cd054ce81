import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { baselineOf, baselineText } from "../../harness/judge/check/baseline.ts";
import { writeCheck } from "../../harness/judge/check/check-file.io.ts";
import { snapshotOf } from "../../harness/judge/check/snapshot.ts";
import { renderIndex } from "../../reports/index-page.ts";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { answersIn } from "../../reports/words/answer.ts";
import { headlineOf, plainText } from "../../reports/words/sentence.ts";
import { writeIndex } from "../../reports/write-index.io.ts";
import { quantRun } from "../fixtures/records.ts";
import { HISTORY } from "./check/histories.ts";
import { HOSTILE, RESULTS } from "./check/results.ts";
import { expectSectionTranslated } from "./in-chinese.ts";
import { payloadOf } from "./page-text.ts";
import { analysisOf } from "./runs.ts";

const assets = { ...(await readPageAssets()), libraries: [] };
const quant = analysisOf("quant");
const withoutTags = (markup: string) => markup.replace(/<[^>]+>/g, "");

test("each run has a row with its link, date, answer and last check", () => {
  const runs = [
    { folder: "quant", analysis: quant, check: RESULTS.passing! },
    { folder: "a b#c", analysis: analysisOf("nothing"), check: null },
  ];
  const page = renderIndex({ runs, histories: [], reportFile: "report.html", assets });
  const body = page.slice(page.indexOf("<tbody>"), page.indexOf("</tbody>"));
  expect(body.match(/<tr>/g)).toHaveLength(2);
  expect(body).toContain('<a href="quant/report.html">quant</a>');
  expect(body).toContain('<a href="a%20b%23c/report.html">a b#c</a>');
  expect(withoutTags(body)).toContain(plainText(headlineOf(answersIn(quant)[0]!)));
  expect(body).toContain(
    "Pass: 2 comparisons of 2 cells between main and feature, none worse.<small>2026-11-24</small>",
  );
  const [answered, unanswered] = body.split("</tr>");
  const winner = quant.configurations.find(({ id }) => id === quant.answer.winner)!.figures!;
  expect(answered).toContain(`data-sort="${winner.usdPerMillionTexts.middle}"`);
  expect(answered).toContain(`data-sort="${winner.accuracy.middle}"`);
  expect(answered).toContain(`${quant.cells[0]!.record!.host.cpu}, `);
  expect(unanswered!.match(/<td class="number" data-sort="">—<\/td>/g)).toHaveLength(2);
});

test("of a run with several answers, each has its first sentence", () => {
  const analysis = analysisOf("scenarios");
  const answers = answersIn(analysis);
  const runs = [{ folder: "serving", analysis, check: null }];
  const page = renderIndex({ runs, histories: [], reportFile: "report.html", assets });
  const cell = /<td class="words answers"[^>]*>(.*?)<\/td>/s.exec(page)![1]!;
  expect(answers.length).toBeGreaterThan(1);
  const shown = [...cell.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) => withoutTags(text!));
  expect(shown).toEqual(answers.map(({ lead }) => plainText(lead)));
});

test("each baseline has its charts with unique names, and nothing to choose configurations by", () => {
  const page = renderIndex({ runs: [], histories: [HISTORY, HISTORY], reportFile: "report.html", assets });
  expect(page.match(/<h2>History: quant<\/h2>/g)).toHaveLength(2);
  const places = [...page.matchAll(/id="chart-(history[^"]+)"/g)].map(([, name]) => name);
  expect(new Set(places).size).toBe(6);
  expect(Object.keys(payloadOf(page, "charts") as object)).toEqual(places);
  expect(page).not.toContain('id="filters"');
});

test("hostile names stay text", () => {
  const hostile = { ...HISTORY, name: HOSTILE };
  const runs = [{ folder: HOSTILE.toWellFormed(), analysis: analysisOf("hostile"), check: RESULTS.hostile! }];
  const page = renderIndex({ runs, histories: [hostile], reportFile: "report.html", assets });
  expect(page).not.toMatch(/<b>|<img/);
  // One script with the specs, one with the Chinese text, one with the page's own code.
  expect(page.match(/<\/script/gi)).toHaveLength(3);
});

test("several runs are given to the page's program, cell by cell; a single one has nothing to be compared with", () => {
  const [one, other] = ["one", "other"].map((folder) => ({ folder, analysis: quant, check: null }));
  const page = renderIndex({ runs: [one!, other!], histories: [], reportFile: "report.html", assets });
  const measured = quant.cells
    .map(({ record }) => record?.startedAt ?? "")
    .sort()
    .at(-1);
  expect(payloadOf(page, "compared-runs")).toEqual([
    { folder: "one", matrix: quant.plan.name, measured },
    { folder: "other", matrix: quant.plan.name, measured },
  ]);
  const cells = payloadOf(page, "compared-run-1") as { experiment: string; figures: { accuracy: number } | null }[];
  expect(cells.map(({ experiment }) => experiment)).toEqual(quant.cells.map(({ cell }) => cell.experiment.id));
  expect(cells.map(({ figures }) => figures?.accuracy ?? null)).toEqual(
    quant.cells.map(({ run }) => run?.quality.accuracy ?? null),
  );
  expect(page).toContain('<section id="trends">');
  const alone = renderIndex({ runs: [one!], histories: [], reportFile: "report.html", assets });
  expect(alone).toContain("A comparison needs two runs; this folder has one.");
  expect(alone).not.toMatch(/id="compared-run|id="trends"/);
});

test("in Chinese, the same runs, figures and links", () => {
  const runs = ["quant", "troubled"].map((name) => ({ folder: name, analysis: analysisOf(name), check: null }));
  const page = renderIndex({ runs, histories: [HISTORY], reportFile: "report.html", assets });
  const { body, title } = payloadOf(page, "text-zh") as { body: string; title: string };
  expect(title).toBe("pricewar：全部运行");
  const english = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
  const rows = (markup: string) => markup.slice(markup.indexOf("<tbody>"), markup.indexOf("</tbody>"));
  const names = runs.map(({ analysis }) => analysis.configurations.map(({ label }) => label));
  const machines = runs.flatMap(({ analysis }) => analysis.cells.flatMap(({ record }) => record?.host.cpu ?? []));
  expectSectionTranslated(rows(english), rows(body), [names, machines]);
  const linksIn = (markup: string) => [...markup.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
  expect(linksIn(body)).toEqual(linksIn(english));
  expect(linksIn(english)).toEqual(expect.arrayContaining(["#runs", "#compare", "#histories", "quant/report.html"]));
});

const fixture = quantRun();
const QUANT_BASELINE = baselineOf(
  snapshotOf(fixture.plan, fixture.records, new Map(), { name: "quant", commit: "a1b2c3d4" }),
  "quant",
  null,
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-index-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("each trend has its picture, for readers without JavaScript", async () => {
  const analyses = new Map(["one", "other"].map((name) => [join(folder, name), quant]));
  await writeIndex({ runs: folder, baselines: join(folder, "baselines"), analyses });
  const page = await readFile(join(folder, "index.html"), "utf8");
  const places = [...page.matchAll(/<div class="chart" id="(chart-trend-1-[a-z]+)">(<svg role="img" )?/g)];
  expect(places.map(([, id, picture]) => [id, picture !== undefined])).toEqual([
    ["chart-trend-1-accuracy", true],
    ["chart-trend-1-usd", true],
    ["chart-trend-1-bytes", true],
  ]);
});

test("is written into the folder of the run folders, from their checks and the baselines", async () => {
  const run = join(folder, "quant");
  const baselines = join(folder, "baselines");
  await mkdir(run);
  const sources = { runs: folder, baselines, analyses: new Map([[run, quant]]) };
  expect(await writeIndex(sources)).toEqual({ file: join(folder, "index.html"), faults: [] });
  expect(await readFile(join(folder, "index.html"), "utf8")).not.toContain("History");

  await mkdir(baselines);
  await writeFile(join(baselines, "quant.json"), baselineText(QUANT_BASELINE));
  const passing = RESULTS.passing!;
  await writeCheck(join(run, "check.json"), { ...passing, base: { ...passing.base, name: "/home/ada/runs/quant" } });
  await writeIndex(sources);
  expect(await readFile(join(folder, "index.html"), "utf8")).toContain(" between quant and feature,");
  await writeCheck(join(run, "check.json"), RESULTS.all!);
  await writeIndex(sources);
  const page = await readFile(join(folder, "index.html"), "utf8");
  expect(page).toContain("History: quant");
  expect(page).toContain("Regressed: model file of int8-rows");

  await writeFile(join(baselines, "quant.json"), "{");
  await expect(writeIndex(sources)).rejects.toThrow(/quant\.json: not JSON/);
});
