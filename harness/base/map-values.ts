/** The same keys, with `apply` called on each value. */
export function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  apply: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, apply(value, name)]));
}
