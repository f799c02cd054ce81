/**
 * The same function of several values, which makes a result once for each list of them: numbers and texts by what they are, objects by
 * which they are. All are kept as long as the function is.
 */
export function perValues<V>(make: (values: readonly unknown[]) => V): (values: readonly unknown[]) => V {
  const root: Branch<V> = { next: new Map(), made: null };
  return (values) => {
    let branch = root;
    for (const value of values) {
      const next = branch.next.get(value) ?? { next: new Map(), made: null };
      branch.next.set(value, next);
      branch = next;
    }
    branch.made ??= { value: make(values) };
    return branch.made.value;
  };
}

/** What is known of lists that begin with the same values. */
interface Branch<V> {
  readonly next: Map<unknown, Branch<V>>;
  made: { readonly value: V } | null;
}
