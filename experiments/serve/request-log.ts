import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/** A route whose requests only a monitor sends: one line every few seconds that nobody reads. */
export interface RouteConfig {
  readonly isProbe?: boolean;
}

/**
 * One line per request, when it has been answered. Its fields are chosen one by one: neither paths that match no route,
 * query strings nor messages of parsers get in, since texts may be in all of them.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {}
  override routeNotFound(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { url: route = "none", config } = request.routeOptions;
    const { method } = request;
    const line = {
      method,
      route,
      status: reply.statusCode,
      texts: request.textCount,
      ms: Number(reply.elapsedTime.toFixed(3)),
      ...(error ? { error: error.name } : {}),
    };
    const level = (config as RouteConfig).isProbe === true ? "debug" : "info";
    reply.log[level](line, "answered");
  }
}
