import type { Redis } from "ioredis";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { folderBlobs } from "../../harness/queue/artifacts/folder-blobs.io.ts";
import { packedArtifacts } from "../../harness/queue/artifacts/packed-folder.io.ts";
import { redisBlobs } from "../../harness/queue/artifacts/redis-blobs.io.ts";

/** @param folder that all machines share; Redis keeps them if left out */
export async function queueArtifacts(redis: Redis, folder: string | undefined): Promise<ArtifactStore> {
  return packedArtifacts(folder === undefined ? redisBlobs(redis) : await folderBlobs(folder));
}
