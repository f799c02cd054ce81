/** What a training of the reference leaves besides its report. */
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { openRows } from "../../../../base/float-rows.io.ts";
import { type FolderFiles, readArtifact } from "../../../../base/folders.io.ts";
import { outputCountOf } from "../../../../contract/model-sizes.ts";
import type { Lesson, Teaching } from "./teaching.io.ts";

const WEIGHTS = "weights.onnx";
/** Only for a student: fine-tuning its weights needs the teachers' predictions again. */
const LESSON = "lesson.v8";
/** These predictions, [rows, outputs]. */
const TARGETS = "targets.f32";

/** @param taught what its teachers predicted, of which nothing is read any more; null without any */
export function trainedFiles(modelOnnx: Uint8Array, taught: Teaching | null): FolderFiles {
  if (taught === null) return { [WEIGHTS]: modelOnnx };
  const { soft, unlabelled } = taught.lesson;
  const { targets: _, ...rest } = soft;
  return { [WEIGHTS]: modelOnnx, [LESSON]: serialize({ soft: rest, unlabelled }), [TARGETS]: taught.content };
}

export async function readTrainedWeights(trainingFolder: string): Promise<Uint8Array> {
  return readArtifact(trainingFolder, WEIGHTS);
}

/** What a training's teachers predicted. Its targets are closed by who asked. @throws if it had no teachers */
export async function readLesson(trainingFolder: string, classes: number): Promise<Lesson> {
  const { soft, unlabelled } = deserialize(await readArtifact(trainingFolder, LESSON)) as Lesson;
  const targets = await openRows(join(trainingFolder, TARGETS), outputCountOf(classes));
  return { soft: { ...soft, targets }, unlabelled };
}
