import * as z from "zod";
import { isObject } from "../is-object.ts";

/** Whether a value is what a schema asks for. */
export type Accepts = (value: unknown) => boolean;

/**
 * The answer of `schema.safeParse(value).success` for values of JSON, without its copy of the value and at a fraction of its time, for files
 * of many thousands of lines. Of a value that is refused, the schema itself tells why.
 */
export function acceptsBy(schema: z.core.$ZodType): Accepts {
  const isBuilt = builderOf(schema);
  const checks = checksOf(schema);
  if (isBuilt === null) return (value) => z.safeParse(schema, value).success;
  if (checks.length === 0) return isBuilt;
  return (value) => isBuilt(value) && passes(checks, value);
}

/**
 * What zod says against a value of JSON: null for one that it accepts, which is found out as fast as by `acceptsBy`. The schema is
 * not looked at before the first value, so that programs that read none start no slower.
 */
export function refusalBy<T>(schema: z.ZodType<T>): (value: unknown) => z.ZodError<T> | null {
  let accepts: Accepts | null = null;
  return (value) => {
    accepts ??= acceptsBy(schema);
    return accepts(value) ? null : (schema.safeParse(value).error ?? null);
  };
}

type Definition = z.core.$ZodTypes["_zod"]["def"];

/** The test of the kinds of schemas that files have; null for others, which zod itself tests. */
function builderOf(schema: z.core.$ZodType): Accepts | null {
  const def = schema._zod.def as Definition;
  if ("coerce" in def && def.coerce === true) return null;
  switch (def.type) {
    case "string":
      return (value) => typeof value === "string";
    case "number":
      return isSafeInt(schema) ? Number.isSafeInteger : Number.isFinite;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "custom":
      return () => true;
    case "literal":
    case "enum": {
      const values: ReadonlySet<unknown> = schema._zod.values!;
      return (value) => values.has(value);
    }
    case "nullable": {
      const isInner = acceptsBy(def.innerType);
      return (value) => value === null || isInner(value);
    }
    case "array": {
      const isElement = acceptsBy(def.element);
      return (value) => Array.isArray(value) && value.every((one) => isElement(one));
    }
    case "tuple":
      return def.rest === null && def.items.every((item) => !isOptional(item)) ? tupleOf(def.items) : null;
    case "union":
      if ("discriminator" in def) return discriminated(def as z.core.$ZodDiscriminatedUnionDef);
      // z.xor() takes a value of one of its options alone.
      return def.inclusive === false ? null : unionOf(def.options);
    case "record":
      return def.keyType._zod.def.type === "string" && checksOf(def.keyType).length === 0
        ? recordOf(def.valueType)
        : null;
    case "object":
      return objectOf(def);
    default:
      return null;
  }
}

function tupleOf(items: readonly z.core.$ZodType[]): Accepts {
  const areItems = items.map(acceptsBy);
  return (value) =>
    Array.isArray(value) && value.length === areItems.length && areItems.every((isItem, at) => isItem(value[at]));
}

function unionOf(options: readonly z.core.$ZodType[]): Accepts {
  const areOptions = options.map(acceptsBy);
  return (value) => areOptions.some((isOption) => isOption(value));
}

/** Null where the options are told apart by more than one literal of each. */
function discriminated({ options, discriminator, unionFallback }: z.core.$ZodDiscriminatedUnionDef): Accepts | null {
  const byLiteral = new Map<unknown, Accepts>();
  for (const option of options as readonly z.core.$ZodType[]) {
    const literals = option._zod.propValues?.[discriminator];
    if (unionFallback === true || literals === undefined) return null;
    const isOption = acceptsBy(option);
    for (const literal of literals) byLiteral.set(literal, isOption);
  }
  return (value) => isObject(value) && (byLiteral.get(value[discriminator])?.(value) ?? false);
}

function recordOf(valueType: z.core.$ZodType): Accepts {
  const isValue = acceptsBy(valueType);
  return (value) => isObject(value) && Object.values(value).every((one) => isValue(one));
}

/** Null where a field may be absent in another way than as an optional one. */
function objectOf({ shape, catchall }: z.core.$ZodObjectDef): Accepts | null {
  const isKnown = (schema: z.core.$ZodType) => schema._zod.optin === (isOptional(schema) ? "optional" : undefined);
  if (!Object.values(shape).every(isKnown)) return null;
  const fields = Object.entries(shape).map(([name, schema]) => ({
    name,
    isOptional: isOptional(schema),
    isRight: isOptional(schema) ? ofOptional(schema) : acceptsBy(schema),
  }));
  const isOther = catchall === undefined ? null : acceptsBy(catchall);
  const names = new Set(Object.keys(shape));
  return (value) => {
    if (!isObject(value)) return false;
    for (const { name, isOptional, isRight } of fields) {
      const own = value[name];
      // JSON has no undefined value, so that such a field is absent.
      if (own === undefined ? !isOptional : !isRight(own)) return false;
    }
    return isOther === null || Object.keys(value).every((name) => names.has(name) || isOther(value[name]));
  };
}

function isOptional(schema: z.core.$ZodType): boolean {
  return schema._zod.def.type === "optional";
}

/** The test of the value of an optional field that is there. */
function ofOptional(schema: z.core.$ZodType): Accepts {
  const isInner = acceptsBy((schema._zod.def as z.core.$ZodOptionalDef).innerType);
  const checks = checksOf(schema);
  return checks.length === 0 ? isInner : (value) => isInner(value) && passes(checks, value);
}

/** z.int(), whose check is this alone. */
function isSafeInt(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as Definition;
  return "format" in def && def.format === "safeint";
}

/** What zod runs after the test of a value's kind: formats, bounds, refinements. */
function checksOf(schema: z.core.$ZodType): z.core.$ZodCheck[] {
  const own = schema._zod.traits.has("$ZodCheck") && !isSafeInt(schema);
  const checks = schema._zod.def.checks ?? [];
  return own ? [schema as unknown as z.core.$ZodCheck, ...checks] : [...checks];
}

function passes(checks: readonly z.core.$ZodCheck[], value: unknown): boolean {
  const payload: z.core.ParsePayload = { value, issues: [] };
  for (const { _zod: one } of checks) {
    if (one.def.when !== undefined && !one.def.when(payload)) continue;
    if (one.check(payload as z.core.ParsePayload<never>) instanceof Promise || payload.issues.length > 0) return false;
  }
  return true;
}
