import { setTimeout } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { ConfigError, IncompleteError } from "../../base/errors.ts";
import type { BlobStore } from "./artifact-store.ts";

export const S3_SCHEME = "s3://";
const USUAL_REGION = "us-east-1";
const MISSING = [404];
const TAKEN = [412];
/** Another request for the same object is under way, of which nothing says how it ends: to be sent again. */
const CONFLICT = 409;
const MOST_CONFLICTS = 5;
const CONFLICT_PAUSE_MS = 200;

interface Request {
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that say that there is none. */
  readonly none?: readonly number[];
}

/**
 * A bucket of S3, or of a store that understands S3's requests, such as MinIO, R2 or Ceph.
 * @param url "s3://BUCKET" or "s3://BUCKET/PREFIX"
 * @param env AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and where they apply AWS_SESSION_TOKEN, AWS_REGION and AWS_ENDPOINT_URL_S3
 * @param pauseMs before a request in conflict with another one is sent again for the first time
 * @throws ConfigError where the URL names no bucket, or a variable is missing
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function s3Blobs(url: string, env: NodeJS.ProcessEnv, pauseMs = CONFLICT_PAUSE_MS): BlobStore {
  const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*?))?\/*$/.exec(url) ?? [];
  if (bucket === undefined) throw new ConfigError(`--artifacts ${url}: needed is s3://BUCKET or s3://BUCKET/PREFIX`);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigError(`--artifacts ${url}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for it`);
  }
  const region = env.AWS_REGION || USUAL_REGION;
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || `https://s3.${region}.amazonaws.com`;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    service: "s3",
    region,
  });
  const ask = async (
    method: "HEAD" | "GET" | "PUT",
    name: string,
    { none = [], ...request }: Request = {},
  ): Promise<Response | null> => {
    const place = [endpoint.replace(/\/+$/, ""), bucket, ...(prefix === "" ? [] : [prefix]), name].join("/");
    const send = () =>
      client.fetch(place, { method, ...request }).catch((cause: Error) => {
        throw new IncompleteError(`${url}: ${endpoint} cannot be reached: ${cause.message}`, { cause });
      });
    let answer = await send();
    for (let conflicts = 1; answer.status === CONFLICT && conflicts < MOST_CONFLICTS; conflicts += 1) {
      await answer.body?.cancel();
      await setTimeout(pauseMs * conflicts);
      answer = await send();
    }
    if (none.includes(answer.status)) return null;
    if (answer.ok) return answer;
    const code = /<Code>([\w.]+)<\/Code>/.exec(await answer.text())?.[1];
    throw new IncompleteError(
      `${url}: ${method} of ${name} was refused: ${answer.status}${code === undefined ? "" : ` ${code}`}`,
    );
  };
  return {
    has: async (name) => (await ask("HEAD", name, { none: MISSING })) !== null,
    write: async (name, bytes) => {
      await ask("PUT", name, { body: bytes });
    },
    add: async (name, bytes) =>
      (await ask("PUT", name, { body: bytes, headers: { "if-none-match": "*" }, none: TAKEN })) !== null,
    read: async (name, most) => {
      const headers = most === undefined ? {} : { range: `bytes=0-${most - 1}` };
      const answer = await ask("GET", name, { headers, none: MISSING });
      // A store may give all where it was asked for a part.
      return answer === null ? null : Buffer.from(await answer.arrayBuffer()).subarray(0, most);
    },
  };
}
