import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../project-folder.ts";
import { withBaseCode } from "../base-code.io.ts";
import { orderOfRound } from "../rounds.ts";
import { fasttextMs, wordCountMs } from "./programs.io.ts";
import { type ScaleResults, scaleReport } from "./report.ts";
import { type ScaleTexts, writeScaleTexts } from "./texts.io.ts";
import { measureWalls } from "./walls.io.ts";
import { wallsReport } from "./walls-report.ts";
import { measureRun, type Pricewar } from "./whole-run.io.ts";

export interface ScaleOptions {
  readonly rows: number;
  readonly rounds: number;
  /** A commit to compare with. */
  readonly baseRef: string | undefined;
}

const OURS: Pricewar = { code: projectFolder, backend: "simd" };

/** Measures reading a large file in turn with another commit, `wc -w` and fastText. @returns the report */
export async function measureScale({ rows, rounds, baseRef }: ScaleOptions): Promise<string> {
  return withBaseCode(baseRef, (_, code) =>
    inTexts(rows, (texts, folder) => report(code === null ? null : { code, backend: null }, texts, folder)),
  );

  async function report(base: Pricewar | null, texts: ScaleTexts, folder: string): Promise<string> {
    const results: ScaleResults = { rows, ours: [], base: [], wordCountMs: [], fasttext: [] };
    const sides = [
      async () => void results.ours.push(await measureRun(OURS, `csv:${texts.csv}`, folder)),
      async () => void (base !== null && results.base.push(await measureRun(base, `csv:${texts.csv}`, folder))),
      async () => void results.wordCountMs.push(await wordCountMs(texts.csv)),
      async () => {
        const ms = await fasttextMs(texts.fasttext, folder);
        if (ms !== null) results.fasttext.push(ms);
      },
    ];
    // The first pass over a file finds it on the disk.
    await wordCountMs(texts.csv);
    for (let round = 0; round < rounds; round += 1) for (const side of orderOfRound(sides, round)) await side();
    const walls = await measureWalls({ rows, rounds }, { ours: OURS, base }, folder);
    return `${scaleReport(results, baseRef ?? null)}\n\n${wallsReport(walls, baseRef ?? null)}`;
  }
}

async function inTexts(rows: number, work: (texts: ScaleTexts, folder: string) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pricewar-scale-"));
  try {
    return await work(await writeScaleTexts(folder, rows), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
