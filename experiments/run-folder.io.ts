/** Where a run's results go: checked before anything is measured, so that nothing that is there already is replaced. */
import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { findStored, plainName } from "../harness/base/at-rest/stored.io.ts";
import { ConfigError, RecordError } from "../harness/base/errors.ts";
import { exists } from "../harness/base/files.io.ts";
import { UNFINISHED } from "../harness/base/unfinished.io.ts";
import type { Plan } from "../harness/contract/index.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { hasRecords, readPlan, readRecords } from "../harness/contract/run-folder.io.ts";
import { type HeldRun, otherPlan } from "../harness/measure/same-plan.ts";
import { type FolderUse, shownPlace } from "./place.io.ts";

/** A run folder's own names, that of its locks apart. */
const OWN_NAMES: readonly string[] = Object.values(RUN_FILES);
/** Files of a run that --fresh or --force set aside, and the locks of processes. */
const LOCK = /^run\.lock\./;
const ASIDE = /^before-\d{4}-/;
const OWN_FORMS = [UNFINISHED, LOCK, ASIDE, /^(check|records|samples)\.\d{4}-.*Z\.jsonl?$/];

export const RUN_FOLDER: FolderUse = { role: "the run folder", option: "--out" };

/** Whether a name in a run folder is one that runs, reports and checks give, encrypted or not. */
export function isRunName(stored: string): boolean {
  const name = plainName(stored);
  return OWN_NAMES.includes(name) || OWN_FORMS.some((form) => form.test(name));
}

export function isLockName(name: string): boolean {
  return LOCK.test(name);
}

/** Whether a name in a run folder is that of a folder to which an earlier run has been moved. */
export function isAsideName(name: string): boolean {
  return ASIDE.test(name);
}

/** The folder of a run without --out. @param dataset a spec that replaces the matrix's own, or null */
export function defaultRunFolder(matrix: string, dataset: string | null): string {
  return join("runs", dataset === null ? matrix : `${matrix}-${nameOfDataset(dataset)}`);
}

/** "csv:data/train.csv,test=test.csv" is "train", "synthetic:rows=900,classes=2" is "synthetic-rows-900". */
function nameOfDataset(spec: string): string {
  const [first] = spec.split(",");
  const [, kind, rest] = /^([a-z][a-z-]+):(.+)$/.exec(first!) ?? [];
  const name =
    rest === undefined ? first! : rest.includes("=") ? `${kind}-${rest}` : basename(rest.replace(/\.\w+$/, ""));
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 40);
}

/**
 * What a folder holds beside results of this plan's: nothing, or the answer of another plan in words.
 * @throws ConfigError if it is not empty, and no run folder
 */
export async function otherAnswer(folder: string, plan: Plan): Promise<string | null> {
  if (!(await exists(folder))) return null;
  const names = (await readdir(folder)).map(plainName);
  const held = await heldPlan(join(folder, RUN_FILES.plan));
  const foreign = names.find((name) => !isRunName(name));
  const isRunFolder = names.includes(RUN_FILES.records) || held !== null;
  if (!isRunFolder && (foreign !== undefined || names.includes(RUN_FILES.plan))) {
    throw new ConfigError(
      `${shownPlace(folder)}: is no run folder, and not empty (${foreign ?? `${RUN_FILES.plan}, which is damaged or no run's`}); name another folder with --out`,
    );
  }
  // A run that was stopped before its first record has no answer that could be replaced.
  const file = join(folder, RUN_FILES.records);
  if (!(await hasRecords(file))) return null;
  return otherPlan(held ?? { name: null, datasets: [], cells: await readRecords(file, ignore) }, plan);
}

/** A plan that cannot be read says nothing. The records still do. */
async function heldPlan(file: string): Promise<HeldRun | null> {
  return readPlan(file).catch((error: unknown) => {
    if (error instanceof RecordError) return null;
    throw error;
  });
}

/**
 * Refuses a folder that holds another answer, unless `force` sets it aside.
 * @param other by `otherAnswer`
 */
export function refuseOther(folder: string, other: string | null, force: boolean): void {
  if (other === null || force) return;
  throw new ConfigError(
    `${shownPlace(folder)} holds ${other}; name another folder with --out, or go on with --force, which keeps its files in ${shownPlace(folder)}/before-<time>`,
  );
}

/**
 * Moves all of a run's files into a folder of their own inside of it, which is a run folder too. A kill meanwhile loses nothing:
 * the records, of which the next run reads whose the folder is, go last, and the plan is on both sides until they have gone.
 */
export async function setRunAside(folder: string, now: Date): Promise<string> {
  const aside = join(folder, `before-${now.toISOString().replaceAll(":", "-")}`);
  await mkdir(aside);
  const { plan, records, encryption, ...others } = RUN_FILES;
  // Both are encrypted to the same.
  if (await exists(join(folder, encryption))) await copyFile(join(folder, encryption), join(aside, encryption));
  const held = await findStored(join(folder, plan));
  if (held !== null) await copyFile(held, join(aside, basename(held)));
  for (const name of [...Object.values(others), records]) {
    const path = await findStored(join(folder, name));
    if (path !== null) await rename(path, join(aside, basename(path)));
  }
  if (held !== null) await rm(held);
  return aside;
}

function ignore(): void {}
