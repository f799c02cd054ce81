/** The items of batches, one after the other. */
export async function* flattened<Item>(batches: AsyncIterable<Iterable<Item>>): AsyncGenerator<Item> {
  for await (const batch of batches) yield* batch;
}

/** Batches of `size` items; the last one may be smaller, and none is empty. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
