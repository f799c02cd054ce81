/** Whether a folder that is joined from others is encrypted, as they are. Nothing of age is loaded where none is. */
import { ConfigError } from "../../harness/base/errors.ts";
import { shownPlace } from "../place.io.ts";
import { type EncryptedFolder, encryptedFolder } from "./encrypted-folder.io.ts";
import { givenIdentities } from "./identities.io.ts";

/**
 * Holds what opens encrypted folders, and what the joined one is encrypted with.
 * @param identity the file of --identity
 * @returns what the joined folder is to say; null where all of them are in clear
 * @throws ConfigError where some are in clear, their recipients differ, or --identity is missing or needless
 */
export async function joinedEncryption(
  sources: readonly string[],
  identity: string | undefined,
): Promise<EncryptedFolder | null> {
  const said = await Promise.all(sources.map(encryptedFolder));
  const first = said.find((one) => one !== null);
  if (first === undefined) {
    if (identity === undefined) return null;
    throw new ConfigError("--identity opens encrypted run folders, and none of these is one; leave it out");
  }
  const place = shownPlace(sources[said.indexOf(first)]!);
  said.forEach((other, index) => {
    const otherPlace = shownPlace(sources[index]!);
    if (other === null) {
      throw new ConfigError(
        `${place} is encrypted, and ${otherPlace} is in clear: joined, one of them would not stay so; run the shards alike`,
      );
    }
    if (sorted(other) !== sorted(first)) {
      throw new ConfigError(
        `${place} is encrypted to ${sorted(first)}, and ${otherPlace} to ${sorted(other)}: joined, someone could open what was not meant for them; run the shards with the same --encrypt`,
      );
    }
  });
  const identities = await givenIdentities(identity);
  if (identities === null) {
    throw new ConfigError(
      `${place} is encrypted: join it with --identity FILE, the secret key of one of its recipients`,
    );
  }
  const { encryptionOfJoined } = await import("./run-encryption.io.ts");
  return encryptionOfJoined(first.recipients, identities);
}

function sorted({ recipients }: EncryptedFolder): string {
  return [...recipients].sort().join(", ");
}
