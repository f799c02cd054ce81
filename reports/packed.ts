/** The names and places that lead from a value to one within it. */
type Path = readonly (string | number)[];

/** A value as a page holds it: what deflates it sees only what is near, so that what is alike must stand together, and once. */
export interface Packed {
  /** With rows as columns, and null in place of what is left out. */
  readonly value: unknown;
  /** Where columns stand for rows, the outer ones first. */
  readonly rows: readonly Path[];
  readonly shared: readonly SharedList[];
}

interface SharedList {
  /** Where a list is left out. */
  readonly at: Path;
  /** Where one equal to it stands. */
  readonly as: Path;
}

type Fields = Record<string | number, unknown>;

/** Items from which on a list is long: a shorter one takes hardly more than its path. */
const LONG = 64;

/**
 * Turns long lists of objects with the same fields into a list for each field, and leaves out long lists that stand in the value already: a
 * figure that is measured once has its value for both ends of its range.
 * @param value JSON, which is not changed
 */
export function packed(value: unknown): Packed {
  const rows: Path[] = [];
  const shared: SharedList[] = [];
  const known = new Map<string, { readonly list: readonly unknown[]; readonly path: Path }[]>();
  const path: (string | number)[] = [];
  return { value: pack(value), rows, shared };

  function pack(one: unknown): unknown {
    if (typeof one !== "object" || one === null) return one;
    if (Array.isArray(one)) {
      if (isPlain(one[0])) return isNew(one) ? one : null;
      if (areAlike(one)) {
        rows.push([...path]);
        return packedFields(columnsOf(one));
      }
    }
    return packedFields(one);
  }

  function packedFields(one: object): object {
    let copy: Fields | null = null;
    for (const [name, own] of Array.isArray(one) ? one.entries() : Object.entries(one)) {
      path.push(name);
      const other = pack(own);
      path.pop();
      if (other === own) continue;
      copy ??= (Array.isArray(one) ? [...one] : { ...one }) as Fields;
      copy[name] = other;
    }
    return copy ?? one;
  }

  function isNew(list: readonly unknown[]): boolean {
    if (list.length < LONG) return true;
    const key = JSON.stringify([list.length, list[0], list[list.length >> 1], list.at(-1)]);
    const alike = known.get(key) ?? [];
    known.set(key, alike);
    const same = alike.find((other) => list.every((item, place) => item === other.list[place]));
    if (same === undefined) alike.push({ list, path: [...path] });
    else shared.push({ at: [...path], as: same.path });
    return same === undefined;
  }
}

/** The value that was packed, which is put together in place. */
export function unpacked({ value, rows, shared }: Packed): unknown {
  const whole = { value };
  const pathOf = (path: Path) => ["value", ...path];
  for (const { at, as } of shared) put(whole, pathOf(at), within(whole, pathOf(as)));
  for (const path of rows.toReversed().map(pathOf)) {
    put(whole, path, rowsOf(within(whole, path) as Readonly<Record<string, unknown[]>>));
  }
  return whole.value;
}

function within(whole: object, path: Path): unknown {
  return path.reduce((one: unknown, name) => (one as Fields)[name], whole);
}

function put(whole: object, path: Path, value: unknown): void {
  (within(whole, path.slice(0, -1)) as Fields)[path.at(-1)!] = value;
}

/** Begins with one, a list is one of plain values; what else is in it equals nothing. */
function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** Whether it is a long list of objects that have the same fields, in the same order. */
function areAlike(list: readonly unknown[]): list is readonly Readonly<Record<string, unknown>>[] {
  if (list.length < LONG || Array.isArray(list[0])) return false;
  const names = Object.keys(list[0] as object);
  // A field of this name would be another thing when it is assigned.
  if (names.length === 0 || names.includes("__proto__")) return false;
  return list.every((one) => {
    if (isPlain(one) || Array.isArray(one)) return false;
    let at = 0;
    for (const name in one as Fields) {
      if (name !== names[at] || (one as Fields)[name] === undefined) return false;
      at += 1;
    }
    return at === names.length;
  });
}

function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown[]>> {
  return Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name])]));
}

function rowsOf(columns: Readonly<Record<string, readonly unknown[]>>): Fields[] {
  const names = Object.keys(columns);
  return Array.from(columns[names[0]!]!, (_, place) => {
    const row: Fields = {};
    for (const name of names) row[name] = columns[name]![place];
    return row;
  });
}
