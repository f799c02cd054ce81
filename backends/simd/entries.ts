import { meanDivisor } from "../../harness/classifier/training/batches.ts";
import { type EncodedTexts, type ModelSpec, PADDING_ID } from "../../harness/contract/index.ts";

/** Some texts of a batch, as a model reads them. */
interface EntryRange {
  readonly first: number;
  readonly count: number;
  readonly form: "padded" | "distinct";
  readonly pooling: ModelSpec["pooling"];
  /** Rows of the embedding. */
  readonly rows: number;
}

/** What each (text, id) adds to a mean. @throws RangeError on an id without a row in the model */
export function entriesOf(texts: EncodedTexts, { first, count, form, pooling, rows }: EntryRange) {
  const { offsets, counts } = texts;
  const [start, end] = [offsets[first]!, offsets[first + count]!];
  let length = end - start;
  if (form === "padded") for (let entry = start; entry < end; entry += 1) length += counts[entry]! - 1;
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
