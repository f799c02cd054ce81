import type { Json } from "../../base/canonical-json.ts";
import { parsedParts, readDocument, refuse } from "../../base/documents/document.ts";
import type { JsonPath, Problem } from "../../base/documents/problems.ts";
import { NothingToRunError } from "../../base/errors.ts";
import { mapValues } from "../../base/map-values.ts";
import { suggestion } from "../../base/registry.ts";
import type { Axis } from "../../contract/axes.ts";
import { ownPrice } from "../../contract/own-price.ts";
import type { Fields } from "../../contract/plan.ts";
import type { GivenFields } from "./axes.ts";
import { checkCells } from "./check-cells.ts";
import type { KnownNames } from "./known-names.ts";
import type { FieldSet, Matrix, MatrixAxis, MatrixCell, MatrixContent } from "./matrix.ts";
import { knownKeys, type MatrixFile, matrixSchema } from "./schema.ts";
import { type BaseSettings, type Settings, settle } from "./settings.ts";

/**
 * Reads a matrix file.
 * @param file the file's name for messages
 * @throws ConfigError with one line per problem, in the order of the file: file:line:column: path: what is wrong
 * @throws NothingToRunError if `exclude` removes every cell
 */
export function parseMatrix(text: string, file: string, names: KnownNames): Matrix {
  const document = readDocument(text, file);
  const schema = matrixSchema(names);
  const { data, malformed } = parsedParts(schema, document, knownKeys(names));
  const checkable = soundParts(document.value, malformed, Object.keys(schema.shape));
  const parsed = checkable === null ? undefined : (data ?? schema.safeParse(checkable).data);
  const content = parsed && toContent(parsed, checkable as WrittenMatrix);
  const checked = content && checkCells(content, names, defaultSettings(schema));
  refuse([...malformed, ...(checked?.problems ?? [])], document, file);
  if (content === undefined || checked === undefined) throw new TypeError("zod refused a matrix without an issue");
  if (checked.cells.length === 0) {
    throw new NothingToRunError(
      `${file}: exclude removes every cell, so there is nothing to run; take an entry out of it`,
    );
  }
  const { cells, joined } = checked;
  return withOwnBaseline({ ...content, cells: withOneBaseline(cells), joined });
}

/** The settings of a matrix that says nothing. */
function defaultSettings(schema: ReturnType<typeof matrixSchema>): Settings {
  return settle(flatBase(schema.shape.base.parse(undefined)), {});
}

/** The parts that determine the cells: if one is broken, problems of the cells would be guesses. */
const CELL_PARTS: readonly JsonPath[number][] = ["base", "axes", "given", "include", "exclude", "baseline"];

/** Placeholders for parts without a default, or whose default depends on another part. */
const STAND_INS = { name: "unnamed", accuracyFloor: { atLeast: 0 }, quality: [{ accuracy: true, atLeast: 0 }] };

/** The file without its malformed parts, so that its cells can still be checked; null where they cannot. */
function soundParts(value: Json, malformed: readonly Problem[], known: readonly string[]): Json {
  if (malformed.length === 0) return value;
  const broken = malformed.map(({ path: [part] }) => part ?? "base");
  // A misspelled part counts as the part that was meant.
  const meant = broken.map((part) => (known.includes(String(part)) ? part : suggestion(String(part), known)));
  if (meant.some((part) => part !== null && CELL_PARTS.includes(part))) return null;
  const touched = [...broken, ...meant];
  const keep = ([part]: [string, Json]) => !touched.includes(part);
  const standIns = Object.entries(STAND_INS).filter(([part]) => touched.includes(part));
  return Object.fromEntries([...Object.entries(value as Record<string, Json>).filter(keep), ...standIns]);
}

/** Of several conditions' baselines the first is the plan's; an analysis finds what stands for it in the others. */
function withOneBaseline(cells: readonly MatrixCell[]): MatrixCell[] {
  const first = cells.find(({ isBaseline }) => isBaseline);
  return cells.map((cell) => ({ ...cell, isBaseline: cell === first }));
}

/** A single cell can only be compared with itself. */
function withOwnBaseline(matrix: Matrix): Matrix {
  const [cell, ...others] = matrix.cells;
  if (matrix.baseline !== null || cell === undefined || others.length > 0) return matrix;
  return { ...matrix, baseline: { written: {}, given: {} }, cells: [{ ...cell, isBaseline: true }] };
}

/** The parts of a valid matrix file that are kept as written. */
interface WrittenMatrix {
  readonly axes?: Readonly<Record<string, readonly Json[]>>;
  readonly include?: readonly Fields[];
  readonly exclude?: readonly Fields[];
  readonly baseline?: Fields;
}

function toContent(file: MatrixFile, written: WrittenMatrix): MatrixContent {
  const fieldSets = (given: readonly GivenFields[], asWritten: readonly Fields[] = []): FieldSet[] =>
    given.map((one, index) => ({ written: asWritten[index] ?? {}, given: one }));
  return {
    name: file.name,
    description: file.description ?? null,
    base: flatBase(file.base),
    axes: Object.entries(written.axes ?? {}).map(([name, values]) => toAxis(name as Axis, values, file.axes)),
    given: file.given,
    include: fieldSets(file.include, written.include),
    exclude: fieldSets(file.exclude, written.exclude),
    seeds: file.seeds,
    repeats: file.repeats,
    precision: file.precision ?? null,
    baseline: file.baseline === undefined ? null : { written: written.baseline ?? {}, given: file.baseline },
    quality: file.quality ?? [{ figure: "accuracy", label: null, ...(file.accuracyFloor ?? { withinPoints: 1 }) }],
    labels: file.labels ?? null,
    compliance: file.compliance ?? null,
    pricing: mapValues(file.pricing, (given, backend) =>
      typeof given === "string" ? given : ownPrice(backend, given),
    ),
  };
}

function toAxis(name: Axis, written: readonly Json[], axes: MatrixFile["axes"]): MatrixAxis {
  // The schema has parsed each value as its own axis requires, which a type indexed by a variable cannot express.
  const normalized = axes[name] as readonly GivenFields[typeof name][];
  return {
    name,
    values: written.map((value, index) => ({ written: { [name]: value }, given: { [name]: normalized[index] } })),
  };
}

function flatBase({ tokenizer, model, training, serving, ...rest }: MatrixFile["base"]): BaseSettings {
  return {
    ...rest,
    ...byAxis("tokenizer", tokenizer),
    ...byAxis("model", model),
    ...byAxis("training", training),
    ...byAxis("serving", serving),
  };
}

/** The values of a group by axis, such as "model.hidden". */
function byAxis<P extends string, V extends object>(group: P, values: V) {
  const entries = Object.entries(values).map(([name, value]) => [`${group}.${name}`, value]);
  return Object.fromEntries(entries) as { [K in keyof V & string as `${P}.${K}`]: V[K] };
}
