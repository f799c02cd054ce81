/** A function for each kind of something, such as the warnings in one language. */
export type ByKind<One extends { readonly kind: string }, Text = string> = {
  readonly [K in One["kind"]]: (one: Extract<One, { readonly kind: K }>) => Text;
};

/** What the function of its kind makes of one. */
export function ofKind<One extends { readonly kind: string }, Text>(functions: ByKind<One, Text>, one: One): Text {
  // The compiler does not see that the function under a kind takes that kind.
  const own = functions[one.kind as One["kind"]] as (one: One) => Text;
  return own(one);
}
