import { type Translation, translatedPayload } from "../page/translation.ts";
import { readPayload } from "./payload.ts";

/** A payload in the language of the page. @param translation null where that is the one of its markup @returns null if the page has none of that id */
export async function readTranslated<Payload>(id: string, translation: Translation | null): Promise<Payload | null> {
  return translatedPayload(id, await readPayload<Payload>(id), translation);
}
