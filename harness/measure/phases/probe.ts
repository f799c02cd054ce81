import { createTextEncoder } from "../../classifier/text/encoder.ts";
import { createWordCounter } from "../../classifier/text/vocabulary.ts";
import { typicalBatch } from "../../classifier/training/batches.ts";
import { fitModel } from "../../classifier/training/fit.ts";
import { optimizers } from "../../classifier/training/optimizers/registry.ts";
import { initialTable, storedWeights } from "../../classifier/training/parameter-table.ts";
import type { ModelSpec } from "../../contract/index.ts";
import { requireAvailable } from "./require-backend.ts";
import type { PhaseTools } from "./tools.ts";

export interface ProbeJob {
  readonly backend: string;
  /** Whether to train and serve briefly as well. */
  readonly check: boolean;
}

export interface ProbeReport {
  readonly device: string;
  readonly library: string;
  /** What a short training and serving showed; null without `check`. */
  readonly checked: string | null;
}

const SPEC: ModelSpec = { vocabulary: 20, maxLength: 8, embedding: 4, hidden: [4], pooling: "all", classes: 2 };
const TEXTS = [
  "shares fell at the bank",
  "the team won the match",
  "the bank raised its shares",
  "the coach of the team",
];
const LABELS = Uint16Array.of(1, 0, 1, 0);
const EPOCHS = 60;

/**
 * Reports whether a backend is available and, with `check`, whether it can memorize four sentences and classify them.
 * @throws BackendUnavailable, or the runtime's own error
 */
export async function probe({ backend: name, check }: ProbeJob, tools: PhaseTools): Promise<ProbeReport> {
  const { backend, device, library } = await requireAvailable(tools.backends, name);
  if (!check) return { device, library, checked: null };

  const counter = createWordCounter("words");
  for (const text of TEXTS) counter.add(text);
  const { maxLength } = SPEC;
  const encoder = createTextEncoder({ vocabulary: counter.vocabulary(SPEC.vocabulary), segmenter: "words", maxLength });
  const side = { texts: encoder.encode(TEXTS), labels: LABELS };
  const optimizer = (await optimizers.load("adam")).bind({ learningRate: 0.05 });
  const typical = typicalBatch(SPEC, side.texts, TEXTS.length);
  const setup = { spec: SPEC, optimizer, batchSize: TEXTS.length, threads: 1, typical, table: initialTable(SPEC, 1) };
  const trainer = await backend.openTrainer?.(setup);
  if (trainer === undefined) return { device, library, checked: "serves, does not train" };
  const fitted = await fitModel(
    { ...setup, train: side, test: side, schedule: () => 1, epochs: EPOCHS, seed: 1 },
    trainer,
    tools,
  );
  await trainer.close();

  const modelOnnx = tools.modelFormat.write({ spec: fitted.spec, weights: storedWeights(fitted.spec, fitted.weights) });
  const session = await backend.open(modelOnnx, { threads: 1 });
  const answers = (await session.predict(side.texts)).slice();
  const { provider, kernelPrecision } = await session.prove(side.texts);
  await session.close();
  const right = answers.filter((probability, row) => probability > 0.5 === (LABELS[row] === 1)).length;
  return { device, library, checked: `learned ${right} of ${TEXTS.length} texts; ${provider}, ${kernelPrecision}` };
}
