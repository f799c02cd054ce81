import { useEffect, useState } from "preact/hooks";
import type { Store } from "./store.ts";

/** A store's value, for markup that follows it. */
export function useStore<T extends object>(store: Store<T>): T {
  const [value, setValue] = useState(store.get());
  useEffect(() => store.listen(setValue), [store]);
  return value;
}
