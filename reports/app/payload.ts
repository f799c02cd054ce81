import { type Packed, unpacked } from "../packed.ts";
import { bytesOf } from "./bytes-of.ts";
import { parsed } from "./parsed.ts";

/** What `reports/payload.ts` wrote. @returns null if the page has none of that id */
export async function readPayload<T>(id: string): Promise<T | null> {
  // Until something follows it, more of its text may come.
  if (!document.getElementById(id)?.nextSibling) await parsed();
  const element = document.getElementById(id);
  if (element === null) return null;
  const inflated = new Response(bytesOf(element.textContent)).body!.pipeThrough(new DecompressionStream("deflate-raw"));
  return unpacked((await new Response(inflated).json()) as Packed) as T;
}
