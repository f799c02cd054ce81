import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { withBaseCode } from "../bench/base-code.io.ts";
import { measurePages } from "../bench/page/page.io.ts";
import { absentPeers, absentWorks } from "../bench/presence.io.ts";
import { measureQueue } from "../bench/queue/queue.io.ts";
import { benchReport } from "../bench/report.ts";
import { benchRows, resultRows } from "../bench/result-rows.ts";
import { runWork, type WorkResults } from "../bench/run-work.ts";
import { measureScale } from "../bench/scale/scale.io.ts";
import { select } from "../bench/select.ts";
import { SIMULATED_SUITES, simulationReport } from "../bench/simulation.ts";
import { measureStability, readStability } from "../bench/stability/stability.io.ts";
import { benchTools } from "../bench/tools.io.ts";
import type { Work } from "../bench/work.ts";
import { WORKS } from "../bench/works.ts";
import { note, print } from "../print.ts";

interface Options {
  readonly dataset: string;
  readonly rounds: number;
  readonly json?: string;
  readonly only?: string;
  readonly rows: number;
  readonly cells?: string;
  readonly matrix: string;
  readonly from?: string;
  readonly baseRef?: string;
}

/** Of a simulated backlog: fewer are no quarters, and for more the plan alone fills the memory. */
const FEWEST_QUEUED = 8;
const MOST_QUEUED = 1_000_000;

/**
 * Compares speed with peers. All sides take turns for several rounds, each in a fresh process and on one thread; the result
 * is the ratio of the medians, since a time alone means nothing on a shared machine. Peers that are not installed are
 * listed; PEERS_PYTHON names a Python that has torch and tensorflow. Last come reading a large file, and how the regression check
 * judges simulated suites; `--only scale` and `--only simulation` run these parts alone, `--only stability` runs a matrix anew
 * several times, `--only report` writes reports of runs of many cells, and `--only queue` runs many cells over a queue.
 */
export async function bench({ only, rows, cells, matrix, from, ...options }: Options): Promise<void> {
  const { rounds, json, baseRef } = options;
  if (json !== undefined && !existsSync(dirname(resolve(json))))
    throw new ConfigError(`--json ${json}: its folder does not exist; create it, or name another file`);
  const { works, simulation, scale, stability, page, queue } = select(WORKS, only);
  const comparesCommits =
    scale || stability || page || works.some(({ pairs }) => pairs.some(({ peer }) => peer === "base"));
  if (baseRef !== undefined && !comparesCommits)
    throw new ConfigError(
      "--base-ref is compared with at scale, in whole runs and in planning: leave it out, or add --only scale, --only stability, --only report, --only run or --only plan",
    );
  if (from !== undefined && !stability)
    throw new ConfigError("--from reads runs for their stability: add --only stability");
  if (works.length === 0 && json !== undefined)
    throw new ConfigError(
      "--json writes comparisons with peers, which simulation, scale, stability, report and queue are not: leave --json out, or add one of them to --only",
    );
  if (stability)
    print(from === undefined ? await stabilityOf(matrix, rounds, baseRef) : await readStability(from.split(",")));
  if (page) print(await measurePages({ cells: cellCounts(cells), rounds, baseRef }));
  if (queue) print(await measureQueue(backlogCells(cells)));
  if (works.length > 0) await measureWorks(works, options);
  if (works.length > 0 && scale) print("");
  if (scale) print(await measureScale({ rows, rounds, baseRef }));
  if ((works.length > 0 || scale) && simulation) print("");
  if (simulation) print(simulationReport(SIMULATED_SUITES));
}

/** "500,10000" -> [500, 10000] */
function cellCounts(text = "500,10000"): number[] {
  const counts = text.split(",").map(Number);
  const isCount = (count: number) => Number.isInteger(count) && count >= 5 && count <= 10_000 && count % 5 === 0;
  if (!counts.every(isCount))
    throw new ConfigError(`--cells ${text}: must be multiples of 5 up to 10,000, separated by commas`);
  return counts;
}

function backlogCells(text = "100000"): number {
  const cells = Number(text);
  if (Number.isInteger(cells) && cells >= FEWEST_QUEUED && cells <= MOST_QUEUED) return cells;
  throw new ConfigError(
    `--cells ${text}: must be one whole number from ${FEWEST_QUEUED} to ${MOST_QUEUED} for the queue`,
  );
}

async function stabilityOf(matrix: string, rounds: number, baseRef: string | undefined): Promise<string> {
  return withBaseCode(baseRef, (folder, code) => {
    const base = baseRef === undefined || code === null ? null : { ref: baseRef, code };
    return measureStability({ matrix, rounds, base, folder });
  });
}

async function measureWorks(
  works: readonly Work[],
  { dataset, rounds, json, baseRef }: Pick<Options, "dataset" | "rounds" | "json" | "baseRef">,
): Promise<void> {
  const hasBase = baseRef !== undefined;
  const leftOut = await absentWorks(works, hasBase);
  for (const [name, missing] of leftOut) note(`left out: ${name}: ${missing}`);
  const measurable = works.filter(({ name }) => !leftOut.has(name));
  if (measurable.length === 0) return;
  const absent = await absentPeers(measurable, hasBase);
  await withBaseCode(baseRef, async (folder, baseCode) => {
    const tools = await benchTools(folder, dataset, baseCode);
    const results: WorkResults[] = [];
    for (const work of measurable) {
      note(`measuring: ${work.name}`);
      results.push(await runWork(work, (peer) => absent.has(peer), tools, rounds));
      // After every work, so that a benchmark that is stopped keeps its finished results.
      if (json !== undefined) {
        await writeFile(json, `${JSON.stringify(benchRows(results.flatMap(resultRows)), null, 2)}\n`);
      }
    }
    print(benchReport(results, absent));
    // A peer that is not installed is the user's choice; one that failed leaves a result missing.
    if (results.some(({ broken }) => broken.size > 0)) process.exitCode = 1;
  });
}
