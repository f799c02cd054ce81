import type { GraphFeeds, GraphTensor, GraphValue } from "../../contract/index.ts";
import type { Padding } from "./settings.ts";
import type { TokenizedText } from "./tokenizer/text-tokenizer.ts";

/** The inputs that transformers' text models may have. */
export const TEXT_INPUTS = ["input_ids", "attention_mask", "token_type_ids"] as const;
type TextInput = (typeof TEXT_INPUTS)[number];

/** An input of the graph that a batch of texts fills. */
export interface TextInputSpec {
  readonly name: TextInput;
  readonly type: "int32" | "int64";
}

export interface BatchRules {
  readonly inputs: readonly TextInputSpec[];
  readonly padding: Padding;
  /** Most texts in a run; exactly so many where `isFixedRows`. */
  readonly rows: number;
  readonly isFixedRows: boolean;
  /** Ids of each text where the graph has them fixed; null for the longest of the batch. */
  readonly width: number | null;
}

/** Where a text's ids stand in its row: from `start` to before `end`; all else fills the row up. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/** Texts that one run of the graph answers. */
export interface TextBatch {
  /** Places of its texts among all; rows beyond them are filled up. */
  readonly places: readonly number[];
  /** By place. */
  readonly spans: readonly TokenSpan[];
  readonly feeds: GraphFeeds;
}

/** Cuts texts into batches, the shortest first, so that little is filled up; texts are as long as each other where no mask could hide padding. */
export function* textBatches(texts: readonly TokenizedText[], rules: BatchRules): Generator<TextBatch> {
  const lengthOf = (place: number) => texts[place]!.ids.length;
  const hasMask = rules.inputs.some(({ name }) => name === "attention_mask");
  const isAlone = (place: number, other: number) =>
    !hasMask && rules.width === null && lengthOf(place) !== lengthOf(other);
  const sorted = [...texts.keys()].sort((a, b) => lengthOf(a) - lengthOf(b));
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && end - start < rules.rows && !isAlone(sorted[end]!, sorted[start]!)) end += 1;
    const places = sorted.slice(start, end);
    yield {
      places,
      ...filled(
        places.map((place) => texts[place]!),
        rules,
      ),
    };
    start = end;
  }
}

function filled(texts: readonly TokenizedText[], rules: BatchRules): Pick<TextBatch, "spans" | "feeds"> {
  const { inputs, padding, isFixedRows } = rules;
  const rows = isFixedRows ? rules.rows : texts.length;
  const width = rules.width ?? Math.max(1, ...texts.map(({ ids }) => ids.length));
  const spans = texts.map(({ ids }): TokenSpan => {
    const start = padding.side === "left" ? width - ids.length : 0;
    return { start, end: start + ids.length };
  });
  const filler: Readonly<Record<TextInput, number>> = {
    input_ids: padding.id,
    attention_mask: 0,
    token_type_ids: padding.type,
  };
  const valuesOf: Readonly<Record<TextInput, (text: TokenizedText) => Int32Array>> = {
    input_ids: ({ ids }) => ids,
    attention_mask: ({ ids }) => new Int32Array(ids.length).fill(1),
    token_type_ids: ({ types }) => types,
  };
  const feeds = Object.fromEntries(
    inputs.map(({ name, type }) => {
      const values = new Int32Array(rows * width).fill(filler[name]);
      for (const [row, text] of texts.entries()) values.set(valuesOf[name](text), row * width + spans[row]!.start);
      return [name, toTensor(values, type, [rows, width])];
    }),
  );
  return { spans, feeds };
}

function toTensor(values: Int32Array, type: TextInputSpec["type"], dims: readonly number[]): GraphTensor {
  if (type === "int32") return { type, data: values, dims };
  const data = new BigInt64Array(values.length);
  // Writing the low word of each int64 is many times as fast as creating a bigint; no id or mask is negative.
  const words = new Int32Array(data.buffer);
  values.forEach((value, index) => {
    words[2 * index] = value;
  });
  return { type, data, dims };
}

/** The size that a graph fixes for a dimension of its inputs; null for any. */
export function fixedSize(input: GraphValue, dimension: number): number | null {
  const size = input.dims[dimension];
  return typeof size === "number" && size > 0 ? size : null;
}
