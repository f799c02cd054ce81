import { contentId } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { cellIdOf } from "../../contract/cell-id.ts";
import {
  lastRecords,
  type OkRecord,
  type Plan,
  type PlannedCell,
  type RunRecord,
  runKey,
} from "../../contract/index.ts";
import type { CheckedPhase, SampledPhase } from "../../contract/sample.ts";
import { trainingKey } from "../artifact-keys.ts";
import { sampleEpochs } from "./sampling.ts";

/** A finished run of one commit. */
export interface RunResult {
  readonly plan: Plan;
  readonly records: readonly RunRecord[];
}

/**
 * What to sample: the serving of every configuration, and every distinct training once, with the first seed that both
 * commits finished. As controls, the baseline, or else the first configuration, is also sampled base against base.
 */
export function sampledPhasesOf(base: RunResult, head: RunResult): CheckedPhase[] {
  const pairs = finishedPairs(base, head);
  const serving = pairs.map(({ cell, base: b, head: h }) =>
    checkedPhase(
      "serve",
      [cell],
      { experiment: b.planned.experiment.id, phase: "serve" },
      { experiment: h.planned.experiment.id, phase: "serve" },
    ),
  );
  // A training without epochs is over before it could be timed again.
  const trained = pairs.filter(({ base: b, head: h }) => [b, h].every((one) => one.record.training.history.length > 0));
  const trainings = groupBy(trained, ({ base: b, head: h }) =>
    contentId([trainingKey(b.planned, base.plan.code), trainingKey(h.planned, head.plan.code)]),
  );
  const training = [...trainings.values()].map((sharing) => {
    const { base: b, head: h } = sharing[0]!;
    const epochs = sampleEpochs(b.record.usage.trainWallMs / b.record.training.history.length);
    const request = (experiment: string) => ({ experiment, phase: "train", epochs }) as const;
    return checkedPhase(
      "train",
      sharing.map(({ cell }) => cell),
      request(b.planned.experiment.id),
      request(h.planned.experiment.id),
    );
  });
  const phases = [...training, ...serving];
  return [...phases, ...controlsOf(phases, pairs.find(({ base: b }) => b.planned.isBaseline)?.cell ?? pairs[0]?.cell)];
}

interface FinishedRun {
  readonly planned: PlannedCell;
  readonly record: OkRecord;
}

interface FinishedPair {
  readonly cell: string;
  readonly base: FinishedRun;
  readonly head: FinishedRun;
}

/** For each cell, the first run that succeeded in both commits. */
function finishedPairs(base: RunResult, head: RunResult): FinishedPair[] {
  const sameRun = ({ planned }: FinishedRun) =>
    contentId([planned.fields, planned.experiment.training.seed, planned.repeat]);
  const inBase = new Map(finishedRuns(base).map((run) => [sameRun(run), run]));
  const pairs = new Map<string, FinishedPair>();
  for (const run of finishedRuns(head)) {
    const cell = cellIdOf(run.planned);
    const twin = inBase.get(sameRun(run));
    if (twin !== undefined && !pairs.has(cell)) pairs.set(cell, { cell, base: twin, head: run });
  }
  return [...pairs.values()];
}

/** The planned runs that succeeded, by seed and repeat. */
function finishedRuns({ plan, records }: RunResult): FinishedRun[] {
  const last = lastRecords(records);
  const inSeedOrder = [...plan.cells].sort(
    (a, b) =>
      plan.seeds.indexOf(a.experiment.training.seed) - plan.seeds.indexOf(b.experiment.training.seed) ||
      a.repeat - b.repeat,
  );
  return inSeedOrder.flatMap((planned) => {
    const record = last.get(runKey(planned));
    return record?.status === "ok" ? [{ planned, record }] : [];
  });
}

function checkedPhase(
  phase: CheckedPhase["phase"],
  cells: readonly string[],
  base: SampledPhase["request"]["base"],
  head: SampledPhase["request"]["head"],
): CheckedPhase {
  return { key: `${phase} ${cells[0]}`, phase, cells, request: { base, head }, isControl: false };
}

function controlsOf(phases: readonly CheckedPhase[], cell: string | undefined): CheckedPhase[] {
  return phases
    .filter(({ cells }) => cell !== undefined && cells.includes(cell))
    .map((one) => ({
      ...one,
      key: `control ${one.key}`,
      request: { base: one.request.base, head: one.request.base },
      isControl: true,
    }));
}
