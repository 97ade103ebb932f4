import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HttpAnswer, Receive } from "../transfer/httpExchange.ts";
import type { Receiving } from "../transfer/receiving.ts";
import { createBodies } from "./readBody.ts";

type Parts = Pick<Receiving, "traces" | "failedTraces" | "feedback">;

const maxTracesBytes = 32 * 1024 * 1024;
const maxFeedbackBytes = 8 * 1024 * 1024;
const maxBytesOfAll = 128 * 1024 * 1024;

/** `POST /v1/traces` and `POST /v1/feedback`: bodies go to the services as they came. */
export async function serveReceiving(guarded: FastifyInstance, receiving: Parts): Promise<void> {
  await guarded.register(async (app) => {
    // Bodies are read below, by their own limits.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_request, _payload, done) => done(null));
    const readTraces = createBodies({ maxBytes: maxTracesBytes, maxBytesOfAll });
    const readFeedback = createBodies({ maxBytes: maxFeedbackBytes, maxBytesOfAll });

    app.post("/v1/traces", async (request, reply) => {
      try {
        return await answer(request, reply, readTraces, receiving.traces);
      } catch (error) {
        return send(reply, receiving.failedTraces(error, request.headers["content-type"]));
      }
    });
    app.post("/v1/feedback", (request, reply) => answer(request, reply, readFeedback, receiving.feedback));
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, read: ReturnType<typeof createBodies>, receive: Receive): Promise<FastifyReply> {
  const { body, release } = await read(request.raw);
  const gone = new AbortController();
  const leave = () => gone.abort();
  reply.raw.once("close", leave);
  try {
    const { headers } = request;
    return send(reply, await receive({ body, contentType: headers["content-type"], contentEncoding: headers["content-encoding"] }, gone.signal));
  } finally {
    reply.raw.off("close", leave);
    release();
  }
}

function send(reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
