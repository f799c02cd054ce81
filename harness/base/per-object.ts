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
    if (other.length === 0) {
      const value = alone.get(object);
      if (value !== undefined || alone.has(object)) return value as V;
      const made = make(object, ...other);
      alone.set(object, made);
      return made;
    }
    const values = known.get(object) ?? new Map<unknown, V>();
    known.set(object, values);
    const value = values.get(other[0]);
    if (value !== undefined || values.has(other[0])) return value as V;
    const made = make(object, ...other);
    values.set(other[0], made);
    return made;
  };
}
