import { type JsonPath, type Problem, shown } from "../../base/documents/problems.ts";
import { OWNERS_ALIKE, SYNC_ROUND, SYNC_STEP } from "../../contract/training-fields.ts";
import { cellName, fieldPath, firstOfEachPlace, techniquePath } from "./cell-places.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import { AVERAGING_AXES, AVERAGING_DEFAULTS, type Settings } from "./settings.ts";

type WorkerNames = Pick<KnownNames, "trainsTogether" | "changesTraining" | "readsTexts" | "backends">;

interface Fault {
  readonly path: JsonPath;
  /** What is needed and what came. */
  readonly fault: string;
  readonly wayOut: string;
}

/** What a training on several workers cannot do, and workers' settings of a training that has one. Each place is reported once. */
export function workerProblems(matrix: MatrixContent, cells: readonly MatrixCell[], names: WorkerNames): Problem[] {
  const problems = cells.flatMap((cell) =>
    faultsOf(matrix, cell, names).map(
      ({ path, fault, wayOut }): Problem => ({
        path,
        at: "value",
        message: `${fault} in the cell ${cellName(cell)}; ${wayOut}`,
      }),
    ),
  );
  return firstOfEachPlace([...idleSync(matrix, cells), ...idleAveraging(matrix, cells), ...problems]);
}

function idleSync({ base }: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  const sync = base["training.sync"];
  const isUsed = cells.some(({ settings }) => settings["training.workers"] > 1);
  if (sync === SYNC_STEP || isUsed || cells.length === 0) return [];
  const message = "says when several workers exchange, and every cell has one; raise training.workers, or leave it out";
  return [{ path: ["base", "training", "sync"], at: "value", message }];
}

function idleAveraging({ base }: MatrixContent, cells: readonly MatrixCell[]): Problem[] {
  if (cells.length === 0 || cells.some(({ settings }) => settings["training.sync"] !== SYNC_STEP)) return [];
  return AVERAGING_AXES.filter((axis) => base[axis] !== AVERAGING_DEFAULTS[axis]).map((axis) => ({
    path: ["base", ...axis.split(".")],
    at: "value",
    message: `means something where workers average weights, and no cell does; set training.sync to "${SYNC_ROUND}", or leave it out`,
  }));
}

function faultsOf(matrix: MatrixContent, cell: MatrixCell, names: WorkerNames): Fault[] {
  const { settings } = cell;
  const at = (field: keyof Settings) => fieldPath(matrix, cell, field);
  const { "training.workers": workers, "training.sync": sync, batchSize, trainBackend } = settings;
  const idle = AVERAGING_AXES.filter((axis) => sync === SYNC_STEP && settings[axis] !== AVERAGING_DEFAULTS[axis]).map(
    (axis): Fault => ({
      path: at(axis),
      fault: `${axis} means something where workers average weights, and training.sync is ${shown(sync)}`,
      wayOut: `set training.sync to "${SYNC_ROUND}" or a number of steps, or leave it out`,
    }),
  );
  if (idle.length > 0) return idle;
  if (workers === 1) {
    return sync === SYNC_STEP
      ? []
      : [
          {
            path: at("training.sync"),
            fault: `training.sync needs training.workers from 2, and is ${shown(sync)} with 1`,
            wayOut: "raise training.workers, or leave it out",
          },
        ];
  }
  const together = names.backends.filter((name) => names.trainsTogether(name));
  const faults: (Fault | false)[] = [
    !names.trainsTogether(trainBackend) && {
      path: at("training.workers"),
      fault: `backend ${trainBackend} trains alone, and training.workers is ${workers}`,
      wayOut: `train with "trainBackend": ${together.map((name) => `"${name}"`).join(" or ")}, or leave the cell out`,
    },
    typeof batchSize === "number" &&
      batchSize % workers !== 0 && {
        path: at("batchSize"),
        fault: `training.workers ${workers} needs a batchSize that it divides, and batchSize is ${batchSize}`,
        wayOut: "change one of them, or leave the cell out",
      },
    leavingFault(settings, at("training.leaving")),
    settings["model.batchNorm"] && wholeBatch(at("model.batchNorm"), "batch normalization", workers),
    settings["model.dropout"] > 0 && wholeBatch(at("model.dropout"), "dropout", workers),
    ...cell.experiment.techniques.map(
      (technique, index) =>
        names.changesTraining(technique) &&
        wholeBatch(techniquePath(matrix, cell, index), `the technique ${technique.name}`, workers),
    ),
    ...cell.experiment.techniques.map(
      (technique, index) =>
        settings["training.owners"] !== OWNERS_ALIKE &&
        names.readsTexts(technique) && {
          path: techniquePath(matrix, cell, index),
          fault: `the technique ${technique.name} reads the training texts of all, and with training.owners ${shown(settings["training.owners"])} each stay with their owner`,
          wayOut: "choose one that reads none, or leave the cell out",
        },
    ),
  ];
  return faults.filter((fault) => fault !== false);
}

/** Of two under masks, each knows the other's weights from the sum; and who drops out halfway has exchanged before. */
function leavingFault(settings: Settings, path: JsonPath): Fault | false {
  const { "training.workers": workers, "training.leaving": leaving, "training.secure": secure, epochs } = settings;
  if (leaving === 0) return false;
  const least = secure ? 3 : 2;
  const fault = (what: string, wayOut: string): Fault => ({
    path,
    fault: `training.leaving ${leaving} needs ${what}`,
    wayOut: `${wayOut}, or leave the cell out`,
  });
  if (workers - leaving < least) {
    const under = secure ? " under masks" : "";
    return fault(
      `${least} workers to stay${under}, and training.workers is ${workers}`,
      `raise training.workers to ${leaving + least}`,
    );
  }
  return epochs < 2 && fault(`two epochs, and epochs is ${epochs}`, "train for more epochs");
}

function wholeBatch(path: JsonPath, lever: string, workers: number): Fault {
  return {
    path,
    fault: `${lever} is computed over whole batches, and training.workers is ${workers}`,
    wayOut: "train with one worker, or leave the cell out",
  };
}
