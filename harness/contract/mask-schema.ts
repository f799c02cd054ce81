import * as z from "zod";
import { unknownName } from "../base/registry.ts";
import { MASK_KINDS, NO_MASK, splitMask } from "./masking.ts";

/** Every kind, without a country. */
const ALL_KINDS = "all";

const ARGUMENT = /^[A-Z]{2}$/;

/** What is wrong with an entry; null if nothing is. */
function maskFault(entry: string): string | null {
  const [kind = "", argument] = entry.split(":", 2);
  if (!MASK_KINDS.some((known) => known === kind)) return unknownName("kind to mask", kind, MASK_KINDS);
  if (argument === undefined) return null;
  if (kind !== "phone") return `takes nothing after its name; write just ${kind}`;
  return ARGUMENT.test(argument) ? null : 'needs a country of two capital letters after its colon, such as "phone:US"';
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
    return mask === ALL_KINDS ? [...MASK_KINDS] : inOrder(mask);
  });
