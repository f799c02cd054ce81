import * as z from "zod";
import { unknownName } from "../base/registry.ts";
import { MASK_KINDS, type MaskKind, NO_MASK, splitMask } from "./masking.ts";

/** Every kind that needs nothing else, without a country. */
const ALL_KINDS = "all";

const COUNTRY = /^[A-Z]{2}$/;

/** What a kind needs or takes after a colon. */
const ARGUMENTS: Readonly<Partial<Record<MaskKind, (argument: string | null) => string | null>>> = {
  phone: (country) =>
    country === null || COUNTRY.test(country)
      ? null
      : 'needs a country of two capital letters after its colon, such as "phone:US"',
  names: (file) => ((file ?? "") === "" ? 'needs a file with a name on each line: write "names:FILE"' : null),
};

/** What is wrong with an entry; null if nothing is. */
function maskFault(entry: string): string | null {
  const { kind, argument } = splitMask(entry);
  if (!MASK_KINDS.includes(kind)) return unknownName("kind to mask", kind, MASK_KINDS);
  const faultOf = ARGUMENTS[kind];
  if (faultOf !== undefined) return faultOf(argument);
  return argument === null ? null : `takes nothing after its name; write just ${kind}`;
}

function inOrder(entries: readonly string[]): string[] {
  const placeOf = (entry: string) => MASK_KINDS.indexOf(splitMask(entry).kind);
  return [...new Set(entries)].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

/** "none", "all" kinds of this version, or a list of kinds in any order: reading puts them into one, and spells "all" out. */
export const maskSchema = z
  .union([z.literal(NO_MASK), z.literal(ALL_KINDS), z.array(z.string()).min(1)], {
    error: `must be "${NO_MASK}", "${ALL_KINDS}" or a list of what to mask, such as ["email", "phone"]`,
  })
  .superRefine((mask, context) => {
    if (typeof mask === "string") return;
    mask.forEach((entry, index) => {
      const message = maskFault(entry);
      if (message !== null) context.addIssue({ code: "custom", path: [index], message });
    });
  })
  .transform((mask): typeof NO_MASK | string[] => {
    if (mask === NO_MASK) return mask;
    return mask === ALL_KINDS ? MASK_KINDS.filter((kind) => maskFault(kind) === null) : inOrder(mask);
  });
