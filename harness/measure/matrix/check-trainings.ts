import { type JsonPath, type Problem, shown } from "../../base/documents/problems.ts";
import { WHOLE_BATCH } from "../../contract/index.ts";
import { cellName, fieldPath, firstOfEachPlace, techniquePath } from "./cell-places.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import type { Settings } from "./settings.ts";

/** Settings of a cell's own training or of a teacher's, with the place where each is written. */
interface CellTraining {
  readonly settings: Settings;
  readonly pathOf: (fields: Fault["fields"]) => JsonPath;
  readonly name: () => string;
}

interface Fault {
  /**
   * Fields that cannot be combined. Reported at the first; for a teacher, at the first that the teacher itself sets.
   */
  readonly fields: readonly [keyof Settings, ...(keyof Settings)[]];
  /** What is needed and what came. */
  readonly fault: string;
  readonly wayOut: string;
}

/**
 * Settings that are valid individually but cannot be combined in a training. Each is reported once, for its first cell.
 */
export function trainingProblems(matrix: MatrixContent, cells: readonly MatrixCell[], names: KnownNames): Problem[] {
  const problems = cells
    .flatMap((cell) => [ownTraining(matrix, cell), ...teacherTrainings(matrix, cell, names)])
    .flatMap(({ settings, pathOf, name }) =>
      faultsOf(settings, names).map(({ fields, fault, wayOut }): Problem => {
        return { path: pathOf(fields), at: "value", message: `${fault} in ${name()}; ${wayOut}` };
      }),
    );
  return firstOfEachPlace(problems);
}

function ownTraining(matrix: MatrixContent, cell: MatrixCell): CellTraining {
  const { settings } = cell;
  return { settings, pathOf: ([field]) => fieldPath(matrix, cell, field), name: () => `the cell ${cellName(cell)}` };
}

/** Teachers with settings of their own; settings shared with the student are reported at the student. */
function teacherTrainings(matrix: MatrixContent, cell: MatrixCell, { distillationOf }: KnownNames): CellTraining[] {
  return cell.experiment.techniques.flatMap((technique, index): CellTraining[] => {
    const { model: _, ...own } = distillationOf(technique)?.teacher ?? {};
    if (Object.keys(own).length === 0) return [];
    return [
      {
        settings: { ...cell.settings, ...own },
        pathOf: (fields) => {
          const changed = fields.find((field) => field in own);
          return changed === undefined
            ? fieldPath(matrix, cell, fields[0])
            : [...techniquePath(matrix, cell, index), "teacher", changed];
        },
        name: () => `the teacher of the cell ${cellName(cell)}`,
      },
    ];
  });
}

function faultsOf(settings: Settings, names: KnownNames): Fault[] {
  const { needsValidation, wholeBatchOptimizers } = names;
  const { optimizer, schedule, batchSize, earlyStopping, threshold, validation } = settings;
  const unvalidated = (field: keyof Settings, lever: string): Fault => ({
    fields: [field],
    fault: `${lever} needs validation rows, and validation is 0`,
    wayOut: "give it a share such as 0.1, or leave the cell out",
  });
  const faults: (Fault | false)[] = [
    validation === 0 && needsValidation(schedule) && unvalidated("schedule", `the schedule ${schedule.name}`),
    validation === 0 && earlyStopping !== null && unvalidated("earlyStopping", "early stopping"),
    validation === 0 &&
      typeof threshold === "object" &&
      threshold !== null &&
      unvalidated("threshold", "a threshold that is chosen"),
    // A single text equals its batch's mean: batch normalization makes it 0, and nothing is learned.
    settings["model.batchNorm"] &&
      batchSize === 1 && {
        fields: ["batchSize"],
        fault: "batch normalization needs at least 2 texts in a batch, and batchSize is 1",
        wayOut: "enlarge it, or leave the cell out",
      },
    // Always takes all training rows: a batch size that it ignores would mislead the reader.
    wholeBatchOptimizers.includes(optimizer.name) &&
      batchSize !== WHOLE_BATCH && {
        fields: ["optimizer", "batchSize"],
        fault: `optimizer ${optimizer.name} needs "batchSize": "${WHOLE_BATCH}", and batchSize is ${shown(batchSize)}`,
        wayOut: "use sgd for smaller batches",
      },
  ];
  return [
    ...faults.filter((fault) => fault !== false),
    ...privacyFaults(settings, names),
    ...threadFaults(settings, names),
  ];
}

/** What a private training cannot be combined with. */
function privacyFaults(settings: Settings, { isPrivate, usesGpu }: KnownNames): Fault[] {
  const { techniques, privacy, trainBackend } = settings;
  if (![...techniques, ...(privacy === null ? [] : [privacy])].some(isPrivate)) return [];
  const faults: (Fault | false)[] = [
    settings["model.batchNorm"] && {
      fields: ["model.batchNorm"],
      fault: "a private training clips each text's own gradient, and batch normalization mixes the texts of a batch",
      wayOut: "leave one of them out",
    },
    usesGpu(trainBackend) && {
      fields: ["trainBackend"],
      fault: `a private training counts on sums of float32, and ${trainBackend} may round them to fewer bits on a GPU`,
      wayOut: "train it on a processor, such as on onnx or simd",
    },
  ];
  return faults.filter((fault) => fault !== false);
}

/** More threads than a backend takes would fail when the cell runs. */
function threadFaults({ threads, trainBackend, serveBackend }: Settings, { mostThreads }: KnownNames): Fault[] {
  const uses = [
    { field: "trainBackend", verb: "trains", most: mostThreads(trainBackend).train, backend: trainBackend },
    { field: "serveBackend", verb: "serves", most: mostThreads(serveBackend).serve, backend: serveBackend },
  ] as const;
  return uses
    .filter(({ most }) => threads > most)
    .map(({ field, verb, most, backend }) => ({
      fields: ["threads", field],
      fault: `backend ${backend} ${verb} on ${most === 1 ? "one thread" : `at most ${most} threads`}, and threads is ${threads}`,
      wayOut: `lower it, name another ${field}, or leave the cell out`,
    }));
}
