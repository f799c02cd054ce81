import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../harness/base/errors.ts";
import { writeFileAtomically } from "../harness/base/files.io.ts";
import { createRegistry } from "../harness/base/registry.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import { type DrawSvg, standaloneSvg } from "./charts/picture.ts";
import type { FormatName } from "./format-names.ts";
import { reportMarkdown } from "./markdown.ts";
import type { NamedChart } from "./page/figures.ts";
import { summaryCsv, summaryJson } from "./summary.ts";

/** What files are written from. */
export interface FormatSource {
  readonly analysis: Analysis;
  readonly sheet: MarketSheet;
  readonly charts: readonly NamedChart[];
  readonly drawSvg: DrawSvg;
  /** The report, rendered once it is asked for. */
  readonly page: () => Promise<string>;
}

/** A file below the folder, and what it holds. */
export type WrittenFile = readonly [name: string, content: string | Uint8Array | Iterable<string>];

/** A kind of files that a report can be written as. A new one is a line in `FORMATS` and its name. */
export type ReportFormat = (source: FormatSource) => Promise<readonly WrittenFile[]>;

export const FORMATS = createRegistry<ReportFormat>("format", {
  html:
    () =>
    async ({ page }) => [[RUN_FILES.report, await page()]],
  json:
    () =>
    async ({ analysis, sheet }) => [[RUN_FILES.summaryJson, summaryJson(analysis, sheet)]],
  csv:
    () =>
    async ({ analysis }) => [[RUN_FILES.summaryCsv, summaryCsv(analysis)]],
  markdown:
    () =>
    async ({ analysis }) => [[RUN_FILES.reportMarkdown, reportMarkdown(analysis)]],
  svg: () => async (source) => drawn(source, "svg", async (svg) => svg),
  png: async () => {
    const png = await rasterizer();
    return (source) => drawn(source, "png", png);
  },
} satisfies Readonly<Record<FormatName, () => ReportFormat | Promise<ReportFormat>>>);

/** Says what is misspelled, or lacks a package, before anything is measured or written. @throws ConfigError */
export async function checkFormats(names: readonly string[]): Promise<void> {
  for (const name of names) await FORMATS.load(name);
}

/** Writes all files of a format, each atomically. @returns their paths */
export async function writeFormat(folder: string, name: string, source: FormatSource): Promise<string[]> {
  const files = await (await FORMATS.load(name))(source);
  const paths: string[] = [];
  for (const [file, content] of files) {
    const path = join(folder, file);
    if (file.includes("/")) await mkdir(join(folder, RUN_FILES.charts), { recursive: true });
    paths.push(await writeFileAtomically(path, content));
  }
  return paths;
}

/** A file for each chart. */
async function drawn(
  { charts, drawSvg }: FormatSource,
  extension: string,
  contentOf: (svg: string) => Promise<string | Uint8Array>,
): Promise<WrittenFile[]> {
  const files: WrittenFile[] = [];
  for (const one of charts) {
    const svg = await standaloneSvg(one.chart, drawSvg);
    files.push([`${RUN_FILES.charts}/${one.name}.${extension}`, await contentOf(svg)]);
  }
  return files;
}

/** Pixels of a picture for each of the chart's: sharp on displays of today. */
const PNG_SCALE = 2;
/** Dots per inch at which a pixel of SVG is a pixel of the picture. */
const SVG_DENSITY = 72;

/** @throws ConfigError if sharp, an optional package, is not installed */
async function rasterizer(): Promise<(svg: string) => Promise<Uint8Array>> {
  const { default: sharp } = await import("sharp").catch((cause: unknown) => {
    const advice = "--format png: needs the optional package sharp, which is not installed: npm install sharp";
    throw new ConfigError(advice, { cause });
  });
  return (svg) =>
    sharp(Buffer.from(svg), { density: SVG_DENSITY * PNG_SCALE })
      .png()
      .toBuffer();
}
