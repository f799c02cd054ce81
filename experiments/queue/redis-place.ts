import { Option } from "commander";
import { parseRedisUrl, type RedisPlace, withoutPassword } from "../../harness/queue/redis-url.ts";
import { withPackages } from "../with-packages.ts";

const PASSWORD = "PRICEWAR_REDIS_PASSWORD";

/** Where the queue of work is. */
export function redisOption(what: string): Option {
  return new Option(
    "--redis <url>",
    `${what}: redis://HOST:6379, or rediss:// for TLS; a password rather by ${PASSWORD} than in the URL, where ps shows it`,
  ).env("PRICEWAR_REDIS");
}

/** Where machines leave what they have made for one another. */
export function artifactsOption(): Option {
  return new Option(
    "--artifacts <place>",
    "where weights and models are passed on: a folder that all machines share, or s3://BUCKET/PREFIX; Redis itself if left out, up to 32 MB each",
  ).env("PRICEWAR_ARTIFACTS");
}

/** @throws ConfigError */
export function redisPlace(url: string): RedisPlace {
  hidePassword();
  return parseRedisUrl(url, process.env[PASSWORD]);
}

/** Other users of the machine see the arguments of a process: from here on, none of them holds a password. */
function hidePassword(): void {
  const shown = withoutPassword(process.argv.join(" "));
  if (shown !== process.argv.join(" ")) process.title = shown;
}

/** What talks to Redis. @throws ConfigError where it is not installed */
export function withQueuePackages<T>(load: () => Promise<T>): Promise<T> {
  return withPackages("--redis", ["bullmq", "ioredis", "tar-stream", "aws4fetch"], load);
}
