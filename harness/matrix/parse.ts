import type { Json } from "../canonical.ts";
import { ConfigError } from "../errors.ts";
import type { Axis, Given } from "./axes.ts";
import { cellProblems } from "./check-cells.ts";
import { problemsOf } from "./issues.ts";
import { type JsoncDocument, readJsonc } from "./jsonc.ts";
import type { KnownNames } from "./known-names.ts";
import type { FieldSet, Fields, Matrix, MatrixAxis } from "./matrix.ts";
import { type Problem, pathText } from "./problems.ts";
import { knownKeys, type MatrixFile, matrixSchema } from "./schema.ts";
import type { Base } from "./settings.ts";

/**
 * Reads a matrix file.
 * @param file how the messages call the file
 * @throws ConfigError with one line a problem, in the order of the file: file:line:column: path: what is wrong
 */
export function parseMatrix(text: string, file: string, names: KnownNames): Matrix {
  const read = readJsonc(text);
  if (!read.ok) {
    throw new ConfigError(
      read.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join("\n"),
    );
  }
  const { document } = read;
  const keys = knownKeys(names);
  const parsed = matrixSchema(names).safeParse(document.value);
  const malformed = parsed.error?.issues.flatMap((issue) => problemsOf(issue, document.value, keys)) ?? [];
  refuse([...document.duplicateKeys, ...malformed], document, file);
  if (!parsed.success) throw new TypeError("zod refused a matrix without an issue");

  const matrix = toMatrix(parsed.data, document.value as WrittenMatrix);
  refuse(cellProblems(matrix), document, file);
  return matrix;
}

/** The parts of a sound matrix file that are kept as they were written. */
interface WrittenMatrix {
  readonly axes?: Readonly<Record<string, readonly Json[]>>;
  readonly include?: readonly Fields[];
  readonly exclude?: readonly Fields[];
  readonly baseline?: Fields;
}

function refuse(problems: readonly Problem[], document: JsoncDocument, file: string): void {
  if (problems.length === 0) return;
  const located = problems.map(({ path, at, message }) => ({ ...document.positionOf(path, at), path, message }));
  located.sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = located.map(({ line, column, path, message }) => {
    return `${file}:${line}:${column}: ${path.length === 0 ? "" : `${pathText(path)}: `}${message}`;
  });
  throw new ConfigError(lines.join("\n"));
}

function toMatrix(file: MatrixFile, written: WrittenMatrix): Matrix {
  const fieldSets = (given: readonly Given[], asWritten: readonly Fields[] = []): FieldSet[] =>
    given.map((one, index) => ({ written: asWritten[index] ?? {}, given: one }));
  return {
    name: file.name,
    description: file.description ?? null,
    base: flatBase(file.base),
    axes: Object.entries(written.axes ?? {}).map(([name, values]) => toAxis(name as Axis, values, file.axes)),
    include: fieldSets(file.include, written.include),
    exclude: fieldSets(file.exclude, written.exclude),
    seeds: file.seeds,
    repeats: file.repeats,
    baseline: file.baseline === undefined ? null : { written: written.baseline ?? {}, given: file.baseline },
    accuracyFloor: file.accuracyFloor,
    pricing: file.pricing,
  };
}

function toAxis(name: Axis, written: readonly Json[], axes: MatrixFile["axes"]): MatrixAxis {
  // The schema has read each value with its own axis' grammar, which a type indexed by a variable cannot say.
  const normalised = axes[name] as readonly Given[typeof name][];
  return {
    name,
    values: written.map((value, index) => ({ written: { [name]: value }, given: { [name]: normalised[index] } })),
  };
}

function flatBase({ tokenizer, model, ...rest }: MatrixFile["base"]): Base {
  return {
    ...rest,
    "tokenizer.segmenter": tokenizer.segmenter,
    "tokenizer.fitOn": tokenizer.fitOn,
    "model.vocabulary": model.vocabulary,
    "model.maxLength": model.maxLength,
    "model.embedding": model.embedding,
    "model.hidden": model.hidden,
    "model.pooling": model.pooling,
  };
}
