import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { selectTexts } from "../../harness/classifier/text/encoded-texts.ts";
import { moduleSegmenter } from "../../harness/classifier/text/wasm/module-segmenters.ts";
import type { EncodedTexts, EncoderOptions, ExecutionProof, Session } from "../../harness/contract/index.ts";
import type { InputForm } from "./entries.ts";
import type { Job } from "./lane.ts";
import { predictor, textPredictor } from "./predictors.ts";
import { type Canary, NAME, proofOf } from "./proof.ts";
import { openServedModel, type ServedModel } from "./served-model.ts";
import { TEXTS_PER_THREAD } from "./share-out.ts";

export interface SimdSessionOptions {
  readonly form: InputForm;
  readonly threads: number;
  /** How texts are encoded, for a session that answers texts. */
  readonly texts?: EncoderOptions | undefined;
}

/**
 * Opens a model in WebAssembly modules, one of them written for its sizes. An embedding in whole numbers of one scale stays
 * so; every other storage is read as float32.
 * @throws RecordError on weights that do not fit the model's sizes
 * @throws BackendError on a vocabulary that does not fit the model, or a thread that cannot start
 */
export async function openSimdSession(
  modelOnnx: Uint8Array,
  { form, threads, texts }: SimdSessionOptions,
): Promise<Session> {
  const model = modelFormat.read(modelOnnx);
  const { spec } = model;
  const reading = texts !== undefined && moduleSegmenter(texts.segmenter) !== undefined ? texts : null;
  const served = await openServedModel(model, reading, threads);
  const encoded = predictor(served, spec, form);
  const ofTexts = reading === null || !served.readsTexts ? null : textPredictor(served, spec, form, reading);
  const inTurn = oneAtATime();
  let isOpen = true;
  const whileOpen =
    <Batch, Answer>(work: (batch: Batch) => Answer | Promise<Answer>) =>
    async (batch: Batch): Promise<Answer> => {
      if (!isOpen) throw new BackendError(NAME, "the session is closed");
      return threads === 1 ? work(batch) : inTurn(() => work(batch));
    };
  const prove = async (batch: EncodedTexts): Promise<ExecutionProof> => {
    const all = forAllThreads(batch, threads);
    const proof = await proveJob(served, "entries", () => encoded(all));
    if (ofTexts === null) return { ...proof, inputForm: served.hasCodes ? "words" : form };
    const words = wordsOf(all, reading!.vocabulary);
    return { ...(await proveJob(served, "texts", () => ofTexts(words))), inputForm: "texts" };
  };
  return {
    spec,
    predict: whileOpen(encoded),
    ...(ofTexts !== null && { predictTexts: whileOpen(ofTexts) }),
    prove: whileOpen(prove),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await inTurn(served.close);
    },
  };
}

/** Runs what is asked for meanwhile afterwards. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> => {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  };
}

/** Says what ran for a job, and in how many threads. */
async function proveJob(served: ServedModel, job: Job, run: Canary["run"]) {
  const { lanes, modules, plantWeights, writeWeights } = served;
  const takeThreads = () => new Set(lanes.map((lane) => lane.takeThreadId()).filter((id) => id !== null));
  takeThreads();
  const weights = [() => plantWeights(1), () => plantWeights(2), writeWeights];
  const proof = await proofOf({ modules: modules[job], run, weights });
  return { ...proof, threads: takeThreads().size };
}

/** A batch again and again, until every thread has texts of it. */
function forAllThreads(batch: EncodedTexts, threads: number): EncodedTexts {
  const rows = Math.max(batch.rows, threads === 1 ? 1 : threads * TEXTS_PER_THREAD);
  return selectTexts(
    batch,
    Int32Array.from({ length: rows }, (_, row) => row % batch.rows),
  );
}

/** Texts of the words of encoded ones, each word once; without halves of surrogate pairs, which no module reads. */
function wordsOf({ rows, offsets, ids }: EncodedTexts, vocabulary: readonly string[]): string[] {
  return Array.from({ length: rows }, (_, row) => {
    const words = [...ids.subarray(offsets[row]!, offsets[row + 1]!)].map((id) => vocabulary[id] ?? "");
    return words.join(" ").toWellFormed();
  });
}
