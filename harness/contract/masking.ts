/** What can be masked in a text before it is cut into words, as a matrix, an experiment and a model folder name it; for processes that load no schema. */

/**
 * The word that takes the place of what a kind finds: letters alone, so that every segmenter leaves it whole. Kinds look at a text in this order,
 * each at what those before it have left.
 */
export const MASK_WORDS = {
  url: "maskedurl",
  email: "maskedemail",
  iban: "maskediban",
  ip: "maskedip",
  "chinese-id": "maskedchineseid",
  card: "maskedcard",
  "chinese-mobile": "maskedchinesemobile",
  phone: "maskedphone",
  names: "maskedname",
} as const;

export type MaskKind = keyof typeof MASK_WORDS;

export const MASK_KINDS = Object.keys(MASK_WORDS) as MaskKind[];

/** Masks nothing. */
export const NO_MASK = "none";

/** Kinds in the order of MASK_WORDS, none twice; "phone:US" finds phone numbers as they are written in the United States, too, and "names:people.txt" the names of a file. */
export type Mask = readonly string[];

/** "phone:US" -> kind "phone", argument "US"; of what has passed the schema. */
export function splitMask(entry: string): { readonly kind: MaskKind; readonly argument: string | null } {
  const colon = entry.indexOf(":");
  return colon === -1
    ? { kind: entry as MaskKind, argument: null }
    : { kind: entry.slice(0, colon) as MaskKind, argument: entry.slice(colon + 1) };
}

/** What a tokenizer masks: nothing where it does not say. */
export function maskOf({ mask = NO_MASK }: { readonly mask?: typeof NO_MASK | Mask }): Mask {
  return mask === NO_MASK ? [] : mask;
}

/** Whether an entry masks the names of a file. */
export function isOfNames(entry: string): boolean {
  return splitMask(entry).kind === "names";
}
