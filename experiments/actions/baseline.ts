import { mkdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../../harness/base/files.io.ts";
import { modelFacts } from "../../harness/classifier/model-file/model-facts.ts";
import {
  type Baseline,
  baselineOf,
  baselineText,
  HISTORY_METRICS,
  type HistoryEntry,
  historyEntry,
} from "../../harness/judge/check/baseline.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { readBaseline, readSnapshot } from "../../harness/judge/check/snapshot.io.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { valueText } from "../../reports/words/figures.ts";
import { headCommit } from "../check/commit.io.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { projectFolder } from "../project-folder.ts";

interface Options {
  readonly name?: string;
  readonly folder: string;
}

/**
 * Writes, updates or shows a baseline.
 * @param subject a run folder, or the name of the baseline to show
 */
export async function baseline(
  action: "write" | "update" | "show",
  subject: string,
  { name, folder }: Options,
): Promise<void> {
  if (action === "show") {
    if (name !== undefined) throw new ConfigError(`--name ${name}: show takes the name itself: show ${name}`);
    printBaseline(await readBaseline(fileOf(folder, subject)));
    return;
  }
  await keep(action, subject, { folder, ...(name === undefined ? {} : { name }) });
}

async function keep(action: "write" | "update", runFolder: string, { name, folder }: Options): Promise<void> {
  const run = await readSnapshot(runFolder, modelFacts);
  const own = await ownMeasuringCode();
  // The commit at hand says nothing about figures that other code made.
  const commit = run.code === own.code ? await headCommit(projectFolder, own.sources) : null;
  const snapshot = { ...run, side: { ...run.side, commit } };
  const called = name ?? snapshot.matrix;
  const file = fileOf(folder, called);
  const isThere = await exists(file);
  if (action === "write" && isThere) {
    throw new ConfigError(`${shownPath(file)} exists already: pricewar baseline update keeps its figures as history`);
  }
  if (action === "update" && !isThere) {
    throw new ConfigError(`${shownPath(file)} does not exist yet: pricewar baseline write makes it`);
  }
  const before = isThere ? await readBaseline(file) : null;
  if (before !== null && before.matrix !== snapshot.matrix) {
    throw new ConfigError(
      `${shownPath(file)} is of the matrix ${before.matrix}, and ${runFolder} of ${snapshot.matrix}: ` +
        "give --name, or write the baseline of that matrix",
    );
  }
  const kept = baselineOf(snapshot, called, before);
  await mkdir(resolve(folder), { recursive: true });
  await writeFileAtomically(file, baselineText(kept));
  printBaseline(kept);
  if (commit === null)
    console.log("\nThe run was made by code that is in no commit here, so that none is kept with it.");
  console.log(`\n${shownPath(file)}`);
}

function fileOf(folder: string, name: string): string {
  if (!/^[a-z0-9-]+$/.test(name)) {
    throw new ConfigError(`${name}: a baseline's name must be lower-case letters, digits and hyphens, such as smoke`);
  }
  return join(resolve(folder), `${name}.json`);
}

function shownPath(file: string): string {
  return relative(process.cwd(), file);
}

function printBaseline(baseline: Baseline): void {
  const { matrix, side, measuredAt, history } = baseline;
  console.log(`${matrix}, measured ${measuredAt ?? "never"}, commit ${side.commit ?? "unknown"}`);
  console.log(JSON.stringify(side.fingerprint));
  console.log(`\n${figureTable([...history, historyEntry(baseline)])}`);
}

/** The newest first. */
function figureTable(entries: readonly HistoryEntry[]): string {
  const figures = HISTORY_METRICS.map((name) => ({ name, figure: METRICS[name].figure }));
  const rows = [...entries]
    .reverse()
    .flatMap(({ commit, date, configurations }) =>
      configurations.map((one) => [
        one.label,
        ...figures.map(({ name, figure }) => valueText(figure, one[name])),
        date?.slice(0, 10) ?? "—",
        commit?.slice(0, 7) ?? "—",
      ]),
    );
  const headings = figures.map(({ figure }) => figure.terminal ?? figure.title);
  return alignedTable(["configuration", ...headings, "date", "commit"], rows);
}
