import { vectorPackages } from "../../data/vectors/open-vectors.ts";
import { isEncoderPackage } from "../../harness/classifier/encoders/packages.ts";
import { splitSource } from "../../harness/contract/model-source.ts";

/** Whether a source of models is read from files of the planning machine: all but packages that are known here. */
export function isSourceOfFiles(spec: string): boolean {
  const { argument } = splitSource(spec);
  return argument !== null && !isEncoderPackage(argument);
}

/** The same of word vectors. */
export function areVectorsOfFile(spec: string): boolean {
  return !vectorPackages.includes(spec);
}
