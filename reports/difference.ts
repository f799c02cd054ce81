/** What makes one value of another: another value, or what is other in its fields or its items; null where an item is the same. */
export type Difference =
  | { readonly is: unknown }
  | { readonly of: Readonly<Record<string, Difference>> }
  | { readonly each: readonly (Difference | null)[] };

type Fields = Readonly<Record<string, unknown>>;

/** @param one JSON @returns null if the other is the same */
export function difference(one: unknown, other: unknown): Difference | null {
  if (one === other) return null;
  if (Array.isArray(one) && Array.isArray(other)) return differenceOfLists(one, other);
  return isObject(one) && isObject(other) ? differenceOfFields(one, other) : { is: one };
}

function differenceOfLists(one: readonly unknown[], other: readonly unknown[]): Difference | null {
  if (one.length !== other.length) return { is: one };
  const each = one.map((own, place) => difference(own, other[place]));
  if (each.every((own) => own === null)) return null;
  // Of texts and numbers, the list itself is shorter.
  return one.some((own) => typeof own === "object" && own !== null) ? { each } : { is: one };
}

function differenceOfFields(one: Fields, other: Fields): Difference | null {
  const [own, others] = [valuesOf(one), valuesOf(other)];
  if ([...others.keys()].some((name) => !own.has(name))) return { is: one };
  const of = [...own].flatMap(([name, value]) => {
    const found = difference(value, others.get(name));
    return found === null ? [] : [[name, found] as const];
  });
  return of.length === 0 ? null : { of: Object.fromEntries(of) };
}

/** By name, also by one that all objects have, such as "constructor". Fields without a value are none in JSON. */
function valuesOf(fields: Fields): Map<string, unknown> {
  return new Map(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of which `difference` found what is other than in this one. */
export function changed(other: unknown, by: Difference | null): unknown {
  if (by === null) return other;
  if ("is" in by) return by.is;
  if ("each" in by) return by.each.map((own, place) => changed((other as readonly unknown[])[place], own));
  const fields = other as Fields;
  return {
    ...fields,
    ...Object.fromEntries(Object.entries(by.of).map(([name, own]) => [name, changed(fields[name], own)])),
  };
}
