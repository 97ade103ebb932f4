import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError, errorCodes, toFailure } from "../../../shared/errors.ts";
import { describeIssues } from "../../../shared/rpc/issues.ts";

/** Any failure as `{"error":{"code","message","fix"}}` with its HTTP status. Broken HTTP (a body too large, a strange content type) keeps the status that fastify gave it. */
export function answerError(error: Error & { statusCode?: number }, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof z.ZodError) return reply.code(400).send({ error: { code: "bad-request", message: describeIssues(error) } });
  if (!(error instanceof AppError) && error.statusCode !== undefined && error.statusCode < 500) {
    return reply.code(error.statusCode).send({ error: { code: error.statusCode === 413 ? "too-large" : "bad-request", message: error.message } });
  }
  const { code, message, fix, details } = toFailure(error);
  return reply.code(errorCodes[code].httpStatus).send({ error: { code, message, fix, details } });
}
