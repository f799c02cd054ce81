/**
 * The same function, which makes a value once for each object, and for each second argument if it has one, as long as the object is in use:
 * it must not change meanwhile.
 */
export function perObject<K extends object, A extends readonly [unknown?], V>(
  make: (object: K, ...other: A) => V,
): (object: K, ...other: A) => V {
  const alone = new WeakMap<K, V>();
  const known = new WeakMap<K, Map<unknown, V>>();
  return (object, ...other) => {
    // Most have no second argument, and there are as many as records: a map for each would be most of what they take.
    if (other.length === 0) return madeOnce(alone, object, () => make(object, ...other));
    const values = madeOnce(known, object, () => new Map<unknown, V>());
    return madeOnce(values, other[0], () => make(object, ...other));
  };
}

type Known<K, V> = Pick<Map<K, V>, "get" | "has"> & { set(key: K, value: V): unknown };

function madeOnce<K, V>(known: Known<K, V>, key: K, make: () => V): V {
  const value = known.get(key);
  if (value !== undefined || known.has(key)) return value as V;
  const made = make();
  known.set(key, made);
  return made;
}
