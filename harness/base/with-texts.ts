/** JSON with each text of it, keys aside, replaced. What holds no other text than before is the same object. */
export function withTexts<T>(value: T, replaced: (text: string) => string): T {
  function inside(one: unknown): unknown {
    if (typeof one === "string") return replaced(one);
    if (typeof one !== "object" || one === null) return one;
    const keys = Object.keys(one);
    const before: readonly unknown[] = Object.values(one);
    const after = before.map(inside);
    if (after.every((own, at) => own === before[at])) return one;
    return Array.isArray(one) ? after : Object.fromEntries(keys.map((key, at) => [key, after[at]]));
  }
  return inside(value) as T;
}
