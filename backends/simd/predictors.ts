import { createPlainEncoder } from "../../harness/classifier/text/encoder.ts";
import { expectAscii, writeTexts } from "../../harness/classifier/text/wasm/text-room.ts";
import type { EncodedTexts, EncoderOptions, ModelSpec } from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { type InputForm, putEntries } from "./entries.ts";
import { putIdLists } from "./id-lists.ts";
import type { Lane, ServedModel } from "./served-model.ts";
import { ENTRIES, ENTRY_IDS, ENTRY_SHARES, ENTRY_TEXTS } from "./serving-program.ts";
import { answerAlone, answerTogether, type Feed, TEXTS_PER_THREAD } from "./share-out.ts";

/** Gives a batch's probabilities, at once where one thread answers. */
export type Predict<Batch> = (batch: Batch) => Float32Array | Promise<Float32Array>;

/** Probabilities of encoded texts. */
export function predictor(served: ServedModel, spec: ModelSpec, form: InputForm): Predict<EncodedTexts> {
  return answering(served, encodedFeed(served, spec, form));
}

/** Probabilities of texts; what a lane cannot read is encoded first. */
export function textPredictor(
  served: ServedModel,
  spec: ModelSpec,
  form: InputForm,
  reading: EncoderOptions,
): Predict<readonly string[]> {
  const { lanes, outputs } = served;
  const { encode } = createPlainEncoder(reading);
  const encoded = encodedFeed(served, spec, form);
  const predict = answering<readonly string[]>(served, {
    job: "texts",
    rowsOf: ({ length }) => length,
    begin: () => undefined,
    feed: ({ room }, batch, first, most) => writeTexts(room!, batch, first, most),
    answerOtherwise: (batch, row) => answerAlone(lanes.at(-1)!, encoded, encode([batch[row]!]), outputs),
  });
  return (batch) => {
    for (const { room } of lanes) expectAscii(room!);
    return predict(batch);
  };
}

function answering<Batch>({ lanes, outputs }: ServedModel, feeding: Feed<Batch>): Predict<Batch> {
  const own = lanes.at(-1)!;
  const shared = lanes.length === 1 ? Number.POSITIVE_INFINITY : lanes.length * TEXTS_PER_THREAD;
  return (batch) =>
    feeding.rowsOf(batch) < shared
      ? answerAlone(own, feeding, batch, outputs)
      : answerTogether(lanes, feeding, batch, outputs);
}

/** What lanes read of encoded texts: ids with shares, or lists of ids where rows are whole numbers. */
function encodedFeed({ hasCodes, arrays }: ServedModel, spec: ModelSpec, form: InputForm): Feed<EncodedTexts> {
  const { pooling } = spec;
  const rows = embeddingRows(spec);
  const feedEntries = (lane: Lane, batch: EncodedTexts, first: number, count: number) => {
    const { entries, idsAt, textsAt, sharesAt } = putEntries(arrays, batch, { first, count, pooling, rows }, form);
    lane.set(ENTRIES, entries);
    lane.set(ENTRY_IDS, idsAt);
    lane.set(ENTRY_TEXTS, textsAt);
    lane.set(ENTRY_SHARES, sharesAt);
    return count;
  };
  const feedLists = (lane: Lane, batch: EncodedTexts, first: number, count: number) => {
    const { idsAt, factsAt } = putIdLists(arrays, batch, { first, count, pooling, rows });
    lane.setLists(idsAt, factsAt);
    return count;
  };
  return {
    job: "entries",
    rowsOf: (batch) => batch.rows,
    begin: arrays.reset,
    feed: hasCodes ? feedLists : feedEntries,
    answerOtherwise: (_, row) => {
      throw new RangeError(`encoded text ${row} cannot be read`);
    },
  };
}
