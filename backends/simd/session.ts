import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { createPlainEncoder } from "../../harness/classifier/text/encoder.ts";
import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import {
  type EncodedTexts,
  type EncoderOptions,
  type ModelSpec,
  PADDING_ID,
  type Session,
} from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { createArena, NUMBER_BYTES } from "./arena.ts";
import { constant, gather, graphOps, input, type Operand, type Value } from "./graph.ts";
import { POOL_TEXTS_WASM } from "./pool-texts-wasm.ts";
import { compileProgram } from "./program.ts";
import { NAME, proofOf } from "./proof.ts";
import { requireWeights } from "./require-weights.ts";
import { planTextPool } from "./text-pool.ts";

/** From entries to probabilities. */
const PREDICT = "predict";
/** From means of rows to probabilities. */
const ANSWER = "answer";
const MEANS = "means";
const BATCH = "batch";
const ENTRIES = "entries";
const EMBEDDING = "embedding";
const [ENTRY_IDS, ENTRY_TEXTS, ENTRY_SHARES] = ["ids", "texts", "shares"] as const;

/** Texts of one call: their means and layers stay in the first cache. */
const TEXTS_PER_CALL = 128;

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
  const rows = embeddingRows(spec);
  const plan = texts?.segmenter === "words" ? planTexts(spec, texts) : null;
  const { program, addressOf } = planServing(spec, plan !== null);
  const outputs = buildNetwork(spec).outputCount;
  const addresses = new Map<string, number>();
  let end = program.bytes;
  for (const [name, values] of floats) {
    addresses.set(name, end);
    end += values.byteLength;
  }
  const poolStart = end;
  if (plan !== null) end = poolStart + plan.pool.bytes;
  const arena = createArena(program, end - program.bytes);
  const writeWeights = (by: number) => {
    for (const [name, values] of floats) {
      arena.floats().set(by === 1 ? values : values.map((value) => value * by), addresses.get(name)! / NUMBER_BYTES);
    }
  };
  for (const [name, address] of addresses) arena.set(name, address);
  writeWeights(1);
  let isOpen = true;

  /** Calls a function for the first `count` texts of its inputs, and copies their probabilities to a result. */
  const answer = (name: typeof PREDICT | typeof ANSWER, count: number, result: Float32Array, row: number) => {
    arena.set(BATCH, count);
    arena.call(name);
    const from = addressOf(name) / NUMBER_BYTES;
    const floats = arena.floats();
    // A loop, since for one text a view takes longer than all else here.
    for (let index = 0; index < count * outputs; index += 1) result[row * outputs + index] = floats[from + index]!;
  };
  const predict = (batch: EncodedTexts): Float32Array => {
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

  const openTexts = ({ reference, pool: { open } }: NonNullable<typeof plan>) => {
    const memory = { ...arena, table: addresses.get(EMBEDDING)! };
    const pool = open(poolStart, memory);
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
  };
  const predictTexts = plan === null ? null : openTexts(plan);
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
      const modules =
        predictTexts === null
          ? program.module
          : Buffer.concat([program.module, Buffer.from(POOL_TEXTS_WASM, "base64")]);
      const proof = proofOf(modules, () => predict(batch), writeWeights);
      if (predictTexts !== null) {
        const words = wordsOf(batch, plan!.reference.vocabulary);
        proofOf(modules, () => predictTexts(words), writeWeights);
      }
      return { ...proof, inputForm: form };
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

/** Records the model from the entries of texts to probabilities, and from the means of their rows. */
function planServing(spec: ModelSpec, answersMeans: boolean) {
  const network = buildNetwork(spec);
  const parameters = new Map<string, Operand>(
    network.parameters.map(({ name, shape }) => [
      name,
      shape.length === 1 ? input(name, 1, shape[0]!) : input(name, shape[0]!, shape[1]!),
    ]),
  );
  const probabilitiesOf = (means: Operand) =>
    network.probabilities(graphOps, network.forward(graphOps, means, parameters).logits) as Value;
  const table = input(EMBEDDING, embeddingRows(spec), spec.embedding);
  const rows = gather(table, { ids: ENTRY_IDS, rows: ENTRIES });
  const pooled = graphOps.scatterAddRows(
    constant(0, BATCH, spec.embedding),
    { ids: ENTRY_TEXTS, rows: ENTRIES },
    graphOps.mul(rows, input(ENTRY_SHARES, ENTRIES, 1)),
  );
  const results = new Map([[PREDICT, probabilitiesOf(pooled)]]);
  if (answersMeans) results.set(ANSWER, probabilitiesOf(input(MEANS, BATCH, spec.embedding)));
  const functions = [...results].map(([name, result]) => ({ name, outputs: [result], stores: [] }));
  const program = compileProgram(functions, { [BATCH]: TEXTS_PER_CALL });
  return { program, addressOf: (name: string) => program.addressOf(results.get(name)!) };
}

interface EntryRange {
  readonly first: number;
  readonly count: number;
  readonly form: InputForm;
  readonly pooling: ModelSpec["pooling"];
  /** Rows of the embedding. */
  readonly rows: number;
}

/** What each (text, id) adds to a mean. @throws RangeError on an id without a row in the model */
function entriesOf(texts: EncodedTexts, { first, count, form, pooling, rows }: EntryRange) {
  const { offsets, counts } = texts;
  const [start, end] = [offsets[first]!, offsets[first + count]!];
  const length = form === "distinct" ? end - start : counts.subarray(start, end).reduce((sum, of) => sum + of, 0);
  const ids = new Int32Array(length);
  const of = new Int32Array(length);
  const shares = new Float32Array(length);
  let next = 0;
  for (let row = 0; row < count; row += 1) {
    const share = 1 / meanDivisor(texts, first + row, pooling);
    const last = offsets[first + row + 1]!;
    for (let entry = offsets[first + row]!; entry < last; entry += 1) {
      const id = texts.ids[entry]!;
      if (id < 0 || id >= rows) {
        throw new RangeError(`id ${id} in text ${first + row}: the model has ids 0 to ${rows - 1}`);
      }
      const isLeftOut = id === PADDING_ID && pooling === "words";
      const times = counts[entry]!;
      const own = isLeftOut ? 0 : form === "distinct" ? times * share : share;
      for (let time = 0; time < (form === "distinct" ? 1 : times); time += 1) {
        ids[next] = id;
        of[next] = row;
        shares[next] = own;
        next += 1;
      }
    }
  }
  return { ids, texts: of, shares };
}
