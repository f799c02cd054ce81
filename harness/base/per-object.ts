/**
 * The same function, which makes a value once for each object, and for each second argument if it has one, as long as the object is in use:
 * it must not change meanwhile.
 */
export function perObject<K extends object, A extends readonly [unknown?], V>(
  make: (object: K, ...other: A) => V,
): (object: K, ...other: A) => V {
  const known = new WeakMap<K, Map<unknown, V>>();
  return (object, ...other) => {
    let values = known.get(object);
    if (values === undefined) {
      values = new Map();
      known.set(object, values);
    }
    if (!values.has(other[0])) values.set(other[0], make(object, ...other));
    return values.get(other[0])!;
  };
}
