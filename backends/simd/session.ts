import { BackendError } from "../../harness/base/errors.ts";
import { modelFormat } from "../../harness/classifier/model-file/model-format.ts";
import { dequantize } from "../../harness/classifier/quantizations/registry.ts";
import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import { type EncodedTexts, type ModelSpec, PADDING_ID, type Session } from "../../harness/contract/index.ts";
import { createArena, NUMBER_BYTES } from "./arena.ts";
import { constant, gather, graphOps, input, type Operand, type Value } from "./graph.ts";
import { compileProgram } from "./program.ts";
import { NAME, proofOf } from "./proof.ts";

const PREDICT = "predict";
const BATCH = "batch";
const ENTRIES = "entries";
const EMBEDDING = "embedding";
const [ENTRY_IDS, ENTRY_TEXTS, ENTRY_SHARES] = ["ids", "texts", "shares"] as const;

/** Texts of one call: their means and layers stay in the first cache. */
const TEXTS_PER_CALL = 128;

type InputForm = "padded" | "distinct";

/** Opens a model in a WebAssembly module that is written for its sizes; every storage is read as float32. */
export function openSimdSession(modelOnnx: Uint8Array, form: InputForm): Session {
  const { spec, weights } = modelFormat.read(modelOnnx);
  const floats = new Map([...weights].map(([name, tensor]) => [name, dequantize(tensor)]));
  const { probabilities, program } = planServing(spec, floats);
  const outputs = buildNetwork(spec).outputCount;
  const embeddingRows = floats.get(EMBEDDING)!.length / spec.embedding;
  const addresses = new Map<string, number>();
  let end = program.bytes;
  for (const [name, values] of floats) {
    addresses.set(name, end);
    end += values.byteLength;
  }
  const arena = createArena(program, end - program.bytes);
  const writeWeights = (by: number) => {
    for (const [name, values] of floats) {
      arena.floats().set(by === 1 ? values : values.map((value) => value * by), addresses.get(name)! / NUMBER_BYTES);
    }
  };
  for (const [name, address] of addresses) arena.set(name, address);
  writeWeights(1);
  let isOpen = true;

  const predict = (batch: EncodedTexts): Float32Array => {
    const result = new Float32Array(batch.rows * outputs);
    for (let first = 0; first < batch.rows; first += TEXTS_PER_CALL) {
      const count = Math.min(TEXTS_PER_CALL, batch.rows - first);
      const { ids, texts, shares } = entriesOf(batch, { first, count, form, spec, embeddingRows });
      arena.reset();
      arena.set(BATCH, count);
      arena.set(ENTRIES, ids.length);
      arena.put(ENTRY_IDS, ids);
      arena.put(ENTRY_TEXTS, texts);
      arena.put(ENTRY_SHARES, shares);
      arena.call(PREDICT);
      const from = program.addressOf(probabilities) / NUMBER_BYTES;
      result.set(arena.floats().subarray(from, from + count * outputs), first * outputs);
    }
    return result;
  };

  const refuseClosed = () => {
    if (!isOpen) throw new BackendError(NAME, "the session is closed");
  };
  return {
    spec,
    predict: async (batch) => {
      refuseClosed();
      return predict(batch);
    },
    prove: async (batch) => {
      refuseClosed();
      const proof = proofOf(program.module, () => predict(batch), writeWeights);
      return { ...proof, inputForm: form };
    },
    close: async () => {
      isOpen = false;
    },
  };
}

/** Records the model from the entries of texts to probabilities. */
function planServing(spec: ModelSpec, floats: ReadonlyMap<string, Float32Array>) {
  const network = buildNetwork(spec);
  const parameters = new Map<string, Operand>(
    network.parameters.map(({ name, shape }) => [
      name,
      shape.length === 1 ? input(name, 1, shape[0]!) : input(name, shape[0]!, shape[1]!),
    ]),
  );
  const table = input(EMBEDDING, floats.get(EMBEDDING)!.length / spec.embedding, spec.embedding);
  const rows = gather(table, { ids: ENTRY_IDS, rows: ENTRIES });
  const pooled = graphOps.scatterAddRows(
    constant(0, BATCH, spec.embedding),
    { ids: ENTRY_TEXTS, rows: ENTRIES },
    graphOps.mul(rows, input(ENTRY_SHARES, ENTRIES, 1)),
  );
  const { logits } = network.forward(graphOps, pooled, parameters);
  const probabilities = network.probabilities(graphOps, logits) as Value;
  const program = compileProgram([{ name: PREDICT, outputs: [probabilities], stores: [] }], {
    [BATCH]: TEXTS_PER_CALL,
  });
  return { probabilities, program };
}

interface EntryRange {
  readonly first: number;
  readonly count: number;
  readonly form: InputForm;
  readonly spec: ModelSpec;
  readonly embeddingRows: number;
}

/** What each (text, id) adds to a mean. @throws RangeError on an id without a row in the model */
function entriesOf(texts: EncodedTexts, { first, count, form, spec, embeddingRows }: EntryRange) {
  const { offsets, counts } = texts;
  const [start, end] = [offsets[first]!, offsets[first + count]!];
  const length = form === "distinct" ? end - start : counts.subarray(start, end).reduce((sum, of) => sum + of, 0);
  const ids = new Int32Array(length);
  const of = new Int32Array(length);
  const shares = new Float32Array(length);
  let next = 0;
  for (let row = 0; row < count; row += 1) {
    const share = 1 / meanDivisor(texts, first + row, spec.pooling);
    const last = offsets[first + row + 1]!;
    for (let entry = offsets[first + row]!; entry < last; entry += 1) {
      const id = texts.ids[entry]!;
      if (id < 0 || id >= embeddingRows) {
        throw new RangeError(`id ${id} in text ${first + row}: the model has ids 0 to ${embeddingRows - 1}`);
      }
      const isLeftOut = id === PADDING_ID && spec.pooling === "words";
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
