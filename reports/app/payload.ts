/** What `reports/payload.ts` wrote. @returns null if the page has none of that id */
export async function readPayload<T>(id: string): Promise<T | null> {
  const element = document.getElementById(id);
  if (element === null) return null;
  const characters = atob(element.textContent);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(inflated).json()) as T;
}
