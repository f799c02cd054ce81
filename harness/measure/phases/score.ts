import { NonFiniteError } from "../../base/errors.ts";
import { sliceTexts } from "../../classifier/text/encoded-texts.ts";
import { accuracyOf, crossEntropyOf, f1Of, predictedClasses } from "../../classifier/training/metrics.ts";
import { outputCountOf } from "../../classifier/training/network.ts";
import type { EncodedTexts, Quality, Session } from "../../contract/index.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import type { EncodedCorpus } from "./corpus-files.io.ts";

/** Scores the session that was timed on every side of the corpus. @throws NonFiniteError */
export async function score(
  session: Session,
  { train, validation, test }: Pick<EncodedCorpus, "train" | "validation" | "test">,
): Promise<Quality> {
  const { classes } = session.spec;
  const outputCount = outputCountOf(classes);
  const predict = async ({ texts }: LabelledTexts) => predictAll(session, texts, outputCount);
  const outputs = await predict(test);
  const predicted = predictedClasses(outputs, outputCount);
  const accuracyOn = async (side: LabelledTexts) =>
    accuracyOf(predictedClasses(await predict(side), outputCount), side.labels);
  return {
    accuracy: accuracyOf(predicted, test.labels),
    loss: crossEntropyOf(outputs, test.labels, outputCount),
    f1: f1Of(predicted, test.labels, classes),
    trainAccuracy: await accuracyOn(train),
    validationAccuracy: validation === null ? null : await accuracyOn(validation),
    testRows: test.labels.length,
    correct: correctBits(predicted, test.labels),
  };
}

async function predictAll(session: Session, texts: EncodedTexts, outputCount: number): Promise<Float32Array> {
  const outputs = new Float32Array(texts.rows * outputCount);
  for (let start = 0; start < texts.rows; start += THROUGHPUT_BATCH) {
    const batch = sliceTexts(texts, start, Math.min(start + THROUGHPUT_BATCH, texts.rows));
    outputs.set(await session.predict(batch), start * outputCount);
  }
  const broken = outputs.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0)
    throw new NonFiniteError(`the model gives ${outputs[broken]} for row ${Math.floor(broken / outputCount)}`);
  return outputs;
}

/** Base64 of a bitset by row, least significant bit first: 1 where the prediction is the label. */
export function correctBits(predicted: Uint16Array, labels: Uint16Array): string {
  const bits = new Uint8Array(Math.ceil(labels.length / 8));
  predicted.forEach((label, row) => {
    if (label === labels[row]) bits[row >> 3]! |= 1 << (row & 7);
  });
  return Buffer.from(bits).toString("base64");
}
