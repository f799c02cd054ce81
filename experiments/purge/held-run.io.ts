import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PricewarError } from "../../harness/base/errors.ts";
import type { Plan } from "../../harness/contract/index.ts";
import { readMarks } from "../../harness/contract/marks-file.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readPlan, readRecords } from "../../harness/contract/run-folder.io.ts";
import { type CacheUse, cacheUsesOf, notedCacheUses } from "../cache-use.io.ts";
import { encryptedFolder } from "../encryption/encrypted-folder.io.ts";
import { markName } from "../marks/mark-names.ts";
import { isAsideName } from "../run-folder.io.ts";

/** What a run folder tells of its data. */
export interface HeldData {
  readonly folder: string;
  /** Of the folder and of the runs that it keeps aside. */
  readonly plans: readonly Plan[];
  /** All that the cache may hold of their texts. */
  readonly uses: readonly CacheUse[];
  /** Whether something tells what that is. */
  readonly isKnown: boolean;
  readonly isEncrypted: boolean;
}

/**
 * Reads what a run folder uses of the cache: what it has noted, and what follows from its plans by the code of each plan and record,
 * since older runs have noted nothing.
 */
export async function heldData(folder: string): Promise<HeldData> {
  const aside = (await readdir(folder)).filter(isAsideName).map((name) => join(folder, name));
  const all = await Promise.all([folder, ...aside].map(ofOneRun));
  return {
    folder,
    plans: all.flatMap(({ plan }) => plan ?? []),
    uses: all.flatMap(({ uses }) => uses),
    isKnown: all[0]!.isKnown,
    isEncrypted: all[0]!.isEncrypted,
  };
}

async function ofOneRun(folder: string) {
  const plan = await readable(readPlan(join(folder, RUN_FILES.plan)), null);
  // It keeps all in its own folder.
  if ((await encryptedFolder(folder)) !== null) return { plan, uses: [], isKnown: true, isEncrypted: true };
  const noted = await notedCacheUses(folder);
  const records = await readable(readRecords(join(folder, RUN_FILES.records), ignore), []);
  const marks = await readable(readMarks(join(folder, RUN_FILES.marks)), []);
  const codes = plan === null ? [] : [...new Set([plan.code, ...records.map(({ code }) => code)])];
  const planned = await readable(usesByCode(plan, codes), null);
  const ofMarks = marks.map(({ key }) => ({ path: `artifacts/${markName(key)}` }));
  return {
    plan,
    uses: [...(noted ?? []), ...(planned ?? []), ...ofMarks],
    isKnown: noted !== null || (planned !== null && plan !== null),
    isEncrypted: false,
  };
}

async function usesByCode(plan: Plan | null, codes: readonly string[]): Promise<CacheUse[]> {
  const uses: CacheUse[] = [];
  for (const code of codes) uses.push(...(await cacheUsesOf({ ...plan!, code })));
  return uses;
}

/** What cannot be read tells nothing; the other files still do. */
async function readable<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  return reading.catch((error: unknown) => {
    if (error instanceof PricewarError) return otherwise;
    throw error;
  });
}

function ignore(): void {}
