import { spelledValue } from "../data/spec.ts";
import { printable, printableName } from "../harness/base/printable.ts";
import { formatCount, formatShare } from "../harness/judge/figures/format.ts";

/** How a model is to read the texts. */
export interface Reading {
  /** By characters where texts hardly split into words, since their language has no spaces between them. */
  readonly segmenter: "words" | "characters";
  /** How many words, or characters and pairs of them, most of the first texts have at most. */
  readonly wordsOfMost: number;
}

/** What a file was found to contain. */
export interface FoundData {
  readonly file: string;
  /** Of the matrix. */
  readonly name: string;
  /** As a matrix names it. */
  readonly dataset: string;
  /** Names of columns: those that are read, and the others. */
  readonly text: string;
  readonly label: string;
  readonly others: readonly string[];
  readonly rows: number;
  readonly reading: Reading;
  /** In the order of their ids, with the rows of each; null if there are too many to count. */
  readonly classes: readonly { readonly label: string; readonly rows: number | null }[];
}

/** A class with a smaller share of the rows than this can be missed without losing much accuracy. */
const RARE = 0.2;
/** Classes that the comment names. */
const MOST_NAMED = 20;

/** The share of the texts of which a model should read all words. */
export const READ_WHOLE = 0.99;
/** Of words the default; characters and their pairs are about twice as many. */
const MOST_LENGTH = { words: 500, characters: 1000 } as const;
const LENGTH_STEP = 10;

/**
 * At the defaults, a model reads the mean of 500 positions. Those of a headline are nearly all padding, and ten epochs of a thousand such texts
 * teach it nothing.
 */
function readingLines({ segmenter, wordsOfMost }: Reading): string {
  const roundedUp = Math.ceil(wordsOfMost / LENGTH_STEP) * LENGTH_STEP;
  const maxLength = Math.max(LENGTH_STEP, Math.min(roundedUp, MOST_LENGTH[segmenter]));
  const share = formatShare(READ_WHOLE);
  const cut = wordsOfMost > maxLength ? `, of which a model reads the last ${formatCount(maxLength)}` : "";
  const tokenizer = `
    // Nothing parts words here: characters and pairs of them are taken for words.
    "tokenizer": { "segmenter": "characters" },`;
  return `${segmenter === "characters" ? tokenizer : ""}
    // Of the first texts, ${share} have at most ${formatCount(wordsOfMost)} words${cut}. The mean is over these alone, without padding.
    "model": { "maxLength": ${maxLength}, "pooling": "words" },`;
}

/** A matrix of two configurations for the data, with comments that say what was found and what to change. */
export function matrixText(found: FoundData): string {
  const { name, dataset, reading } = found;
  const rare = rarest(found);
  return `${comments(found)}
{
  "name": ${JSON.stringify(name)},
  "base": {
    // Its path is relative to the folder in which you run pricewar.
    "dataset": ${printable(JSON.stringify(dataset))},${readingLines(reading)}
    "epochs": 10
  },
  // Each value with each: "pricewar list levers" lists what else can vary.
  "axes": { "quantization": ["float32", "int8-rows"] },
  // Each configuration is trained once with each seed. More seeds make finer differences of accuracy visible.
  "seeds": [1, 2, 3],
  "baseline": { "quantization": "float32" },
  ${qualityLines(rare)}
  // To compute dollars at a price of your own:
  // "pricing": { "onnx": { "usdPerHour": 0.12, "source": "where it is from", "date": "2026-01-31" } }
}
`;
}

function comments({ file, rows, text, label, others, classes }: FoundData): string {
  const counted = countedRows(classes);
  const shares = classes.slice(0, MOST_NAMED).map(({ label: one, rows: own }) => {
    return own === null ? printableName(one) : `${printableName(one)} ${formatShare(own / counted)}`;
  });
  const more = classes.length - shares.length;
  const lines = [
    `Written by pricewar init for ${file}: ${formatCount(rows)} rows.`,
    `Texts are in the column ${text}, labels in ${label}${others.length === 0 ? "" : `; not read: ${others.join(", ")}`}.`,
    `${formatCount(classes.length)} classes: ${shares.join(", ")}${more === 0 ? "" : `, and ${formatCount(more)} more`}.`,
  ];
  return lines.map((line) => `// ${printableName(line)}`).join("\n");
}

/** The rows of all classes, those included that a dataset leaves out for an empty cell. */
function countedRows(classes: FoundData["classes"]): number {
  return classes.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
}

interface RareClass {
  readonly label: string;
  readonly share: number;
  readonly isOneOfTwo: boolean;
}

/** The rarest class, if it is rare. */
function rarest({ classes }: FoundData): RareClass | null {
  const counted = countedRows(classes);
  const shares = classes.flatMap(({ label, rows }) => (rows === null ? [] : [{ label, share: rows / counted }]));
  const [least] = shares.sort((a, b) => a.share - b.share);
  const isRare = least !== undefined && least.share < Math.min(RARE, 1 / classes.length);
  return isRare ? { ...least, isOneOfTwo: classes.length === 2 } : null;
}

function qualityLines(rare: RareClass | null): string {
  if (rare === null) {
    return `// Good enough: at most one percentage point of accuracy below the baseline.
  "quality": [{ "accuracy": true, "withinPoints": 1 }],`;
  }
  const name = printable(JSON.stringify(rare.label));
  const positive = rare.isOneOfTwo
    ? `\n  // If ${name} is what must be found, add ${printable(JSON.stringify(`,positive=${spelledValue(rare.label)}`))} to the dataset, and a rule such as { "recall": ${name}, "atLeast": 0.8 }.`
    : "";
  return `// Only ${formatShare(rare.share)} of the rows are ${name}: accuracy alone would hardly notice if it were never answered.
  // Macro F1 counts every class the same.${positive}
  "quality": [{ "accuracy": true, "withinPoints": 1 }, { "macroF1": true, "withinPoints": 1 }],`;
}
