import type { InjectOptions } from "fastify";
import { describe, expect, test } from "vitest";
import { JSON_TYPE, MODEL, predicting, serviceOf } from "./service.ts";

const GOOD = { label: "good", probabilities: { bad: 0.25, good: 0.75 } };
const BAD = { label: "bad", probabilities: { bad: 1, good: 0 } };

describe("POST /predict", () => {
  test("one text or several: a result each, in their order", async () => {
    const { app } = serviceOf();
    const one = await app.inject(predicting({ text: "well done!" }));
    expect([one.statusCode, one.json()]).toEqual([200, { results: [GOOD] }]);
    const several = await app.inject(predicting({ texts: ["oh", "yes!", ""] }));
    expect([several.statusCode, several.json()]).toEqual([200, { results: [BAD, GOOD, BAD] }]);
    expect(one.headers["x-request-id"]).not.toBe(several.headers["x-request-id"]);
  });

  test("requests that come together are answered in one batch", async () => {
    const batches: number[] = [];
    const answer = async (texts: readonly string[]) => {
      batches.push(texts.length);
      return MODEL.answer(texts);
    };
    const { app } = serviceOf({ model: { ...MODEL, answer } });
    await app.ready();
    const answers = await Promise.all(["a", "b!", "c"].map((text) => app.inject(predicting({ text }))));
    expect(answers.map((one) => one.json().results[0].label)).toEqual(["bad", "good", "bad"]);
    expect(batches.reduce((sum, size) => sum + size)).toBe(3);
    expect(batches.length).toBeLessThan(3);
  });
});

const post = (body: string | Buffer, headers: Record<string, string> = JSON_TYPE): InjectOptions => ({
  method: "POST",
  url: "/predict",
  headers,
  body,
});

const REFUSED: readonly (readonly [string, InjectOptions, number, string, string])[] = [
  ["another path", { url: "/secret text?q=secret" }, 404, "/predict, /healthz, /metrics", "another path"],
  ["a path that cannot be decoded", { url: "/%secret" }, 404, "/predict, /healthz, /metrics", "another path"],
  [
    "one after a path that can",
    { ...post("{}"), url: "/predict%e0" },
    404,
    "/predict, /healthz, /metrics",
    "another path",
  ],
  ["another path with a body", { ...post("secret"), url: "/" }, 404, "/predict, /healthz, /metrics", "another path"],
  ["another method", { url: "/predict?text=secret" }, 405, "POST for /predict", "GET"],
  ["another method with a body", { ...post("{}"), url: "/healthz" }, 405, "GET, HEAD for /healthz", "POST"],
  [
    "a form",
    post("text=secret", { "content-type": "application/x-www-form-urlencoded" }),
    415,
    "content-type: application/json",
    "application/x-www-form-urlencoded",
  ],
  ["no content type", post("{}", { "content-type": "" }), 415, "content-type: application/json", "no content-type"],
  [
    "a compressed body",
    post("{}", { ...JSON_TYPE, "content-encoding": "gzip" }),
    415,
    "a body without content-encoding",
    "content-encoding: gzip",
  ],
  ["too many bytes", predicting({ text: "x".repeat(200) }), 413, "a body of at most 200 bytes", "a larger one"],
  ["no body", { method: "POST", url: "/predict" }, 400, 'a JSON body, {"text": "…"} or {"texts": ["…", "…"]}', "none"],
  ["an empty body", post(""), 400, 'a JSON object, {"text": "…"} or {"texts": ["…", "…"]}', "an empty body"],
  [
    "torn JSON",
    post('{"text": "secret'),
    400,
    'JSON, {"text": "…"} or {"texts": ["…", "…"]}',
    "text that is not JSON from character 10 on",
  ],
  [
    "no JSON",
    post("secret"),
    400,
    'JSON, {"text": "…"} or {"texts": ["…", "…"]}',
    "text that is not JSON from character 1 on",
  ],
  [
    "bytes that are not UTF-8",
    post(Buffer.from('{"text": "é"}', "latin1")),
    400,
    "JSON in UTF-8",
    "bytes that are not UTF-8",
  ],
  ["a list", predicting(["secret"]), 422, 'an object, {"text": "…"} or {"texts": ["…", "…"]}', "a list"],
  ["null", predicting(null), 422, 'an object, {"text": "…"} or {"texts": ["…", "…"]}', "null"],
  [
    "no field",
    predicting({}),
    422,
    'one field, "text" or "texts": {"text": "…"} or {"texts": ["…", "…"]}',
    "an object without fields",
  ],
  [
    "two fields",
    predicting({ text: "", texts: [] }),
    422,
    'one field, "text" or "texts": {"text": "…"} or {"texts": ["…", "…"]}',
    'the fields "text", "texts"',
  ],
  [
    "another field",
    predicting({ txt: "secret" }),
    422,
    'one field, "text" or "texts": {"text": "…"} or {"texts": ["…", "…"]}',
    'the fields "txt"',
  ],
  ["a number as text", predicting({ text: 1 }), 422, "a string as text", "a number"],
  ["a text as texts", predicting({ texts: "secret" }), 422, 'a list of texts in "texts"', "a string"],
  ["a list as a text", predicting({ texts: ["", []] }), 422, "a string as texts[1]", "a list"],
  ["no text", predicting({ texts: [] }), 422, '1 to 3 texts in "texts"', "0 texts"],
  ["too many texts", predicting({ texts: ["", "", "", ""] }), 422, '1 to 3 texts in "texts"', "4 texts"],
  [
    "too long a text",
    predicting({ texts: ["", "x".repeat(21)] }),
    422,
    "at most 20 characters in texts[1]",
    "21 characters",
  ],
];

