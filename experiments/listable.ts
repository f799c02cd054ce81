/** What `pricewar list` lists, in its order. */
export const LISTABLE = ["matrices", "datasets", "backends", "prices", "levers"] as const;

export type Listable = (typeof LISTABLE)[number];
