import { createCipheriv, createHash, createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { addUpInRing, type RingLinks, type RingPlace } from "../../../base/ring/add-up.ts";

/** Steps of a number: 2^-24, as fine as float32 is near 1. Sums then are below 128. */
const STEPS = 2 ** 24;
const KEY_BYTES = 32;

/** Numbers as whole steps, modulo 2^32. @throws RangeError where the sum of so many workers could leave the ring */
export function toRing(values: Float64Array, workers: number): Uint32Array {
  const most = 2 ** 31 / STEPS / workers;
  return Uint32Array.from(values, (value) => {
    if (!(Math.abs(value) < most)) {
      throw new RangeError(
        `masked sums of ${workers} workers need numbers below ${most}, got ${value}; lower the learning rate`,
      );
    }
    // A whole number below 2^53 becomes its remainder.
    return Math.round(value * STEPS);
  });
}

export function fromRing(sums: Uint32Array): Float64Array {
  return Float64Array.from(sums, (sum) => (sum | 0) / STEPS);
}

/** What hides a worker's numbers from all others: masks that it shares with each of them, and that cancel in the sum of all. */
export interface PairwiseMasks {
  /** Masks one vector. Every worker masks its vectors in one order. */
  hide(values: Uint32Array): Uint32Array;
}

/** @param secrets with each other worker, by its rank; the same two have the same one */
export function pairwiseMasks(rank: number, secrets: ReadonlyMap<number, Uint8Array>): PairwiseMasks {
  let vectors = 0;
  return {
    hide: (values) => {
      const hidden = values.slice();
      for (const [other, secret] of secrets) {
        const mask = maskOf(secret, vectors, values.length);
        const sign = rank < other ? 1 : -1;
        for (let index = 0; index < hidden.length; index += 1) hidden[index] = hidden[index]! + sign * mask[index]!;
      }
      vectors += 1;
      return hidden;
    },
  };
}

/** The key stream of AES-256 in counter mode, another one for each vector. */
function maskOf(secret: Uint8Array, vector: number, length: number): Uint32Array {
  const start = Buffer.alloc(16);
  start.writeUInt32BE(vector);
  const stream = createCipheriv("aes-256-ctr", secret, start).update(new Uint8Array(length * 4));
  return new Uint32Array(Uint8Array.from(stream).buffer);
}

/**
 * Agrees on a secret with each other worker of a ring, by X25519. Whoever passes messages on reads public keys alone; that they are not
 * replaced is trusted (honest but curious). Once some have dropped out, the others agree anew.
 * @see Bonawitz et al. 2017, doi:10.1145/3133956.3133982, which has a server
 */
export async function agreeOnMasks(place: RingPlace, links: RingLinks): Promise<PairwiseMasks> {
  const { rank, count } = place;
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const keys = new Float64Array(count * KEY_BYTES);
  keys.set(Buffer.from(publicKey.export({ format: "jwk" }).x!, "base64url"), rank * KEY_BYTES);
  await addUpInRing(keys, place, links);
  const secrets = new Map<number, Uint8Array>();
  for (let other = 0; other < count; other += 1) {
    if (other === rank) continue;
    const x = Buffer.from(Uint8Array.from(keys.subarray(other * KEY_BYTES, (other + 1) * KEY_BYTES)));
    const theirs = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "X25519", x: x.toString("base64url") } });
    secrets.set(
      other,
      createHash("sha256")
        .update(diffieHellman({ privateKey, publicKey: theirs }))
        .digest(),
    );
  }
  return pairwiseMasks(rank, secrets);
}
