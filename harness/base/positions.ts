/** Each distinct key -> its position among them, in the order of their first appearance. */
export function positions<K>(keys: Iterable<K>): ReadonlyMap<K, number> {
  return new Map([...new Set(keys)].map((key, position) => [key, position]));
}
