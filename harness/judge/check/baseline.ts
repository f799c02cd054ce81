import * as z from "zod";
import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { pathText } from "../../base/documents/problems.ts";
import { IncompleteError, RecordError } from "../../base/errors.ts";
import { CHANGED, withDocumentSum, withoutDocumentSum } from "../../contract/document-sum.ts";
import type { NoFigures } from "../analysis/no-figures.ts";
import type { CATALOGUE } from "../figures/catalogue/registry.ts";
import { plural } from "../figures/format.ts";
import { METRIC_NAMES, METRICS } from "./metrics.ts";
import { pooled, SNAPSHOT_SCHEMA, type Snapshot, snapshotSchema } from "./snapshot.ts";

type HistoryFigure = Extract<
  (typeof CATALOGUE)[number],
  { readonly check: { readonly history: "kept" | "table" | "chart" } }
>;
type HistoryName = HistoryFigure["name"];

/** Metrics that a history keeps for each configuration. */
export const HISTORY_METRICS = METRIC_NAMES.filter(
  (name): name is HistoryName => METRICS[name].check.history !== undefined,
);

/** A configuration at one commit; a figure is null if it was not measured, or did not exist yet. */
export type HistoryConfiguration = { readonly cell: string; readonly label: string } & Readonly<
  Record<HistoryName, number | null>
>;

const historyFigures = Object.fromEntries(
  HISTORY_METRICS.map((name) => [name, z.number().nullable().default(null)] as const),
) as Record<HistoryName, z.ZodDefault<z.ZodNullable<z.ZodNumber>>>;

const baselineSchema = snapshotSchema.extend({
  /** Earlier versions of the baseline, oldest first. */
  history: z.array(
    z.object({
      commit: z.string().nullable(),
      /** Start of the last run, ISO 8601, UTC. */
      date: z.string().nullable(),
      configurations: z.array(z.object({ cell: z.string(), label: z.string(), ...historyFigures })),
    }),
  ),
});

/** A snapshot that is kept, with its earlier versions. */
export type Baseline = Readonly<z.output<typeof baselineSchema>>;
export type HistoryEntry = Baseline["history"][number];

/**
 * Makes a snapshot the new baseline.
 * @param name name of the baseline; it replaces the path of the run, which means nothing on other machines
 * @param before the baseline that it replaces; null for the first of this name
 * @throws IncompleteError if a planned run did not finish, unless it was skipped
 */
export function baselineOf(snapshot: Snapshot, name: string, before: Baseline | null): Baseline {
  refuseIncomplete(snapshot);
  return {
    ...snapshot,
    side: { ...snapshot.side, name },
    history: before === null ? [] : [...before.history, ...(isSameRun(before, snapshot) ? [] : [historyEntry(before)])],
  };
}

/** Whether a baseline holds the very figures of a run, whose rows would then stand in the history and beside it. */
export function isSameRun(baseline: Baseline, run: Snapshot): boolean {
  const figuresOf = ({ code, measuredAt, cells }: Snapshot) => canonicalJson({ code, measuredAt, cells } as Json);
  return figuresOf(baseline) === figuresOf(run);
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

/** The status, with the message of the runtime or library. */
function whyText(why: NoFigures): string {
  if (why.status === "failed") return `failed (${why.failure} in ${why.phase}: ${why.error})`;
  return why.status === "skipped" ? `skipped (${why.reason})` : why.status;
}

/** A baseline as an entry in the history of the next one. */
export function historyEntry({ side, measuredAt, cells }: Baseline): HistoryEntry {
  const figuresOf = (runs: Baseline["cells"][number]["runs"]) =>
    Object.fromEntries(
      HISTORY_METRICS.map((metric) => {
        const value = pooled(metric, runs);
        return [metric, typeof value === "number" ? value : null] as const;
      }),
    ) as Record<HistoryName, number | null>;
  return {
    commit: side.commit,
    date: measuredAt,
    configurations: cells.map(({ cell, label, runs }) => ({ cell, label, ...figuresOf(runs) })),
  };
}

/** The baseline as file text. Keys are sorted, so that a changed figure only changes its own line, and the sum at the end. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(withDocumentSum(JSON.parse(canonicalJson(baseline)) as object), null, 2)}\n`;
}

const WAY_OUT =
  "if it is a baseline, restore it from version control or write it again (pricewar baseline write RUN_FOLDER), else name one, or a run folder";

/**
 * @param file name of the file in messages
 * @throws RecordError on anything but a complete baseline: a damaged one must not count as empty
 */
export function parseBaseline(text: string, file: string): Baseline {
  const { value, isRight } = withoutDocumentSum(parseJson(text, file));
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
    throw new RecordError(`${file}: has no cells, so there is nothing to compare with; ${WAY_OUT}`);
  }
  if (!isRight) throw new RecordError(`${file}: ${CHANGED}; ${WAY_OUT}`);
  return read.data;
}

function parseJson(text: string, file: string): Json {
  if (text.trim() === "") throw new RecordError(`${file}: is empty; ${WAY_OUT}`);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; ${WAY_OUT}`, { cause });
  }
}
