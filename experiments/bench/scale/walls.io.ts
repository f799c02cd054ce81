/** What may grow without bound: classes, test rows and records. */
import { appendFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomStream } from "../../../harness/base/random/mt19937.ts";
import { RUN_FILES } from "../../../harness/contract/run-files.ts";
import { formatBytes, formatCount } from "../../../harness/judge/figures/format.ts";
import { note } from "../../print.ts";
import { projectFolder } from "../../project-folder.ts";
import { readManyCells, writeRun } from "../page/many-cells.io.ts";
import { orderOfRound } from "../rounds.ts";
import { SideFailed } from "../side-failed.ts";
import { withManyRows } from "./many-rows.ts";
import type { ProcessUsage } from "./process-usage.ts";
import { measureRun, type Pricewar, usages } from "./whole-run.io.ts";

/** What a side took in each round; none where it failed. */
export interface WallResult {
  readonly name: string;
  readonly ours: ProcessUsage[];
  readonly base: ProcessUsage[];
}

/** As many as older commits took, too. */
const CLASSES = 1000;
/** Of the run whose test set is large: five seeds each of twenty configurations. */
const CELLS = 100;
/** Bytes of a long records.jsonl for each row of the file that is read at scale: of a million rows, a gigabyte. */
const RECORD_BYTES_A_ROW = 1000;

/** Of one side, by what is measured. */
type Measured = Readonly<Record<string, ProcessUsage>>;

/**
 * Measures what was once limited by memory or grew faster than its data, side by side.
 * @param rows scale all of it
 * @param base another commit; null for none
 */
export async function measureWalls(
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
  { ours, base }: { readonly ours: Pricewar; readonly base: Pricewar | null },
  folder: string,
): Promise<WallResult[]> {
  const testRows = 2 * rows;
  const run = join(folder, "many-rows");
  await writeManyRows(run, testRows);
  const long = join(folder, "long-records");
  const bytes = await writeLongRecords(run, long, rows * RECORD_BYTES_A_ROW);
  const walls: readonly ((side: Pricewar) => Promise<Measured>)[] = [
    async (side) => {
      const dataset = `synthetic:rows=${rows},classes=${CLASSES},words=5000,length=10`;
      const { train, serve } = await measureRun(side, dataset, folder);
      const name = `${formatCount(CLASSES)} classes, ${formatCount(rows)} rows`;
      return { [`${name}: train`]: train, [`${name}: serve`]: serve };
    },
    async ({ code }) => {
      const [report] = await usages(join(code, "bin", "pricewar"), ["report", run], folder);
      return { [`report of ${CELLS} cells, ${formatCount(testRows)} test rows each`]: report! };
    },
    async ({ code }) => {
      const tsx = join(projectFolder, "node_modules", "tsx", "dist", "cli.mjs");
      const child = join(projectFolder, "experiments", "bench", "scale", "read-records-child.ts");
      const processes = await usages(tsx, [child, code, join(long, RUN_FILES.records)], folder);
      // What starts the child is smaller.
      const largest = processes.reduce((one, other) => (other.peakRssBytes > one.peakRssBytes ? other : one));
      return { [`reading records of ${formatBytes(bytes)}`]: largest };
    },
  ];
  const results = new Map<string, WallResult>();
  for (const wall of walls) {
    const failed: ("ours" | "base")[] = [];
    const measure = async (which: "ours" | "base", side: Pricewar) => {
      try {
        for (const [name, usage] of Object.entries(await wall(side))) resultOf(name)[which].push(usage);
      } catch (error) {
        if (!(error instanceof SideFailed)) throw error;
        note(`${which === "ours" ? "this code" : "the base"} failed: ${error.message}`);
        failed.push(which);
      }
    };
    const sides = [() => measure("ours", ours), async () => (base === null ? undefined : measure("base", base))];
    for (let round = 0; round < rounds && failed.length === 0; round += 1)
      for (const side of orderOfRound(sides, round)) await side();
  }
  await rm(run, { recursive: true });
  await rm(long, { recursive: true });
  return [...results.values()];

  function resultOf(name: string): WallResult {
    const known = results.get(name) ?? { name, ours: [], base: [] };
    results.set(name, known);
    return known;
  }
}

/** A made-up run, each of whose records has so many test rows. */
async function writeManyRows(folder: string, rows: number): Promise<void> {
  const { plan, lines } = await readManyCells({ cells: CELLS });
  const classes = plan.datasets[0]!.labels.length;
  await writeRun(folder, { plan, lines: withManyRows(lines, { rows, classes }, randomStream(1, "many-rows")) });
}

/** The records of a run again and again, until they take so many bytes. @returns their bytes */
async function writeLongRecords(run: string, folder: string, bytes: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, RUN_FILES.records);
  const once = await readFile(join(run, RUN_FILES.records));
  await writeFile(file, once);
  for (let written = once.length; written < bytes; written += once.length) await appendFile(file, once);
  return (await stat(file)).size;
}
