import { holdKeys } from "../../harness/base/at-rest/keys.ts";
import { encryptedFolder } from "./encrypted-folder.io.ts";

/**
 * Holds what reading a run takes, and lets reports of an encrypted one be encrypted to its recipients, as the run is.
 * @param identities null where none are given
 * @param isShown whether reports are written in clear, where the user says
 * @returns whether the run is encrypted
 */
export async function holdForReport(
  folder: string,
  identities: readonly string[] | null,
  isShown: boolean,
): Promise<boolean> {
  const encrypted = await encryptedFolder(folder);
  const recipients = encrypted === null || isShown ? [] : encrypted.recipients;
  holdKeys({ recipients, identities: identities ?? [] });
  return encrypted !== null;
}
