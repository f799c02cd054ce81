import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../harness/base/files.io.ts";
import { withFrugalHeap } from "../harness/base/frugal-heap.io.ts";
import { randomStream } from "../harness/base/random/mt19937.ts";
import type { RunLine } from "../harness/contract/index.ts";
import { readMarks } from "../harness/contract/marks-file.io.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { readPlan, readRunLines } from "../harness/contract/run-folder.io.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { analyze } from "../harness/judge/analysis/analyze.ts";
import { oneOfSeveral, type ReadRun } from "../harness/judge/analysis/one-of-several.ts";
import { findCheck } from "../harness/judge/check/check-file.io.ts";
import type { CheckResult } from "../harness/judge/check/check-result.ts";
import { NO_PRICES, type Prices } from "../harness/judge/pricing/priced-run.ts";
import { EMPTY_SHEET, type MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import { complianceMarkdown } from "./compliance-note.ts";
import { findModels } from "./find-model.io.ts";
import { DRAWN_FORMATS, USUAL_FORMATS } from "./format-names.ts";
import { writeFormat } from "./formats.io.ts";
import { checkWithoutFolders, lineWithoutFolders, markWithoutFolders, planWithoutFolders } from "./hide-folders.ts";
import { type PageAssets, readPageAssets } from "./libraries.io.ts";
import { drawnCharts, faultsOf, withPictures } from "./page/drawn-charts.ts";
import { renderReport } from "./render.ts";
import { SvgDrawer } from "./svg-drawer.io.ts";
import type { ModelPlace } from "./words/use-model.ts";

/** Fixed, so that the same records give a byte-identical report. */
const BOOTSTRAP_SEED = 20_260_801;

export interface WrittenReports {
  readonly analysis: Analysis;
  readonly models: readonly ModelPlace[];
  /** Paths of what was asked for. */
  readonly files: readonly string[];
  /** Charts whose picture the page lacks since it could not be drawn, each with what went wrong. */
  readonly faults: readonly string[];
}

export interface ReportOptions {
  /** What the page's price war can be fought at, beside the offers of the runs. */
  readonly sheet?: MarketSheet;
  /** Names in FORMATS: the page, summary.json and summary.csv if left out. */
  readonly formats?: readonly string[];
  /** Another folder to write into than that of the run. */
  readonly into?: string;
  /** What records.jsonl and samples.jsonl say, of a caller who has just read them. */
  readonly lines?: readonly RunLine[];
}

/**
 * Reads a run folder's plan.json, records.jsonl and, if present, baselines.jsonl and check.json, and writes report.html, summary.json and
 * summary.csv, or what else is asked for, and compliance.md into it, each atomically. None of them names the folder of a file outside the current one.
 * @param prices offers that replace the plan's; the written files state them
 * @returns the analysis, which has the answer, and the models of the answer
 * @throws RecordError if the plan, a record or the check cannot be read; a last line truncated by a crash is ignored
 */
export async function writeReports(
  folder: string,
  prices: Prices = NO_PRICES,
  options: ReportOptions = {},
): Promise<WrittenReports> {
  return withFrugalHeap(async () => {
    beginDrawing(options);
    const found = await findCheck(join(folder, RUN_FILES.check));
    const check = found === null ? null : checkWithoutFolders(found);
    const { into = folder, lines } = options;
    const analysis = analyzed(await readRun(folder, lines), prices);
    const written = await write(into, analysis, [folder], check, options);
    await writeFileAtomically(join(into, RUN_FILES.compliance), complianceMarkdown(written.analysis));
    return written;
  });
}

/**
 * Writes the same of several run folders as one, whose baseline and rules are the first's.
 * @param folders at least one
 * @param into a folder, which is made if it is not there
 * @throws RecordError as `writeReports`
 */
export async function writeJoinedReports(
  folders: readonly string[],
  into: string,
  prices: Prices = NO_PRICES,
  options: ReportOptions = {},
): Promise<WrittenReports> {
  return withFrugalHeap(async () => {
    beginDrawing(options);
    const run = oneOfSeveral(await Promise.all(folders.map((folder) => readRun(folder))));
    await mkdir(into, { recursive: true });
    return write(into, analyzed(run, prices), folders, null, options);
  });
}

/** @param runFolders may hold the models of the answer */
async function write(
  folder: string,
  analysis: Analysis,
  runFolders: readonly string[],
  check: CheckResult | null,
  { sheet = EMPTY_SHEET, formats = USUAL_FORMATS }: ReportOptions,
): Promise<WrittenReports> {
  const models = await findModels(folder, runFolders, analysis);
  const { assets, drawer } = await pageTools();
  const drawSvg = drawer.draw;
  const charts = drawnCharts(analysis, "en");
  const faults: string[] = [];
  const page = async () => {
    const pictured = await withPictures(charts, drawSvg);
    faults.push(...faultsOf(pictured));
    return renderReport({ analysis, assets, charts: pictured, check, models, sheet });
  };
  // The others are made while another thread draws the pictures of the page. Nothing is written any more once this has returned or failed.
  const written = await Promise.allSettled(
    [...new Set(formats)].map((format) => writeFormat(folder, format, { analysis, sheet, charts, drawSvg, page })),
  );
  const files = written.flatMap((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  return { analysis, models, files, faults };
}

/** What pages are made with: read once for all reports of a process, whose charts are then drawn by code that has warmed up. */
let tools: Promise<PageTools> | null = null;

interface PageTools {
  readonly assets: PageAssets;
  readonly drawer: SvgDrawer;
}

/** Lets what draws be loaded while the run is read, if something is to be drawn. */
function beginDrawing({ formats = USUAL_FORMATS }: ReportOptions): void {
  if (!formats.some((format) => DRAWN_FORMATS.has(format))) return;
  pageTools()
    .then(({ drawer }) => drawer.begin())
    // Whoever draws then says what is wrong.
    .catch(() => undefined);
}

function pageTools(): Promise<PageTools> {
  tools ??= readPageAssets().then((assets) => ({ assets, drawer: new SvgDrawer(assets) }));
  // What was missing may be there the next time.
  tools.catch(() => {
    tools = null;
  });
  return tools;
}

/** The models of a run's answers. @throws RecordError if the plan or a record cannot be read */
export async function modelsOfRun(folder: string): Promise<ModelPlace[]> {
  return findModels(folder, [folder], await analyzeRun(folder, NO_PRICES));
}

/** The analysis of a run folder. @throws RecordError if the plan or a record cannot be read */
export async function analyzeRun(folder: string, prices: Prices): Promise<Analysis> {
  return analyzed(await readRun(folder), prices);
}

/** @param read its lines; those in the folder if left out */
async function readRun(folder: string, read?: readonly RunLine[]): Promise<ReadRun> {
  const plan = planWithoutFolders(await readPlan(join(folder, RUN_FILES.plan)));
  const lines = read ?? (await readRunLines(join(folder, RUN_FILES.records)));
  return {
    plan,
    lines: lines.map(lineWithoutFolders),
    marks: (await readMarks(join(folder, RUN_FILES.marks))).map(markWithoutFolders),
  };
}

function analyzed({ plan, lines, marks }: ReadRun, prices: Prices): Analysis {
  const random = randomStream(BOOTSTRAP_SEED, "report");
  return analyze(plan, lines, () => random.nextFloat64(), prices, marks);
}
