import type { Redis } from "ioredis";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { folderBlobs } from "../../harness/queue/artifacts/folder-blobs.io.ts";
import { packedArtifacts } from "../../harness/queue/artifacts/packed-folder.io.ts";
import { redisBlobs } from "../../harness/queue/artifacts/redis-blobs.io.ts";
import { S3_SCHEME, s3Blobs } from "../../harness/queue/artifacts/s3-blobs.io.ts";

/**
 * @param place a folder that all machines share, or "s3://BUCKET/PREFIX"; Redis keeps them if left out
 * @throws ConfigError on a place that cannot be one
 */
export async function queueArtifacts(redis: Redis, place: string | undefined): Promise<ArtifactStore> {
  if (place === undefined) return packedArtifacts(redisBlobs(redis));
  return packedArtifacts(place.startsWith(S3_SCHEME) ? s3Blobs(place, process.env) : await folderBlobs(place));
}
