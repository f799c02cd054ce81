import { randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from "fastify";
import { Batcher, type Batching, QueueFullError } from "../../harness/base/batcher.ts";
import type { Clock } from "../../harness/base/clock.ts";
import type { Answer } from "../../harness/classifier/answers.ts";
import type { ServiceModel } from "../../harness/measure/phases/tools.ts";
import { answerNoRequest } from "./client-error.ts";
import type { RequestLimits } from "./limits.ts";
import { createMetrics, type ServiceMetrics } from "./metrics.ts";
import { PROBLEM_TYPE, Problem, problemBody } from "./problem.ts";
import { readTexts } from "./read-texts.ts";
import { RequestLog } from "./request-log.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** How many texts it brought; null where none were read. */
    textCount: number | null;
  }
}

export interface ServiceSetup {
  readonly model: ServiceModel;
  readonly batching: Batching;
  readonly limits: RequestLimits;
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  /** The text of /metrics; this process's own by default. */
  readonly metricsText?: () => Promise<string>;
}

/** A model behind HTTP. */
export interface Service {
  readonly app: FastifyInstance;
  readonly metrics: ServiceMetrics;
  /**
   * Stops listening, and answers what has come in and what still comes on open connections, which end with their next answer.
   * @param limitMs after which all connections are cut
   * @returns how many requests were cut off
   */
  drain(limitMs: number): Promise<number>;
}

/** What each path is asked by. HEAD is GET without the body. */
const METHODS: Readonly<Record<string, string>> = {
  "/predict": "POST",
  "/healthz": "GET, HEAD",
  "/metrics": "GET, HEAD",
};

/** A queue is worked off in far less; a whole number of seconds is all that the header can say. */
const RETRY_AFTER = { "retry-after": "1" };

/** For a request to come in whole: a sender that trickles must not hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 30_000;

/** POST /predict, GET /healthz and GET /metrics, on no port yet. */
export function createService({ model, batching, limits, clock, logger, metricsText }: ServiceSetup): Service {
  let isDraining = false;
  let unanswered = 0;
  const batcher: Batcher<string, Answer> = new Batcher({
    ...batching,
    clock,
    answer: (texts) => model.answer(texts),
    onBatch: (batch) => metrics.countBatch(batch),
  });
  const metrics = createMetrics(() => batcher.queued);
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new RequestLog(),
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    // Fastify's own answer to a path that cannot be read would repeat it, past log, metrics and drain.
    rewriteUrl: ({ url = "/" }) => (isReadable(url) ? url : "/"),
    clientErrorHandler(error, socket) {
      // Fastify's own would log the error, which carries the bytes that came.
      logger.debug({ code: error.code }, "no request of HTTP");
      answerNoRequest(error, socket);
    },
  });

  app.decorateRequest("textCount", null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      const texts = readTexts(body as Buffer, limits);
      request.textCount = texts.length;
      done(null, texts);
    } catch (error) {
      done(error as Error);
    }
  });

  app.addHook("onRequest", async (request, reply) => {
    unanswered += 1;
    // Comes for senders that went away, too, which onResponse does not.
    reply.raw.once("close", () => {
      unanswered -= 1;
    });
    if (request.is404) throw unknownRoute(request.method, request.url);
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity")
      throw new Problem(415, "a body without content-encoding", `content-encoding: ${encoding}`);
  });
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
    // A connection that stays open after its answer would hold the process until it times out.
    if (isDraining) reply.header("connection", "close");
  });
  app.addHook("onResponse", async (request, reply) => {
    const { url: route = "none" } = request.routeOptions;
    metrics.countRequest({ route, status: reply.statusCode, tookMs: reply.elapsedTime });
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request.headers["content-type"], limits);
    if (problem.status === 500) request.log.error({ err: error }, "failed");
    return reply
      .code(problem.status)
      .headers(problem.headers)
      .type(PROBLEM_TYPE)
      .send(problemBody(problem, request.id));
  });

  app.post("/predict", async (request) => {
    if (request.body === undefined)
      throw new Problem(400, 'a JSON body, {"text": "…"} or {"texts": ["…", "…"]}', "none");
    const answers = await batcher.answer(request.body as string[]);
    metrics.countAnswers(answers);
    return { results: answers.map(resultJson) };
  });
  app.get("/healthz", { config: { isProbe: true } }, async (_, reply) => {
    if (isDraining) reply.code(503);
    return { status: isDraining ? "draining" : "ok", labels: model.labels };
  });
  app.get("/metrics", { config: { isProbe: true } }, async (_, reply) => {
    reply.type(metrics.registry.contentType);
    return metricsText?.() ?? metrics.registry.metrics();
  });

  return {
    app,
    metrics,
    async drain(limitMs) {
      isDraining = true;
      let cutOff = 0;
      const cancel = clock.after(limitMs, () => {
        cutOff = unanswered;
        app.server.closeAllConnections();
      });
      await Promise.all([batcher.drain(), app.close()]);
      cancel();
      return cutOff;
    },
  };
}

/** @param url of a request: a path with its query, which is not decoded, or a whole address, as a proxy is asked */
function isReadable(url: string): boolean {
  try {
    const path = url.startsWith("/") || url === "*" ? url : new URL(url).pathname;
    decodeURI(path.split(/[?#]/)[0]!);
    return true;
  } catch {
    return false;
  }
}

function resultJson({ label, probabilities }: Answer) {
  return { label, probabilities: Object.fromEntries(probabilities) };
}

function unknownRoute(method: string, url: string): Problem {
  const [path] = url.split("?");
  const methods = Object.hasOwn(METHODS, path!) ? METHODS[path!]! : undefined;
  if (methods !== undefined) return new Problem(405, `${methods} for ${path}`, method, { allow: methods });
  return new Problem(404, Object.keys(METHODS).join(", "), "another path");
}

/** What a sender is told. What is not the sender's fault is a 500 without details. */
function problemOf(error: FastifyError, contentType: string | undefined, { maxBodyBytes }: RequestLimits): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof QueueFullError) {
    const { queued, came, maxQueued } = error as QueueFullError;
    return new Problem(503, `a queue of at most ${maxQueued} texts`, `${came} to ${queued} that wait`, RETRY_AFTER);
  }
  switch (error.statusCode) {
    case 413:
      return new Problem(413, `a body of at most ${maxBodyBytes} bytes`, "a larger one");
    case 415:
      return new Problem(415, "content-type: application/json", contentType || "no content-type");
    case 400:
      return new Problem(400, "a request of HTTP/1.1 whose body is as long as it says", error.code);
    default:
      return new Problem(500, "an answer of the model", "a failure, which the log of the service holds");
  }
}
