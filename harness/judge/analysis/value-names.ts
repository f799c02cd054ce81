import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { type Plan, WHOLE_BATCH } from "../../contract/index.ts";

/** Axis -> the distinct values that the plan's cells have on it. */
export type AxisValues = ReadonlyMap<string, readonly Json[]>;

/** A value of an axis in words that tell it from every other value of the plan. */
export type Words = (axis: string, value: Json) => string;

export function axisValues({ cells }: Plan, axes: readonly string[]): AxisValues {
  return new Map(
    axes.map((axis) => {
      const values = cells.flatMap(({ fields }) => (fields[axis] === undefined ? [] : [fields[axis]]));
      return [axis, [...new Map(values.map((value) => [canonicalJson(value), value])).values()]];
    }),
  );
}

/** Words that stand for a value on more than one axis, as "onnx" does where training and serving both vary, name the axis. */
export function wordsFor(values: AxisValues): Words {
  const alone = wordsOnAxis(values);
  const all = [...values].flatMap(([axis, own]) => [...new Set(own.map((value) => alone(axis, value)))]);
  const shared = new Set(all.filter((words, index) => all.indexOf(words) !== index));
  return (axis, value) => {
    const words = alone(axis, value);
    return shared.has(words) ? `${humanize(axis)} ${words}` : words;
  };
}

/** Of plugins of one name, parameters that all of them share tell nothing and would bury the others. */
function wordsOnAxis(values: AxisValues): Words {
  return (axis, value) => {
    if (!isPlugin(value)) return describe(axis, value);
    const namesakes = (values.get(axis) ?? []).filter(isPlugin).filter(({ name }) => name === value.name);
    if (namesakes.length < 2) return describe(axis, value);
    const tells = ([key, own]: [string, Json]) =>
      key === "name" || namesakes.some((other) => canonicalJson({ own: other[key] }) !== canonicalJson({ own }));
    return describe(axis, Object.fromEntries(Object.entries(value).filter(tells)));
  };
}

/** Words -> the same without parameters, or without the name of a lone number, where that still tells the value apart. */
export function briefWords(values: AxisValues, words: Words): Map<string, string> {
  const unnamed = (axis: string, value: Json) => words(axis, value).replace(/\([a-z ]+ ([\d.]+)\)/g, "($1)");
  const bare = (axis: string, value: Json) => words(axis, withoutParameters(value));
  return new Map(
    [unnamed, bare].flatMap((shorten) =>
      [...values].flatMap(([axis, own]) => {
        const byBrief = groupBy(own, (value) => shorten(axis, value));
        return [...byBrief].flatMap(([brief, [first, ...others]]): [string, string][] =>
          others.length === 0 ? [[words(axis, first!), brief]] : [],
        );
      }),
    ),
  );
}

function withoutParameters(value: Json): Json {
  if (isList(value)) return value.map(withoutParameters);
  if (typeof value !== "object" || value === null) return value;
  return isPlugin(value) ? { name: value.name! } : {};
}

function isPlugin(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value) && typeof value.name === "string";
}

/** A value of an axis that can stand without the axis beside it: "int8-rows", "batch size full", "no pruning", "residual". */
export function describe(axis: string, value: Json): string {
  const words = humanize(axis);
  if (value === null || value === "none") return `no ${words}`;
  if (typeof value === "number" || value === WHOLE_BATCH) return `${words} ${value}`;
  if (typeof value === "string" && axis.includes(".")) return `${words} ${value}`;
  if (typeof value === "boolean") return value ? words : `no ${words}`;
  if (isList(value)) return value.length === 0 ? `no ${words}` : listOf(words, value);
  if (typeof value === "object" && value.name === undefined) {
    const parameters = plain(value);
    return parameters === "" ? words : `${words} (${parameters})`;
  }
  return plain(value);
}

/** Stands between techniques, which are applied one after the other. */
export const THEN = " → ";

/** Plugins read well alone ("prune → int8"); bare numbers do not ("hidden 24, 12"). */
function listOf(words: string, values: readonly Json[]): string {
  return values.every((value) => typeof value === "number")
    ? `${words} ${values.join(", ")}`
    : values.map(plain).join(THEN);
}

function plain(value: Json): string {
  if (value === null) return "none";
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.map(plain).join(", ");
  const { name, ...parameters } = value;
  const rest = Object.entries(parameters).map(([key, inner]) =>
    inner === true ? humanize(key) : `${humanize(key)} ${plain(inner)}`,
  );
  if (name === undefined) return rest.join(", ");
  return rest.length === 0 ? plain(name) : `${plain(name)} (${rest.join(", ")})`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** "batchSize" -> "batch size", "model.hidden" -> "hidden" */
export function humanize(axis: string): string {
  return (axis.split(".").at(-1) ?? axis).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
