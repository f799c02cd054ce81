import { forShell } from "../../harness/base/shell.ts";
import type { EncryptedFolder } from "./encrypted-folder.io.ts";

/** To whom a run folder is encrypted, and how to see its report. @param folder as it is shown */
export function encryptedText(folder: string, { recipients }: EncryptedFolder): string {
  const command = `npx pricewar report ${forShell(folder)} --identity FILE --output FOLDER`;
  return `All of it is encrypted to ${recipients.join(", ")}, whose secret keys alone open it. A report in clear: ${command} (predict and serve take --identity, too)`;
}
