import { createConnection } from "node:net";
import { expect, test } from "vitest";
import { ConnectionLost, ringBytes } from "../../../../harness/base/ring/add-up.ts";
import { frameOf } from "../../../../harness/base/ring/frames.ts";
import { listenInRing } from "../../../../harness/base/ring/tcp-ring.io.ts";
import { addedUp } from "../../../fixtures/rings.ts";

async function ringOf(count: number) {
  const members = await Promise.all(
    Array.from({ length: count }, (_, rank) => listenInRing({ rank, count }, "a token")),
  );
  const rings = await Promise.all(members.map((member, rank) => member.join(members[(rank + 1) % count]!.port)));
  const close = () => {
    for (const ring of rings) ring.close();
  };
  return { rings, close };
}

test.each([2, 3, 4])("%i members add up over loopback, and count what they sent to the byte", async (count) => {
  const { rings, close } = await ringOf(count);
  const length = 50_001;
  const vectors = Array.from({ length: count }, (_, rank) => Array.from({ length }, (_, index) => index + rank));
  const added = await addedUp(vectors, rings);
  for (const own of added) expect(own).toEqual(added[0]);
  expect(added[0]![3]).toBe(3 * count + (count * (count - 1)) / 2);
  expect(rings.reduce((sum, { sentBytes }) => sum + sentBytes, 0)).toBe(ringBytes(length, count));
  close();
});

test("whoever waits for a member that ends is told, and so is whoever waits afterwards", async () => {
  const { rings, close } = await ringOf(2);
  const waiting = rings[0]!.receive();
  rings[1]!.close();
  await expect(waiting).rejects.toThrow(ConnectionLost);
  await expect(rings[0]!.receive()).rejects.toThrow(ConnectionLost);
  close();
});

test.each([
  { stranger: "another token", says: frameOf(Buffer.from("pricewar ring 1 another")) },
  { stranger: "another place", says: frameOf(Buffer.from("pricewar ring 0 a token")) },
  { stranger: "far too much", says: new Uint8Array(100_000).fill(255) },
])("a stranger with $stranger is turned away, and the ring still closes", async ({ says }) => {
  const [first, second] = await Promise.all([0, 1].map((rank) => listenInRing({ rank, count: 2 }, "a token")));
  const stranger = createConnection({ host: "127.0.0.1", port: first!.port });
  stranger.on("error", () => undefined);
  stranger.write(says);
  await new Promise((resolve) => stranger.on("close", resolve));
  const rings = await Promise.all([first!.join(second!.port), second!.join(first!.port)]);
  expect(await addedUp([[1], [2]], rings)).toEqual([[3], [3]]);
  for (const ring of rings) ring.close();
});
