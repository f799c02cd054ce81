/** What --identity names, of commands that read runs. Nothing of age is loaded where it is left out. */
import { holdKeys } from "../../harness/base/at-rest/keys.ts";

/** The secret keys of --identity; null without it. @throws ConfigError on a file of something else */
export async function givenIdentities(file: string | undefined): Promise<readonly string[] | null> {
  if (file === undefined) return null;
  return (await import("./given-keys.io.ts")).readIdentities(file);
}

/** Lets this process read what was encrypted to an identity. What it writes is in clear: its user says where. */
export async function holdIdentity(file: string | undefined): Promise<void> {
  const identities = await givenIdentities(file);
  if (identities !== null) holdKeys({ recipients: [], identities });
}
