import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { namesFiles } from "../../data/spec.ts";
import { exists } from "../../harness/base/files.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import { shownPlace } from "../place.io.ts";
import type { HeldData } from "./held-run.io.ts";

/** What of a run folder is not the run's, or not all of it. */
export interface NotOwn {
  /** Names that no run gives. */
  readonly foreign: readonly string[];
  /** Paths of links in the place of what the run wrote. */
  readonly links: readonly string[];
}

/**
 * What a purge leaves, each as a sentence.
 * @param others the other run folders that are known
 */
export async function leftOver(
  run: HeldData,
  others: readonly HeldData[],
  { foreign, links }: NotOwn,
): Promise<string[]> {
  const { folder } = run;
  const name = basename(folder);
  const data = dataOf(run);
  const ownFiles = [...new Set(data.map(({ spec }) => spec))].filter(namesFiles);
  const isHidden = run.isEncrypted && run.plans.length === 0;
  const sentences = [
    ...(isHidden
      ? [
          "the data itself, whose name is encrypted with the rest (--identity FILE reads it): purge deletes no source file",
        ]
      : []),
    ...(ownFiles.length === 0
      ? []
      : [`the data itself, ${listing(ownFiles, ownFiles.length)}: purge deletes no source file`]),
    ...(foreign.length === 0
      ? []
      : [`${listing(foreign, foreign.length)} in ${shownPlace(folder)}, which no run made`]),
    ...(links.length === 0
      ? []
      : [
          `what ${listing(links.map(shownPlace))} ${links.length === 1 ? "leads" : "lead"} to, since of a link purge deletes no more than the link`,
        ]),
    ...others.flatMap((other) => sharedText(other, data)),
    ...others
      .filter(({ isKnown }) => !isKnown)
      .map(({ folder: other }) => `${shownPlace(other)} cannot be read, so what it shares with this run is not known`),
  ];
  const parent = dirname(folder);
  // The overview leaves encrypted runs out.
  if (!run.isEncrypted && (await exists(join(parent, "index.html")))) {
    sentences.push(
      `${shownPlace(join(parent, "index.html"))} shows its figures until "pricewar report" writes it again`,
    );
  }
  for (const joined of await reportsWith(parent, name)) {
    sentences.push(`${shownPlace(join(parent, joined))} is a report of several runs with its figures`);
  }
  const baseline = join("data", "baselines", `${name}.json`);
  if (await exists(baseline)) sentences.push(`${baseline} has figures stored from a run of this name, for checks`);
  if (await exists(join(folder, RUN_FILES.queue))) {
    sentences.push(
      "its jobs and artifacts in Redis, in a folder or a bucket of --artifacts, and in the .cache of its workers: purge does not reach other machines",
    );
  }
  sentences.push(
    'what runs left in the cache whose folders are gone ("pricewar clean --all" removes it), and copies: exports, MLflow, backups, git',
  );
  return sentences;
}

function sharedText(other: HeldData, data: ReturnType<typeof dataOf>): string[] {
  const ids = new Set(dataOf(other).map(({ id }) => id));
  const specs = new Set(dataOf(other).map(({ spec }) => spec));
  const same = [...new Set(data.filter(({ id }) => ids.has(id)).map(({ spec }) => spec))];
  const place = shownPlace(other.folder);
  if (same.length > 0)
    return [`${place} uses the same data, ${listing(same, same.length)}: it and what the cache keeps for it stay`];
  const named = [...new Set(data.map(({ spec }) => spec))].filter((spec) => specs.has(spec));
  return named.length === 0
    ? []
    : [
        `${place} uses ${listing(named, named.length)} as it was at another time: it and what the cache keeps for it stay`,
      ];
}

function dataOf({ plans }: HeldData) {
  return plans.flatMap(({ datasets, unlabelled = [] }) =>
    [...datasets, ...unlabelled].map(({ id, spec }) => ({ id, spec })),
  );
}

/** Folders such as runs/quant+prune. */
async function reportsWith(parent: string, name: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.filter((joined) => joined !== name && joined.split("+").includes(name)).sort();
}
