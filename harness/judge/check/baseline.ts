import { z } from "zod";
import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { pathText } from "../../base/documents/problems.ts";
import { IncompleteError, RecordError } from "../../base/errors.ts";
import type { NoFigures } from "../analysis/no-figures.ts";
import { plural } from "../figures/format.ts";
import { pooled, SNAPSHOT_SCHEMA, type Snapshot, snapshotSchema } from "./snapshot.ts";

/** What a history keeps of each configuration. */
const KEPT = ["accuracy", "modelBytes", "parameters", "textsPerSecond", "usdPerMillionTexts"] as const;

const figure = z.number().nullable();

const baselineSchema = snapshotSchema.extend({
  /** What the baseline was before, oldest first. */
  history: z.array(
    z.object({
      commit: z.string().nullable(),
      /** Start of the last run, ISO 8601, UTC. */
      date: z.string().nullable(),
      configurations: z.array(
        z.object({
          cell: z.string(),
          label: z.string(),
          accuracy: figure,
          modelBytes: figure,
          parameters: figure,
          textsPerSecond: figure,
          usdPerMillionTexts: figure,
        }),
      ),
    }),
  ),
});

/** A snapshot that is kept, with what it was before. */
export type Baseline = Readonly<z.output<typeof baselineSchema>>;
export type HistoryEntry = Baseline["history"][number];

/**
 * A baseline that takes the place of another.
 * @param name what the baseline is called: where the run lay is nobody else's concern
 * @param before null for the first of its name
 * @throws IncompleteError where a planned run did not finish; one that the machine cannot run is no such
 */
export function baselineOf(snapshot: Snapshot, name: string, before: Baseline | null): Baseline {
  refuseIncomplete(snapshot);
  return {
    ...snapshot,
    side: { ...snapshot.side, name },
    history: before === null ? [] : [...before.history, historyEntry(before)],
  };
}

function refuseIncomplete({ cells, side }: Snapshot): void {
  const open = cells.flatMap(({ label, unfinished }) =>
    unfinished.filter(({ status }) => status !== "skipped").map((run) => ({ label, ...run })),
  );
  const [first] = open;
  if (first !== undefined) {
    throw new IncompleteError(
      `${side.name}: ${plural(open.length, "planned run")} ${open.length === 1 ? "has" : "have"} no figures, ` +
        `such as ${first.label}, seed ${first.seed}: ` +
        `${whyText(first)}; run the matrix again until all cells are done`,
    );
  }
  if (cells.every(({ runs }) => runs.length === 0)) {
    throw new IncompleteError(`${side.name}: no cell has figures; a baseline needs a finished run`);
  }
}

/** Its status, with what the runtime or a library said. */
function whyText(why: NoFigures): string {
  if (why.status === "failed") return `failed (${why.failure} in ${why.phase}: ${why.error})`;
  return why.status === "skipped" ? `skipped (${why.reason})` : why.status;
}

/** A baseline as one entry of the history of the next. */
export function historyEntry({ side, measuredAt, cells }: Baseline): HistoryEntry {
  const figureOf = (metric: (typeof KEPT)[number], runs: Baseline["cells"][number]["runs"]) => {
    const value = pooled(metric, runs);
    return typeof value === "number" ? value : null;
  };
  return {
    commit: side.commit,
    date: measuredAt,
    configurations: cells.map(({ cell, label, runs }) => ({
      cell,
      label,
      accuracy: figureOf("accuracy", runs),
      modelBytes: figureOf("modelBytes", runs),
      parameters: figureOf("parameters", runs),
      textsPerSecond: figureOf("textsPerSecond", runs),
      usdPerMillionTexts: figureOf("usdPerMillionTexts", runs),
    })),
  };
}

/** Its file's text: keys in order, so that a change of a figure is a change of its line alone. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(baseline)), null, 2)}\n`;
}

const WAY_OUT =
  "restore the file from version control, or delete it and write it anew: tsx experiments/baseline.ts write";

/**
 * @param file how the message calls the file
 * @throws RecordError on anything but a whole baseline: a damaged one must not pass for an empty one
 */
export function parseBaseline(text: string, file: string): Baseline {
  const value = parseJson(text, file);
  const schema = (value as { schema?: Json } | null)?.schema;
  if (schema !== SNAPSHOT_SCHEMA) {
    throw new RecordError(
      `${file}: snapshot schema ${SNAPSHOT_SCHEMA} was needed, got ${JSON.stringify(schema)}; ${WAY_OUT}`,
    );
  }
  const read = baselineSchema.safeParse(value);
  const issue = read.error?.issues[0];
  if (issue !== undefined) {
    const path = pathText(issue.path.filter((part) => typeof part !== "symbol"));
    throw new RecordError(`${file}: ${path}: ${issue.message}; ${WAY_OUT}`);
  }
  if (read.data === undefined || read.data.cells.length === 0) {
    throw new RecordError(`${file}: holds no cell, so there is nothing to compare with; ${WAY_OUT}`);
  }
  return read.data;
}

function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") throw new RecordError(`${file}: is empty; ${WAY_OUT}`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; ${WAY_OUT}`, { cause });
  }
}
