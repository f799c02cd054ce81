import type { Redis } from "ioredis";
import { ConfigError } from "../../base/errors.ts";
import { PREFIX, SECONDS_KEPT } from "../names.ts";
import type { BlobStore } from "./artifact-store.ts";

/** Redis holds all in memory, and answers nobody else while it takes or gives a value. */
const LARGEST_IN_REDIS = 32_000_000;

/** Small artifacts, in Redis itself. */
export function redisBlobs(redis: Redis): BlobStore {
  const keyOf = (name: string) => `${PREFIX}:artifact:${name}`;
  const refuseTooLarge = (name: string, { length }: Buffer) => {
    if (length > LARGEST_IN_REDIS) throw new ConfigError(tooLarge(name, length));
  };
  return {
    has: async (name) => (await redis.expire(keyOf(name), SECONDS_KEPT)) === 1,
    write: async (name, bytes) => {
      refuseTooLarge(name, bytes);
      await redis.set(keyOf(name), bytes, "EX", SECONDS_KEPT);
    },
    add: async (name, bytes) => {
      refuseTooLarge(name, bytes);
      return (await redis.set(keyOf(name), bytes, "EX", SECONDS_KEPT, "NX")) !== null;
    },
    read: async (name, most) => {
      if (most === undefined) return redis.getBuffer(keyOf(name));
      const bytes = await redis.getrangeBuffer(keyOf(name), 0, most - 1);
      // A key that is not there reads as an empty one.
      return bytes.length === 0 ? null : bytes;
    },
  };
}

function tooLarge(name: string, bytes: number): string {
  const megabytes = (count: number) => `${Math.ceil(count / 1e6)} MB`;
  return (
    `${name} has ${megabytes(bytes)}, and Redis takes up to ${megabytes(LARGEST_IN_REDIS)} each: ` +
    "name a folder that all machines share, or s3://BUCKET, with --artifacts, for the run and for its workers"
  );
}
