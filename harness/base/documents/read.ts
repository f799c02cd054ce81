/** A value that was read from a text, or what is wrong with the text. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
