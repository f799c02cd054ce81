/** Of base64. Browsers of before 2025 take three times as long. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as Partial<Pick<Uint8ArrayConstructor, "fromBase64">>;
  return fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
