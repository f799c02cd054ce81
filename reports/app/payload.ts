import { parsed } from "./parsed.ts";

/** What `reports/payload.ts` wrote. @returns null if the page has none of that id */
export async function readPayload<T>(id: string): Promise<T | null> {
  const element = document.getElementById(id) ?? (await parsed().then(() => document.getElementById(id)));
  if (element === null) return null;
  const inflated = new Response(bytesOf(element.textContent)).body!.pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(inflated).json()) as T;
}

/** Of base64. Browsers of before 2025 take three times as long. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as Partial<Pick<Uint8ArrayConstructor, "fromBase64">>;
  return fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
