import * as z from "zod";
import { shown } from "../../../base/documents/problems.ts";
import { ConfigError } from "../../../base/errors.ts";
import type { Part } from "./tokenizer-file.ts";

/** A token with the type that token_type_ids has for it. */
export interface TypedId {
  readonly id: number;
  readonly type: number;
}

/** What is put around the tokens of a single text. */
export interface Template {
  readonly before: readonly TypedId[];
  /** Type of the text's own tokens. */
  readonly type: number;
  readonly after: readonly TypedId[];
}

const BARE: Template = { before: [], type: 0, after: [] };

const id = z.int().nonnegative();
const named = z.tuple([z.string(), id]);
const around = z.object({ cls: named, sep: named });
const piece = z.union([
  z.object({ SpecialToken: z.object({ id: z.string(), type_id: z.int().nonnegative() }) }),
  z.object({ Sequence: z.object({ id: z.enum(["A", "B"]), type_id: z.int().nonnegative() }) }),
]);
const template = z.object({
  single: z.array(piece),
  special_tokens: z.record(z.string(), z.object({ ids: z.array(id) })),
});

type ReadTemplate = (part: Part) => Template;

const aroundText: ReadTemplate = (part) => {
  const { cls, sep } = around.parse(part);
  return { before: [{ id: cls[1], type: 0 }], type: 0, after: [{ id: sep[1], type: 0 }] };
};

const TEMPLATES: Readonly<Record<string, ReadTemplate>> = {
  BertProcessing: aroundText,
  RobertaProcessing: aroundText,
  // Moves offsets alone.
  ByteLevel: () => BARE,
  Sequence: (part) => {
    const { processors } = z.object({ processors: z.array(z.looseObject({ type: z.string() })) }).parse(part);
    return processors.map(templateOf).reduce(
      (inner, outer) => ({
        before: [...outer.before, ...inner.before],
        type: outer.type,
        after: [...inner.after, ...outer.after],
      }),
      BARE,
    );
  },
  TemplateProcessing: (part) => {
    const { single, special_tokens } = template.parse(part);
    const texts = single.flatMap((one, at) => ("Sequence" in one ? [{ at, ...one.Sequence }] : []));
    if (texts.length !== 1 || texts[0]!.id !== "A")
      throw new ConfigError("has a template of a single text that does not name it once");
    const idsOf = (pieces: typeof single) =>
      pieces.flatMap((one) => {
        if (!("SpecialToken" in one)) return [];
        const { id: name, type_id: type } = one.SpecialToken;
        const special = Object.hasOwn(special_tokens, name) ? special_tokens[name] : undefined;
        if (special === undefined)
          throw new ConfigError(`has a template with ${shown(name)}, which is not among its special_tokens`);
        return special.ids.map((tokenId) => ({ id: tokenId, type }));
      });
    const { at, type_id: type } = texts[0]!;
    return { before: idsOf(single.slice(0, at)), type, after: idsOf(single.slice(at + 1)) };
  },
};

/** What a post_processor adds to a single text. @throws ConfigError on a kind that pricewar does not know */
export function templateOf(part: Part | null | undefined): Template {
  if (part == null) return BARE;
  const read = Object.hasOwn(TEMPLATES, part.type) ? TEMPLATES[part.type]! : null;
  if (read === null)
    throw new ConfigError(`has the post-processor ${shown(part.type)} (known: ${Object.keys(TEMPLATES).join(", ")})`);
  try {
    return read(part);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new ConfigError(`has a ${part.type} whose ${cause.issues[0]!.path.join(".")} is not as expected`, { cause });
  }
}
