import type { DataOrigin } from "./compliance.ts";
import type { ModelShape, TokenizerSpec } from "./experiment.ts";
import type { BigramRows } from "./model-sizes.ts";

/** Ids that every vocabulary begins with, as in Keras with an oov_token. */
export const PADDING_ID = 0;
export const OOV_ID = 1;
/** Padding and <OOV>: their embedding rows stay float32 in every quantization. */
export const SPECIAL_ROWS = 2;
export const OOV_TOKEN = "<OOV>";
/** Characters that Keras' Tokenizer turns into spaces by default. */
export const KERAS_FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

export interface TextRow {
  readonly text: string;
  /** Index into Dataset.labels. */
  readonly label: number;
}

/** Labelled texts, read as a stream as often as needed. */
export interface Dataset {
  /** "name@<12 hex of the content's SHA-256>" */
  readonly id: string;
  /**
   * Id of the same rows with none of them left out or grouped and no label named positive: datasets that share it hold each
   * other's test rows. Absent if it is `id`.
   */
  readonly sourceId?: string;
  /** Where built-in data comes from; absent for a user's own. */
  readonly origin?: DataOrigin;
  /** Names of the classes by index. */
  readonly labels: readonly string[];
  /** The label whose precision, recall and F1 matter most, such as "fraud"; absent if the user names none. */
  readonly positive?: string;
  /** Rows of each side; test is null for data that has no split of its own. */
  readonly rowCounts: {
    readonly train: number;
    readonly test: number | null;
    /** Training rows that are not among them, since a test row has the same text; absent where none were looked for. */
    readonly leftOut?: number;
    /** Further training rows that are not among them, since a test row is of the same group; likewise. */
    readonly leftOutOfGroups?: number;
    /** Rows that are on neither side, since a cell is empty; absent where empty cells are refused, or there are none. */
    readonly leftOutEmpty?: number;
  };
  /** Of all texts of both sides in UTF-8; absent where nothing counted them. */
  readonly textBytes?: number;
  /**
   * The source of each training row, such as a file: rows of one source stay on the same side of a split, since they are
   * too similar to test one another. Equal texts may be a source, too. Absent if all rows are independent.
   */
  readonly trainSources?: readonly string[];
  /** Class of each row; absent where only reading the rows tells, and for a side without rows. */
  readonly trainLabels?: Uint16Array;
  readonly testLabels?: Uint16Array;
  /** Whether splits keep each class's share; absent if they do not look at classes. Needs `trainLabels`. */
  readonly split?: "stratified";
  /** The column whose equal cells keep rows on one side; absent if none does. */
  readonly group?: string;
  /** How files are read that are no plain ones: separated otherwise than by commas, encoded or compressed; absent if none is. */
  readonly files?: readonly FileReading[];
  rows(side: "train" | "test"): AsyncIterable<TextRow>;
  /** The same rows in batches, for data of so many that waiting for each would take the time; absent for other data. */
  batches?(side: "train" | "test"): AsyncIterable<readonly TextRow[]>;
}

/** What was recognized in a file, or asked for. */
export interface FileReading {
  readonly name: string;
  /** Between the fields; absent for a comma, and for files without separators. */
  readonly separator?: string;
  /** Absent for UTF-8. */
  readonly encoding?: string;
  /** Absent if it is not compressed. */
  readonly compression?: "gzip";
}

/** Opens a `dataset` of a matrix, such as "brown-press" or "csv:train.csv,test=test.csv". */
export type OpenDataset = (spec: string) => Promise<Dataset>;

/**
 * Texts as distinct word ids with counts: all that a mean over positions needs, in a fraction of the space.
 * Text r owns entries offsets[r] .. offsets[r + 1]; within a text every id occurs once, in order of first appearance,
 * padding last; its counts sum to maxLength. Pairs of words, where a model reads them, come after the words. Ids and counts are in
 * 16 bits where they fit, since a corpus consists of them.
 */
export interface EncodedTexts {
  readonly rows: number;
  /** Positions of every text, those of pairs of words included: a model's `inputLength`. */
  readonly maxLength: number;
  readonly offsets: Int32Array;
  readonly ids: Uint16Array | Int32Array;
  readonly counts: Uint16Array | Int32Array;
}

/** How texts become ids. */
export interface EncoderOptions {
  /** Words by id: padding, <OOV>, then words, none twice. */
  readonly vocabulary: readonly string[];
  readonly segmenter: TokenizerSpec["segmenter"];
  /** What a word that is not in the vocabulary is read as: <OOV> by default. */
  readonly unknownWords?: TokenizerSpec["unknownWords"] | undefined;
  /** Words a text is padded or cut to. */
  readonly maxLength: number;
  /** Which words of a longer text are kept: its last ones by default. */
  readonly keep?: ModelShape["keep"] | undefined;
  /** The ids that pairs of adjacent kept words get; each pair adds a position. None by default. */
  readonly bigrams?: BigramRows | null;
}

/** Texts to ids with a fixed vocabulary. */
export interface TextEncoder {
  readonly vocabulary: readonly string[];
  encode(texts: readonly string[]): EncodedTexts;
}

/** Encoded texts with their labels. */
export interface LabelledTexts {
  readonly texts: EncodedTexts;
  /** Class index of each text. */
  readonly labels: Uint16Array;
}
