import { join } from "node:path";
import type { Head } from "../linear/head.ts";
import { readPart } from "../model-folder/part-file.io.ts";
import { damaged, parsePartJson } from "../model-folder/part-json.ts";
import type { SentenceEncoder } from "./sentence-encoder.io.ts";

interface HeadFacts {
  readonly classes: number;
  /** How strongly the head was held back (`C` of scikit-learn), and how its search ended. */
  readonly head: Pick<Head, "strength" | "steps" | "isConverged">;
}

/** What encoder.json says of an encoder of a package. */
export interface PackageFacts extends HeadFacts, Pick<SentenceEncoder, "package" | "version" | "hash" | "licence"> {}

/** What it says of one of a folder. */
export interface FolderFacts extends HeadFacts {
  /** The last part of its path. */
  readonly folder: string;
  /** SPDX, as its model card says; null where it does not. */
  readonly licence: string | null;
}

export type EncoderFacts = PackageFacts | FolderFacts;

const ENCODER_FILE = "encoder.json";

/** encoder.json of a model that is an encoder with a head behind it. */
export function factsFile(
  encoder: Omit<PackageFacts, keyof HeadFacts> | Omit<FolderFacts, keyof HeadFacts>,
  { classes, strength, steps, isConverged }: Head,
): Record<string, string> {
  const facts = { ...encoder, classes, head: { strength, steps, isConverged } } satisfies EncoderFacts;
  return { [ENCODER_FILE]: `${JSON.stringify(facts, null, 2)}\n` };
}

/** @throws RecordError if encoder.json of a folder is missing or damaged */
export async function readFacts(folder: string): Promise<EncoderFacts> {
  const file = join(folder, ENCODER_FILE);
  const facts: unknown = parsePartJson(await readPart(folder, ENCODER_FILE), file);
  if (isFacts(facts)) return facts;
  throw damaged(file, "needed the encoder's package and hash, or its folder, and two classes or more");
}

function isFacts(value: unknown): value is EncoderFacts {
  const {
    package: name,
    hash,
    folder,
    classes,
  } = (value ?? {}) as Partial<Record<keyof PackageFacts | keyof FolderFacts, unknown>>;
  const isNamed = typeof folder === "string" || (typeof name === "string" && typeof hash === "string");
  return isNamed && Number.isInteger(classes) && (classes as number) >= 2;
}
