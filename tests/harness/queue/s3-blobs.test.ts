import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../../harness/base/canonical-json.ts";
import { s3Blobs } from "../../../harness/queue/artifacts/s3-blobs.io.ts";

/** Keeps objects by path, and refuses what is not signed for this key and region. */
let server: Server;
let env: NodeJS.ProcessEnv;
const objects = new Map<string, Buffer>();
/** Requests that are answered as in conflict with another one, which fails. */
let conflicts = 0;
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "not a secret" };
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (!isSigned(request, body)) {
      response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
      return;
    }
    const path = request.url!;
    if (request.method === "PUT" && conflicts > 0) {
      conflicts -= 1;
      response.writeHead(409).end("<Error><Code>ConditionalRequestConflict</Code></Error>");
      return;
    }
    if (request.method === "PUT" && request.headers["if-none-match"] === "*" && objects.has(path)) {
      response.writeHead(412).end("<Error><Code>PreconditionFailed</Code></Error>");
      return;
    }
    if (request.method === "PUT") objects.set(path, body);
    const found = objects.get(path);
    const last = /^bytes=0-(\d+)$/.exec(request.headers.range ?? "")?.[1];
    const part = last === undefined ? found : found?.subarray(0, Number(last) + 1);
    response.writeHead(found === undefined ? 404 : 200).end(request.method === "GET" ? part : undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  env = {
    ...KEYS,
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  };
});
afterEach(() => {
  conflicts = 0;
});
afterAll(() => server.close());

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const hash = headers["x-amz-content-sha256"];
  return SIGNED.test(headers.authorization ?? "") && (hash === "UNSIGNED-PAYLOAD" || hash === sha256Hex(body));
}

test("bytes are kept under the prefix and come back as they were", async () => {
  const blobs = s3Blobs("s3://models/team-a/", env);
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  expect([await blobs.has("a.tar"), await blobs.read("a.tar")]).toEqual([false, null]);
  await blobs.write("a.tar", bytes);
  expect([...objects.keys()]).toEqual(["/models/team-a/a.tar"]);
  expect(await blobs.has("a.tar")).toBe(true);
  expect(bytes.equals((await blobs.read("a.tar"))!)).toBe(true);
  expect([...(await blobs.read("a.tar", 3))!]).toEqual([0, 1, 2]);
});

test("what is added stays where something is", async () => {
  const blobs = s3Blobs("s3://models/team-b", env);
  expect(await blobs.add("a.tar", Buffer.from("first"))).toBe(true);
  expect(await blobs.add("a.tar", Buffer.from("second"))).toBe(false);
  expect((await blobs.read("a.tar"))!.toString()).toBe("first");
  await blobs.write("a.tar", Buffer.from("third"));
  expect((await blobs.read("a.tar"))!.toString()).toBe("third");
});

test("what is in conflict with another request is sent again, and counts as there only once it is", async () => {
  const blobs = s3Blobs("s3://models/team-c", env, 1);
  conflicts = 2;
  expect(await blobs.add("a.tar", Buffer.from("own"))).toBe(true);
  expect((await blobs.read("a.tar"))!.toString()).toBe("own");
  conflicts = 1;
  expect(await blobs.add("a.tar", Buffer.from("other"))).toBe(false);
  conflicts = 5;
  await expect(blobs.add("b.tar", Buffer.from("own"))).rejects.toThrow(
    "s3://models/team-c: PUT of b.tar was refused: 409 ConditionalRequestConflict",
  );
  expect([conflicts, await blobs.has("b.tar")]).toEqual([0, false]);
});

test("what is refused is said with the store's reason and no secret", async () => {
  const blobs = s3Blobs("s3://models", { ...env, AWS_REGION: "other-region" });
  const refusal = await blobs.write("a.tar", Buffer.from("a")).catch((error: Error) => error.message);
  expect(refusal).toBe("s3://models: PUT of a.tar was refused: 403 SignatureDoesNotMatch");
});

test.each([
  ["s3://", "needed is s3://BUCKET"],
  ["s3://Bad_Bucket/x", "needed is s3://BUCKET"],
  ["s3://models/a b", "needed is s3://BUCKET"],
])("%s is no bucket", (url, why) => {
  expect(() => s3Blobs(url, KEYS)).toThrow(why);
});

test("without keys it says which are missing", () => {
  expect(() => s3Blobs("s3://models", { AWS_ACCESS_KEY_ID: "a" })).toThrow(
    "--artifacts s3://models: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for it",
  );
});
