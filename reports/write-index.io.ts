import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { exists, writeFileAtomically } from "../harness/base/files.io.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import { findCheck } from "../harness/judge/check/check-file.io.ts";
import { readBaseline } from "../harness/judge/check/snapshot.io.ts";
import type { DrawSvg } from "./charts/picture.ts";
import { type BaselineHistory, historyOf } from "./check/history.ts";
import { checkWithoutFolders } from "./hide-folders.ts";
import { type IndexCharts, indexCharts, renderIndex } from "./index-page.ts";
import { readPageAssets } from "./libraries.io.ts";
import { faultsOf, withPictures } from "./page/drawn-charts.ts";
import { SvgDrawer } from "./svg-drawer.io.ts";

export interface IndexSources {
  /** Folder with the run folders; the index is written into it. */
  readonly runs: string;
  /** Folder with baselines as *.json; need not exist. */
  readonly baselines: string;
  /** Path of the run folder -> its analysis, in the order of the page. */
  readonly analyses: ReadonlyMap<string, Analysis>;
}

export interface WrittenIndex {
  /** Path of the page. */
  readonly file: string;
  /** As of the report of a run. */
  readonly faults: readonly string[];
}

/**
 * Writes index.html into the folder of the run folders, atomically.
 * @throws RecordError if a check or a baseline cannot be read
 */
export async function writeIndex({ runs, baselines, analyses }: IndexSources): Promise<WrittenIndex> {
  const indexed = await Promise.all(
    [...analyses].map(async ([folder, analysis]) => {
      const check = await findCheck(join(folder, RUN_FILES.check));
      return { folder: basename(folder), analysis, check: check === null ? null : checkWithoutFolders(check) };
    }),
  );
  const histories = await readHistories(baselines);
  const file = join(runs, "index.html");
  const assets = await readPageAssets();
  const charts = await pictured(indexCharts({ runs: indexed, histories }, "en"), new SvgDrawer(assets).draw);
  const page = renderIndex({ runs: indexed, histories, charts, reportFile: RUN_FILES.report, assets });
  await writeFileAtomically(file, page);
  const all = [...charts.trends, ...charts.histories].flatMap((one) => one.charts);
  return { file, faults: faultsOf(all) };
}

/** The same charts, each with its picture where that is small. */
async function pictured({ trends, histories }: IndexCharts, drawSvg: DrawSvg): Promise<IndexCharts> {
  const [ofTrends, ofHistories] = await Promise.all([
    withOwnPictures(trends, drawSvg),
    withOwnPictures(histories, drawSvg),
  ]);
  return { trends: ofTrends, histories: ofHistories };
}

async function withOwnPictures(all: IndexCharts["trends"], drawSvg: DrawSvg): Promise<IndexCharts["trends"]> {
  return Promise.all(all.map(async ({ name, charts }) => ({ name, charts: await withPictures(charts, drawSvg) })));
}

/** Histories of all baselines in a folder, ordered by file name. */
async function readHistories(folder: string): Promise<BaselineHistory[]> {
  if (!(await exists(folder))) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) => historyOf(basename(name, ".json"), await readBaseline(join(folder, name)))),
  );
}
