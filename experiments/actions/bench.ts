import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { absentPeers } from "../bench/presence.io.ts";
import { benchReport } from "../bench/report.ts";
import { benchRows, resultRows } from "../bench/result-rows.ts";
import { runWork, type WorkResults } from "../bench/run-work.ts";
import { select } from "../bench/select.ts";
import { SIMULATED_SUITES, simulationReport } from "../bench/simulation.ts";
import { benchTools } from "../bench/tools.io.ts";
import type { Work } from "../bench/work.ts";
import { WORKS } from "../bench/works.ts";

interface Options {
  readonly dataset: string;
  readonly rounds: number;
  readonly json?: string;
  readonly only?: string;
}

/**
 * Measures speed against peers. All sides run in turn, several rounds, in a fresh process and on one thread each; the figure
 * is the ratio of the medians, since a time alone says nothing on a shared machine. Peers that are not installed are named;
 * PEERS_PYTHON names a Python that has torch and tensorflow. Last comes what the regression check makes of simulated suites;
 * `--only simulation` is that alone.
 */
export async function bench({ dataset, rounds, json, only }: Options): Promise<void> {
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new ConfigError("--rounds must be a whole number above 0");
  if (json !== undefined && !existsSync(dirname(resolve(json))))
    throw new ConfigError(`--json ${json}: no such folder`);
  const { works, simulation } = select(WORKS, only);
  if (works.length === 0 && json !== undefined)
    throw new ConfigError("--json writes comparisons with peers, of which the simulation has none: leave it out");
  if (works.length > 0) await measureWorks(works, { dataset, rounds, json });
  if (works.length > 0 && simulation) console.log();
  if (simulation) console.log(simulationReport(SIMULATED_SUITES));
}

async function measureWorks(
  works: readonly Work[],
  { dataset, rounds, json }: Pick<Options, "dataset" | "rounds"> & { readonly json: string | undefined },
): Promise<void> {
  const absent = await absentPeers(works);
  const folder = await mkdtemp(join(tmpdir(), "pricewar-bench-"));
  try {
    const tools = await benchTools(folder, dataset);
    const results: WorkResults[] = [];
    for (const work of works) {
      console.error(`measuring: ${work.name}`);
      results.push(await runWork(work, (peer) => absent.has(peer), tools, rounds));
      // After every work, so that a run that is stopped has written what it knows.
      if (json !== undefined) {
        await writeFile(json, `${JSON.stringify(benchRows(results.flatMap(resultRows)), null, 2)}\n`);
      }
    }
    console.log(benchReport(results, absent));
    // An absent peer is a choice; one that broke leaves out what was asked for.
    if (results.some(({ broken }) => broken.size > 0)) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
