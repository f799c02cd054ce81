import { ConfigError } from "../harness/base/errors.ts";
import type { Shard } from "../harness/measure/runner/shard.ts";

/** More machines than anyone shares a matrix between. */
const MOST_SHARDS = 10_000;

/** "2/5" is the second of five. @throws ConfigError on anything else */
export function readShard(text: string): Shard {
  const [, number, count] = /^(\d+)\/(\d+)$/.exec(text.trim())?.map(Number) ?? [];
  if (number !== undefined && count !== undefined && number >= 1 && number <= count && count <= MOST_SHARDS) {
    return { number, count };
  }
  throw new ConfigError(`--shard ${text}: must be number/count, such as 2/5 for the second of five`);
}
