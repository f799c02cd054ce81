import { basename, resolve } from "node:path";
import { ConfigError } from "../../../../base/errors.ts";
import { exists } from "../../../../base/files.io.ts";
import { encoderHash } from "../../../../classifier/encoders/encoder-package.io.ts";
import { readFolderEncoder } from "../../../../classifier/encoders/folder/folder-encoder.io.ts";
import { encoderPackage, isEncoderPackage, unknownEncoder } from "../../../../classifier/encoders/packages.ts";
import { openFolderTokenizer } from "../../../../classifier/pretrained/folder-tokenizer.ts";
import { pretrainedPlace } from "../../../../classifier/pretrained/pretrained-place.ts";
import type { PinnedSource } from "../../../../contract/model-source.ts";
import { pinnedId } from "../pinned-files.io.ts";

/**
 * Names what follows "encoder:" by its content: a package that we know, or else a folder.
 * @throws ConfigError on what is neither, or both, and on a folder that is no encoder
 */
export async function pinEncoder(argument: string, baseFolder: string): Promise<PinnedSource> {
  const { folder, graphName } = pretrainedPlace(resolve(baseFolder, argument));
  const isFolder = await exists(folder);
  if (isEncoderPackage(argument)) {
    if (isFolder) {
      throw new ConfigError(
        `encoder:${argument} is a package, and ${folder} a folder of its name; name the folder as encoder:./${argument}, or rename it to use the package`,
      );
    }
    const known = encoderPackage(argument);
    // PACKAGE without its scope.
    return { id: `encoder:${basename(argument)}@${await encoderHash(known)}`, licence: known.licence };
  }
  if (!isFolder) {
    const needed = `${folder} is no folder either, with model.onnx, tokenizer.json and config.json`;
    throw new ConfigError(`${unknownEncoder(argument)}; ${needed}`);
  }
  const { pretrained, sources } = await readFolderEncoder(folder, graphName);
  openFolderTokenizer(pretrained);
  const { licence } = pretrained;
  const files = { folder, names: sources };
  return { id: await pinnedId("encoder", folder, sources), files, ...(licence === null ? {} : { licence }) };
}
