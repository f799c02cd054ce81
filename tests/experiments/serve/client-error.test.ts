import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { serviceOf } from "./service.ts";

/** What a service answers to bytes, until it closes the connection. */
async function answerTo(bytes: string): Promise<{ readonly answer: string; readonly logged: string }> {
  const service = serviceOf();
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  const socket = connect((service.app.server.address() as AddressInfo).port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  expect(await service.drain(1000)).toBe(0);
  return { answer, logged: service.logged() };
}

test.each([
  ["secret text\r\n\r\n", "400 Bad Request", "HPE_INVALID_METHOD"],
  [
    `GET / HTTP/1.1\r\nHost: a\r\nX-Secret: ${"x".repeat(20_000)}\r\n\r\n`,
    "431 Request Header Fields Too Large",
    "HPE_HEADER_OVERFLOW",
  ],
])("bytes that are no request of HTTP are answered, and not logged", async (bytes, status, code) => {
  const { answer, logged } = await answerTo(bytes);
  const [head, body] = answer.split("\r\n\r\n") as [string, string];
  expect(head).toMatch(
    new RegExp(`^HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/problem\\+json\r\n`),
  );
  expect(head).toContain(`Content-Length: ${body.length}`);
  expect(JSON.parse(body)).toMatchObject({
    status: Number(status.slice(0, 3)),
    detail: `no request of HTTP/1.1 (${code})`,
  });
  expect(logged).toContain(code);
  expect(logged).not.toMatch(/secret|xxx/i);
});

test.each(["http://a:99999/secret", "http://a/%secret", "/%secret"])(
  "%s cannot be read, and is answered as another path, with an id and without the path",
  async (target) => {
    const { answer, logged } = await answerTo(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json/i);
    expect(answer).toMatch(/\r\nx-request-id: /i);
    expect(logged).toContain("404");
    expect(answer + logged).not.toContain("secret");
  },
);
