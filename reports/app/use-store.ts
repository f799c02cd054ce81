import { useEffect, useState } from "preact/hooks";
import type { Store } from "./store.ts";

/** A store's value, in a component that is drawn again whenever it changes. */
export function useStore<T extends object>(store: Store<T>): T {
  const [value, setValue] = useState(store.get());
  useEffect(() => store.listen(setValue), [store]);
  return value;
}
