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
  isSameRun,
} from "../../harness/judge/check/baseline.ts";
import { METRICS } from "../../harness/judge/check/metrics.ts";
import { readBaseline, readSnapshot } from "../../harness/judge/check/snapshot.io.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { valueText } from "../../reports/words/figures.ts";
import { headCommit } from "../check/commit.io.ts";
import { placeNamed } from "../named-run.io.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { makeFolder } from "../place.io.ts";
import { print } from "../print.ts";
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
    if (name !== undefined) throw new ConfigError(`--name ${name}: not an option of show; use: show ${name}`);
    printBaseline(await readBaseline(fileOf(folder, subject)));
    return;
  }
  await keep(action, subject, { folder, ...(name === undefined ? {} : { name }) });
}

async function keep(action: "write" | "update", named: string, { name, folder }: Options): Promise<void> {
  const runFolder = await placeNamed(named);
  const run = await readSnapshot(runFolder, modelFacts);
  const own = await ownMeasuringCode();
  // The current commit says nothing about figures that other code measured.
  const commit = run.code === own.code ? await headCommit(projectFolder, own.sources) : null;
  const snapshot = { ...run, side: { ...run.side, commit } };
  const called = name ?? snapshot.matrix;
  const file = fileOf(folder, called);
  const isThere = await exists(file);
  if (action === "write" && isThere) {
    throw new ConfigError(
      `${shownPath(file)} already exists: use pricewar baseline update, which keeps its figures as history`,
    );
  }
  if (action === "update" && !isThere) {
    throw new ConfigError(`${shownPath(file)} does not exist yet: use pricewar baseline write`);
  }
  const before = isThere ? await readBaseline(file) : null;
  if (before !== null && before.matrix !== snapshot.matrix) {
    throw new ConfigError(
      `${shownPath(file)} belongs to the matrix ${before.matrix}, but ${runFolder} is a run of ${snapshot.matrix}: ` +
        "give another --name",
    );
  }
  const kept = baselineOf(snapshot, called, before);
  await makeFolder(folder, { role: "the folder of baselines", option: "--folder" });
  await writeFileAtomically(file, baselineText(kept));
  printBaseline(kept);
  if (before !== null && isSameRun(before, snapshot))
    print("\nThe baseline held this very run already, so its history stays as it was.");
  if (commit === null)
    print("\nThe code that measured this run is not in any commit here, so the baseline names no commit.");
  print(`\n${shownPath(file)}`);
}

function fileOf(folder: string, name: string): string {
  if (!/^[a-z0-9-]+$/.test(name)) {
    throw new ConfigError(
      `${name}: a baseline's name must consist of lowercase letters, digits and hyphens, such as smoke`,
    );
  }
  return join(resolve(folder), `${name}.json`);
}

function shownPath(file: string): string {
  return relative(process.cwd(), file);
}

function printBaseline(baseline: Baseline): void {
  const { matrix, side, measuredAt, history } = baseline;
  print(`${matrix}, measured ${measuredAt ?? "never"}, commit ${side.commit ?? "unknown"}`);
  print(`Fingerprint: ${JSON.stringify(side.fingerprint)}`);
  print(`\n${figureTable([...history, historyEntry(baseline)])}`);
}

/** Newest first. */
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
