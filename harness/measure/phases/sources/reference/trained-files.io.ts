/** What a training of the reference leaves besides its report. */
import { deserialize, serialize } from "node:v8";
import { readArtifact } from "../../../../base/folders.io.ts";
import type { Lesson } from "./teaching.io.ts";

const WEIGHTS = "weights.onnx";
/** Only for a student: fine-tuning its weights needs the teachers' predictions again. */
const LESSON = "lesson.v8";

/** @param lesson what its teachers predicted; null without any */
export function trainedFiles(modelOnnx: Uint8Array, lesson: Lesson | null): Readonly<Record<string, Uint8Array>> {
  return { [WEIGHTS]: modelOnnx, ...(lesson === null ? {} : { [LESSON]: serialize(lesson) }) };
}

export async function readTrainedWeights(trainingFolder: string): Promise<Uint8Array> {
  return readArtifact(trainingFolder, WEIGHTS);
}

/** What a training's teachers predicted. @throws if it had no teachers */
export async function readLesson(trainingFolder: string): Promise<Lesson> {
  return deserialize(await readArtifact(trainingFolder, LESSON)) as Lesson;
}
