/** What `reports/payload.ts` wrote. @returns null if the page has none of that id */
export async function readPayload<T>(id: string): Promise<T | null> {
  const element = document.getElementById(id);
  if (element === null) return null;
  const bytes = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(inflated).json()) as T;
}
