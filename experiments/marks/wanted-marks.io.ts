import { join } from "node:path";
import { hostedPrices } from "../../data/hosted-prices.ts";
import { writesEncrypted } from "../../harness/base/at-rest/keys.ts";
import { contentId, type Json } from "../../harness/base/canonical-json.ts";
import type { PlannedCell, RunRecord } from "../../harness/contract/index.ts";
import type { HostedMark, MarkHeader, MeasuredMark, MissingMark } from "../../harness/contract/mark.ts";
import { maskOf } from "../../harness/contract/masking.ts";
import { estimateCost } from "../../harness/judge/pricing/cost.ts";
import { corpusKey, trainingRowsOf } from "../../harness/measure/artifact-keys.ts";
import { readTexts, type TextsCorpus } from "../../harness/measure/phases/raw-corpus-files.io.ts";
import { jobsOf } from "../../harness/measure/runner/jobs.ts";
import { runPlan } from "../../harness/measure/runner/run-plan.ts";
import type { Measuring } from "../actions/measure.ts";
import { missingReason } from "../missing-parts.ts";
import { FASTTEXT, type OptionalPart } from "../optional-parts.io.ts";
import { FASTTEXT_SETTINGS, measureFasttextMark } from "./fasttext-mark.io.ts";
import { hostedFigures } from "./hosted-figures.ts";
import { figuresOfRecord } from "./mark-figures.ts";
import { markModelName } from "./mark-names.ts";
import type { DatasetMarks } from "./plan-marks.ts";

/** What of a run its marks need. */
export type MarkRun = Pick<Measuring, "plan" | "store" | "executor" | "host" | "limitMs" | "signal" | "repeats">;

/** A line without what names it. */
export type MadeMark = WithoutHeader<MeasuredMark> | WithoutHeader<MissingMark> | WithoutHeader<HostedMark>;

type WithoutHeader<M> = Omit<M, keyof MarkHeader>;

/** A mark of one dataset. */
export interface WantedMark extends Pick<MarkHeader, "name" | "dataset" | "key"> {
  /** Throws if it cannot be measured here. */
  make(): Promise<MadeMark>;
}

/**
 * The marks of a dataset, in the order of the page.
 * @param artifacts where models are kept that nobody asks for
 * @param advised parts that are not installed, of which a line says what they would add
 */
export function wantedMarks(
  run: MarkRun,
  marks: DatasetMarks,
  { artifacts, advised }: { readonly artifacts: string; readonly advised: readonly OptionalPart[] },
): WantedMark[] {
  const { plan, offer } = marks;
  const { host } = run;
  const machine = { host: host.fingerprint, ...(host.machine === undefined ? {} : { machine: host.machine }) };
  const dataset = plan.datasets[0]!.id;
  const mask = maskOf(plan.cells[0]!.experiment.tokenizer);
  const wanted = (name: string, content: Record<string, Json>, make: WantedMark["make"]): WantedMark => ({
    name,
    dataset,
    key: contentId({ mark: name, dataset, ...(mask.length > 0 && { mask }), ...content }),
    make,
  });
  const { validation, rows = null } = plan.cells[0]!.experiment.training;
  const measuredBy = { ...machine, code: plan.code };
  return [
    ...plan.cells.map((cell) =>
      wanted(cell.experiment.model.source!, { experiment: cell.experiment.id, ...measuredBy }, async () => {
        const record = await recordOf(run, marks, cell, artifacts);
        if (record.status !== "ok") return { status: "missing", reason: reasonOf(record) };
        return { status: "ok", ...machine, ...figuresOfRecord(record), ...offer };
      }),
    ),
    wanted("fasttext", { settings: FASTTEXT_SETTINGS, validation, rows, ...measuredBy }, async () => {
      // It reads texts from files, and writes its model into one.
      if (writesEncrypted())
        return { status: "missing", reason: "fastText needs texts in clear on disk, and this run is encrypted" };
      if (!(await FASTTEXT.isInstalled())) return { status: "missing", reason: missingReason(FASTTEXT) };
      return { status: "ok", ...machine, ...(await measureFasttextMark(await textsOf(run, marks))), ...offer };
    }),
    ...advised.map((part) =>
      wanted(part.mark!, { missing: part.missing }, async () => ({
        status: "missing",
        reason: `${missingReason(part)}; it adds ${part.adds}`,
      })),
    ),
    ...hostedPrices.map((price) =>
      wanted(price.name, { price: { ...price } }, async () => ({
        status: "hosted",
        ...hostedFigures(price, (await textsOf(run, marks)).test.texts),
      })),
    ),
  ];
}

/** Runs the cell of a mark as any other cell, but for where its record and its model go. */
async function recordOf(
  run: MarkRun,
  { plan, offer }: DatasetMarks,
  cell: PlannedCell,
  artifacts: string,
): Promise<RunRecord> {
  const records: RunRecord[] = [];
  await runPlan({
    ...run,
    plan,
    cells: [cell],
    store: {
      ...run.store,
      modelFolder: (experiment) => join(artifacts, markModelName(experiment)),
      append: async (record) => {
        records.push(record);
      },
    },
    costOf: (usage) => estimateCost(usage, offer.price),
    now: () => new Date(),
    onEvent: () => undefined,
  });
  return records[0]!;
}

function reasonOf(record: Exclude<RunRecord, { status: "ok" }>): string {
  switch (record.status) {
    case "skipped":
      return record.reason;
    case "failed":
      return record.error;
    case "timeout":
      return `the ${record.phase} phase took longer than ${record.limitMs / 1000} s`;
  }
}

/** The texts that the cells of a dataset's marks read, prepared if they are not there any more. */
async function textsOf({ store, executor, limitMs, signal }: MarkRun, { plan }: DatasetMarks): Promise<TextsCorpus> {
  const [cell] = plan.cells as readonly [PlannedCell];
  const key = corpusKey(cell, plan.code);
  if (!(await store.hasCorpus(key))) {
    const outcome = await executor.run("prepare", jobsOf(plan, store).prepare(cell), { limitMs, signal });
    if (outcome.status !== "done") throw new Error("the texts could not be prepared");
  }
  const trainingRows = trainingRowsOf(cell.experiment.training);
  return readTexts({ corpusFolder: store.corpusFolder(key), ...(trainingRows && { trainingRows }) });
}
