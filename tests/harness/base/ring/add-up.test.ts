import { describe, expect, test } from "vitest";
import { addUpInRing, ringBytes } from "../../../../harness/base/ring/add-up.ts";
import { HEADER_BYTES } from "../../../../harness/base/ring/frames.ts";
import { addedUp, pipeRing } from "../../../fixtures/rings.ts";

test("three members have the sums of their vectors", async () => {
  const { links } = pipeRing(3);
  const sums = [111, 222, 333, 444];
  expect(
    await addedUp(
      [
        [1, 2, 3, 4],
        [10, 20, 30, 40],
        [100, 200, 300, 400],
      ],
      links,
    ),
  ).toEqual([sums, sums, sums]);
});

test("a member alone keeps its vector and sends nothing", async () => {
  const { links, pipes } = pipeRing(1);
  expect(await addedUp([[1, 2]], links)).toEqual([[1, 2]]);
  expect(pipes[0]!.messages).toBe(0);
});

describe.each([2, 3, 5, 8])("of %i members", (count) => {
  test.each([0, 1, 2, 7, 16])("all have the same bits, of vectors of %i numbers", async (length) => {
    // Sums of these depend on the order in which they are added.
    const vectors = Array.from({ length: count }, (_, rank) =>
      Array.from({ length }, (_, index) => ((rank * 7 + index * 13) % 11) / 7 + 10 ** (rank % 4)),
    );
    const added = await addedUp(vectors, pipeRing(count).links);
    for (const own of added) expect(own).toEqual(added[0]);
    for (let index = 0; index < length; index += 1) {
      expect(added[0]![index]).toBeCloseTo(
        vectors.reduce((sum, vector) => sum + vector[index]!, 0),
        9,
      );
    }
  });

  test("each sends 2 (count - 1) messages, and all together what ringBytes says", async () => {
    const { links, pipes } = pipeRing(count);
    const length = 101;
    await addedUp(
      Array.from({ length: count }, () => Array.from({ length }, () => 1)),
      links,
    );
    expect(pipes.map(({ messages }) => messages)).toEqual(pipes.map(() => 2 * (count - 1)));
    const sent = pipes.reduce((sum, { bytes, messages }) => sum + bytes + messages * HEADER_BYTES, 0);
    expect(sent).toBe(ringBytes(length, count));
  });
});

test("two members send 10 numbers of 8 bytes in halves, there and back, each half behind its length", () => {
  expect(ringBytes(10, 2)).toBe(2 * (2 * 5 * 8) + 4 * 4);
});

test("a part of another length is refused", async () => {
  const { links } = pipeRing(2);
  const [first, second] = [new Float64Array(4), new Float64Array(6)];
  const added = Promise.all([
    addUpInRing(first, { rank: 0, count: 2 }, links[0]!),
    addUpInRing(second, { rank: 1, count: 2 }, links[1]!),
  ]);
  await expect(added).rejects.toThrow("a part of 2 numbers was needed, got 24 bytes");
});
