/** What a text means, which a terminal shows as a color. */
export type Style = "good" | "bad" | "doubt" | "strong";

/** Text in pieces, some of which mean something: it is made safe to print before any of it is colored. */
export type Painted = readonly (string | { readonly text: string; readonly style: Style })[];

/** Without colors. */
export function plainPaint(pieces: Painted): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}
