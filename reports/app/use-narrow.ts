import { useEffect, useState } from "preact/hooks";
import { NARROW } from "./narrow.ts";

/** Whether the page is as narrow as on a phone, for markup that follows it. */
export function useNarrow(): boolean {
  const [query] = useState(() => matchMedia(NARROW));
  const [isNarrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const follow = () => setNarrow(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [query]);
  return isNarrow;
}
