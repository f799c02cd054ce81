import { HEADER_BYTES } from "./frames.ts";

/** The two neighbours of a member of a ring. */
export interface RingLinks {
  /** To the next one. The bytes are not changed afterwards. */
  send(message: Uint8Array): void;
  /** The next message of the one before. @throws ConnectionLost */
  receive(): Promise<Uint8Array>;
}

/** A neighbour ended, or its connection did. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** A member of a ring: 0-based, of so many. */
export interface RingPlace {
  readonly rank: number;
  readonly count: number;
}

/** A member with its neighbours. */
export interface RingMember extends RingPlace {
  readonly links: RingLinks;
}

/** Numbers that are added as such, or modulo 2^32. */
export type RingVector = Float64Array | Uint32Array;

/**
 * Adds up equally long vectors, one of each member, in place. The vector is cut into as many parts as there are members: each
 * part goes around once to be summed and once more to be handed out, so that a member sends 2 (count - 1) messages and about
 * 2 (count - 1) / count of the vector, however many there are. A part is summed in one order, so that all members have the
 * same bits.
 * @see Patarasu and Yuan 2009, doi:10.1016/j.jpdc.2008.09.002
 * @throws RangeError if the one before brings a part of another length
 */
export async function addUpInRing(
  values: RingVector,
  { rank, count }: RingPlace,
  { send, receive }: RingLinks,
): Promise<void> {
  const isWhole = values instanceof Uint32Array;
  const partAt = (index: number) => partOf(values, ((index % count) + count) % count, count);
  for (let turn = 0; turn < count - 1; turn += 1) {
    send(bytesOf(partAt(rank - turn)));
    const own = partAt(rank - turn - 1);
    const before = numbersOf(await receive(), own.length, isWhole);
    for (let index = 0; index < own.length; index += 1) own[index]! += before[index]!;
  }
  for (let turn = 0; turn < count - 1; turn += 1) {
    send(bytesOf(partAt(rank - turn + 1)));
    const own = partAt(rank - turn);
    own.set(numbersOf(await receive(), own.length, isWhole));
  }
}

/** What all members of a ring send together to add up vectors once: each number goes over every link but one, twice. */
export function ringBytes(numbers: number, count: number, bytesOfNumber = Float64Array.BYTES_PER_ELEMENT): number {
  return 2 * (count - 1) * (numbers * bytesOfNumber + count * HEADER_BYTES);
}

function partOf(values: RingVector, index: number, count: number): RingVector {
  return values.subarray(
    Math.floor((index * values.length) / count),
    Math.floor(((index + 1) * values.length) / count),
  );
}

function bytesOf(numbers: RingVector): Uint8Array {
  return new Uint8Array(numbers.slice().buffer);
}

function numbersOf(message: Uint8Array, length: number, isWhole: boolean): RingVector {
  const kind = isWhole ? Uint32Array : Float64Array;
  if (message.length !== length * kind.BYTES_PER_ELEMENT) {
    throw new RangeError(`a part of ${length} numbers was needed, got ${message.length} bytes`);
  }
  // A copy, since a message need not begin where float64 may.
  return new kind(Uint8Array.from(message).buffer);
}
