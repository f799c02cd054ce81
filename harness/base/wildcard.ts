/** A pattern in which each * matches anything, for whole texts. */
export function wildcard(text: string): RegExp {
  const literal = text.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s");
}