test.each(REFUSED)("%s is refused, with what was needed and what came", async (_, request, status, needed, came) => {
  const { app, logged } = serviceOf();
  const answer = await app.inject(request);
  expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  const { title, requestId, ...problem } = answer.json();
  expect(problem).toEqual({ status, detail: `needed ${needed}; came ${came}`, needed, came });
  expect([answer.statusCode, answer.statusMessage]).toEqual([status, title]);
  expect(requestId).toBe(answer.headers["x-request-id"]);
  if (status === 405) expect(answer.headers.allow).toBe(needed.replace(/ for .*/, ""));
  expect(logged()).toContain(`"status":${status}`);
  expect(logged()).not.toMatch(/secret|xxx/);
});

test("what does not fit into the queue is a 503 that says when to come again", async () => {
  let [begin, release] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer = async (texts: readonly string[]) => {
    begin();
    await released;
    return MODEL.answer(texts);
  };
  const { app } = serviceOf({ model: { ...MODEL, answer } });
  // A request of inject begins when somebody asks for its answer.
  const sent = async () => app.inject(predicting({ texts: ["a", "b", "c"] }));
  const first = sent();
  await begun;
  const second = sent();
  const third = await sent();
  expect([third.statusCode, third.headers["retry-after"]]).toEqual([503, "1"]);
  expect(third.json()).toMatchObject({ needed: "a queue of at most 4 texts", came: "3 to 3 that wait" });
  release();
  expect([(await first).statusCode, (await second).statusCode]).toEqual([200, 200]);
});

test("a model that fails is a 500 without details, and its error is in the log", async () => {
  const answer = () => Promise.reject(new Error("out of memory"));
  const { app, logged } = serviceOf({ model: { ...MODEL, answer } });
  const failed = await app.inject(predicting({ text: "secret" }));
  expect(failed.statusCode).toBe(500);
  expect(failed.body).not.toContain("memory");
  expect(logged()).toContain("out of memory");
  expect(logged()).not.toContain("secret");
  expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
});

test("a request leaves one line without its texts; those of a monitor are for debugging", async () => {
  const { app, logged } = serviceOf();
  const { headers } = await app.inject(predicting({ texts: ["secret!", "secret"] }));
  await app.inject({ url: "/healthz" });
  const [line, probe, ...others] = logged()
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(line).toMatchObject({ level: 30, reqId: headers["x-request-id"], route: "/predict", status: 200, texts: 2 });
  expect(line.ms).toBeGreaterThan(0);
  expect(probe).toMatchObject({ level: 20, route: "/healthz", texts: null });
  expect(others).toEqual([]);
  expect(logged()).not.toContain("secret");
});

test("/metrics counts requests, texts by label and batches", async () => {
  const { app } = serviceOf();
  await app.inject(predicting({ texts: ["a!", "b", "c"] }));
  await app.inject(predicting({ text: "d!" }));
  await app.inject({ url: "/nowhere" });
  const { body, headers } = await app.inject({ url: "/metrics" });
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(body.split("\n")).toEqual(
    expect.arrayContaining([
      'http_requests_total{route="/predict",code="200"} 2',
      'http_requests_total{route="none",code="404"} 1',
      'http_request_duration_seconds_count{route="/predict"} 2',
      'pricewar_texts_total{label="good"} 2',
      'pricewar_texts_total{label="bad"} 2',
      "pricewar_batch_texts_sum 4",
      "pricewar_batch_texts_count 2",
      "pricewar_queue_texts 0",
      "pricewar_workers 1",
    ]),
  );
});

test("/healthz names the labels, and HEAD has its headers alone", async () => {
  const { app } = serviceOf();
  expect((await app.inject({ url: "/healthz" })).json()).toEqual({ status: "ok", labels: ["bad", "good"] });
  const head = await app.inject({ method: "HEAD", url: "/healthz" });
  expect([head.statusCode, head.body]).toEqual([200, ""]);
});
