import { BYTES_PER_GIB } from "../../base/conversions.ts";
import { formatCount } from "../../base/counts.ts";
import type { JsonPath, Problem } from "../../base/documents/problems.ts";
import { leastNumbers } from "../../classifier/training/network.ts";
import type { ModelShape, PluginSpec } from "../../contract/index.ts";
import { cellName, fieldPath, firstOfEachPlace, techniquePath } from "./cell-places.ts";
import type { KnownNames } from "./known-names.ts";
import type { MatrixCell, MatrixContent } from "./matrix.ts";
import { teacherSource } from "./teacher-draft.ts";

const FLOAT32_BYTES = 4;
/** Of a message of Protocol Buffers, which model.onnx is. A training keeps its float32 weights in one, whatever techniques make of them. */
const MOST_BYTES = 2 ** 31 - 1;

type SizeNames = Pick<KnownNames, "distillationOf" | "slotsOf" | "memoryBytes">;

/** Models that no file can hold, or whose training this machine cannot. Each place is reported once, for its first cell. */
export function largeModelProblems(matrix: MatrixContent, cells: readonly MatrixCell[], names: SizeNames): Problem[] {
  return firstOfEachPlace(
    cells.flatMap((cell): Problem[] => {
      const { model, techniques, training } = cell.experiment;
      const limits = { ...names, optimizer: training.optimizer };
      const pathOf = (field: LargeField): JsonPath => fieldPath(matrix, cell, `model.${field}`);
      const own =
        model.source === undefined ? problemOf(model, pathOf, () => `the cell ${cellName(cell)}`, limits) : [];
      const ofTeachers = techniques.flatMap((technique, index): Problem[] => {
        const distillation = names.distillationOf(technique);
        if (distillation?.teacher.model === undefined || teacherSource(distillation) !== undefined) return [];
        const changed = distillation.teacher.model;
        const place = (field: LargeField): JsonPath => {
          const written = [field, ...(field === "hidden" ? [] : ["embedding"])].find((name) => name in changed);
          return written === undefined
            ? pathOf(field)
            : [...techniquePath(matrix, cell, index), "teacher", "model", written];
        };
        return problemOf({ ...model, ...changed }, place, () => `the teacher of the cell ${cellName(cell)}`, limits);
      });
      return [...own, ...ofTeachers];
    }),
  );
}

type LargeField = "hidden" | "vocabulary" | "bigrams";

const WAYS_OUT: Readonly<Record<LargeField, string>> = {
  hidden: "take fewer or narrower layers",
  vocabulary: "take fewer words or a narrower embedding",
  bigrams: "take fewer rows for pairs of words or a narrower embedding",
};

interface Limits extends Pick<SizeNames, "slotsOf" | "memoryBytes"> {
  readonly optimizer: PluginSpec;
}

function problemOf(
  model: ModelShape,
  pathOf: (field: LargeField) => JsonPath,
  whose: () => string,
  limits: Limits,
): Problem[] {
  const { ofWords, ofLayers } = leastNumbers(model);
  const limit = limitOf(ofWords + ofLayers, limits);
  if (limit === null) return [];
  const field = ofLayers > ofWords ? "hidden" : (model.bigrams ?? 0) > model.vocabulary ? "bigrams" : "vocabulary";
  const message = `makes a model of ${formatCount(ofWords + ofLayers)} numbers in ${whose()}: ${limit}; ${WAYS_OUT[field]}, or leave the cell out`;
  return [{ path: pathOf(field), at: "value", message }];
}

/** What so many numbers are too many for; null for nothing that is certain beforehand. */
function limitOf(numbers: number, { slotsOf, memoryBytes, optimizer }: Limits): string | null {
  const bytes = numbers * FLOAT32_BYTES;
  if (bytes > MOST_BYTES) return `${gib(bytes)} GiB in float32, and model.onnx can have at most 2 GiB`;
  if (memoryBytes === null) return null;
  // A training holds the weights and what its optimizer keeps of each, beside texts and all else.
  const training = bytes * (1 + slotsOf(optimizer));
  if (training <= memoryBytes) return null;
  return `training it with ${optimizer.name} takes ${gib(training)} GiB at least, and this machine has ${gib(memoryBytes)} GiB of memory`;
}

function gib(bytes: number): string {
  return (bytes / BYTES_PER_GIB).toPrecision(3);
}
