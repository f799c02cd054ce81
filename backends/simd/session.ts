import { BackendError } from "../../harness/base/errors.ts";
import { layOut } from "../../harness/base/web-assembly/lay-out.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { createPlainEncoder } from "../../harness/classifier/text/encoder.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import type { EncodedTexts, EncoderOptions, ModelSpec, Session } from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { createArena } from "./arena.ts";
import { entriesOf } from "./entries.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { POOL_TEXTS_WASM } from "./pool-texts-wasm.ts";
import { NAME, proofOf } from "./proof.ts";
import { requireWeights } from "./require-weights.ts";
import {
  ANSWER,
  BATCH,
  compileServing,
  EMBEDDING,
  ENTRIES,
  ENTRY_IDS,
  ENTRY_SHARES,
  ENTRY_TEXTS,
  MEANS,
  PREDICT,
  TEXTS_PER_CALL,
} from "./serving-program.ts";
import { planTextPool } from "./text-pool.ts";

type InputForm = "padded" | "distinct";

/**
 * Opens a model in a WebAssembly module that is written for its sizes; every storage is read as float32.
 * @param texts how texts are encoded, for a session that answers texts
 * @throws RecordError on weights that do not fit the model's sizes
 * @throws BackendError on a vocabulary that does not fit the model
 */
export function openSimdSession(modelOnnx: Uint8Array, form: InputForm, texts?: EncoderOptions): Session {
  const { spec, weights } = modelFormat.read(modelOnnx);
  const floats = new Map([...weights].map(([name, tensor]) => [name, dequantize(tensor)]));
  requireWeights(spec, floats);
  const plan = texts?.segmenter === "words" ? planTexts(spec, texts) : null;
  const served = openModel(spec, floats, plan?.pool.bytes ?? 0);
  const predict = predictor(served, form);
  const predictTexts = plan === null ? null : textPredictor(served, plan, predict);
  let isOpen = true;
  const refuseClosed = () => {
    if (!isOpen) throw new BackendError(NAME, "the session is closed");
  };
  const session: Session = {
    spec,
    predict: async (batch) => {
      refuseClosed();
      return predict(batch);
    },
    prove: async (batch) => {
      refuseClosed();
      const { module, writeWeights } = served;
      if (predictTexts === null) return { ...proofOf(module, () => predict(batch), writeWeights), inputForm: form };
      const modules = Buffer.concat([module, Buffer.from(POOL_TEXTS_WASM, "base64")]);
      const words = wordsOf(batch, plan!.reference.vocabulary);
      proofOf(modules, () => predictTexts(words), writeWeights);
      return { ...proofOf(modules, () => predict(batch), writeWeights), inputForm: form };
    },
    close: async () => {
      isOpen = false;
    },
  };
  if (predictTexts === null) return session;
  return {
    ...session,
    predictTexts: async (batch) => {
      refuseClosed();
      return predictTexts(batch);
    },
  };
}

type ServedModel = ReturnType<typeof openModel>;

/** A model's module with its weights in its memory. @param room bytes that the caller needs there */
function openModel(spec: ModelSpec, floats: ReadonlyMap<string, Float32Array>, room: number) {
  const { program, addresses: results } = compileServing(spec, room > 0);
  const outputs = buildNetwork(spec).outputCount;
  const lengths = Object.fromEntries([...floats].map(([name, { byteLength }]) => [name, byteLength]));
  const { addresses, end: roomAt } = layOut(lengths, program.bytes);
  const arena = createArena(program, roomAt + room - program.bytes);
  for (const [name, address] of Object.entries(addresses)) arena.set(name, address);
  const writeWeights = (change: (weight: number) => number) => {
    for (const [name, values] of floats) {
      arena.floats().set(values.map(change), addresses[name]! / NUMBER_BYTES);
    }
  };
  writeWeights((weight) => weight);
  /** Calls a function for the first `count` texts of its inputs, and copies their probabilities to the rows of a result. */
  const answer = (name: typeof PREDICT | typeof ANSWER, count: number, result: Float32Array, row: number) => {
    arena.set(BATCH, count);
    arena.call(name);
    const from = results.get(name)! / NUMBER_BYTES;
    const floats = arena.floats();
    // A loop, since for one text a view takes longer than all else here.
    for (let index = 0; index < count * outputs; index += 1) result[row * outputs + index] = floats[from + index]!;
  };
  return { spec, arena, outputs, table: addresses[EMBEDDING]!, roomAt, module: program.module, writeWeights, answer };
}

/** Probabilities of encoded texts. */
function predictor({ spec, arena, outputs, answer }: ServedModel, form: InputForm) {
  const rows = embeddingRows(spec);
  return (batch: EncodedTexts): Float32Array => {
    const result = new Float32Array(batch.rows * outputs);
    for (let first = 0; first < batch.rows; first += TEXTS_PER_CALL) {
      const count = Math.min(TEXTS_PER_CALL, batch.rows - first);
      const { ids, texts, shares } = entriesOf(batch, { first, count, form, pooling: spec.pooling, rows });
      arena.reset();
      arena.set(ENTRIES, ids.length);
      arena.put(ENTRY_IDS, ids);
      arena.put(ENTRY_TEXTS, texts);
      arena.put(ENTRY_SHARES, shares);
      answer(PREDICT, count, result, first);
    }
    return result;
  };
}

/** Probabilities of texts; what the module cannot read is encoded first. */
function textPredictor(
  { arena, table, roomAt, outputs, answer }: ServedModel,
  { reference, pool: plan }: ReturnType<typeof planTexts>,
  predict: (batch: EncodedTexts) => Float32Array,
) {
  const pool = plan.open(roomAt, { ...arena, table });
  arena.set(MEANS, pool.means);
  return (batch: readonly string[]): Float32Array => {
    const result = new Float32Array(batch.length * outputs);
    for (let row = 0; row < batch.length; ) {
      const count = pool.pool(batch, row);
      if (count > 0) answer(ANSWER, count, result, row);
      else result.set(predict(reference.encode([batch[row]!])), row * outputs);
      row += Math.max(1, count);
    }
    return result;
  };
}

/** @throws BackendError on ids that the model has no rows for */
function planTexts(spec: ModelSpec, reading: EncoderOptions) {
  const { vocabulary, bigrams } = reading;
  const ids = Math.max(vocabulary.length, bigrams ? bigrams.firstId + bigrams.buckets : 0);
  if (ids > embeddingRows(spec)) {
    const message = `texts have ids up to ${ids - 1}, the model up to ${embeddingRows(spec) - 1}: take both from one folder`;
    throw new BackendError(NAME, message);
  }
  const sizes = { reading, pooling: spec.pooling, columns: spec.embedding, textsPerCall: TEXTS_PER_CALL };
  return { reference: createPlainEncoder(reading), pool: planTextPool(sizes) };
}

/** Texts of the words of encoded ones, each word once. */
function wordsOf({ rows, offsets, ids }: EncodedTexts, vocabulary: readonly string[]): string[] {
  return Array.from({ length: rows }, (_, row) =>
    [...ids.subarray(offsets[row]!, offsets[row + 1]!)].map((id) => vocabulary[id] ?? "").join(" "),
  );
}
