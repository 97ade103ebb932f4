import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InteractionSummary } from "../../shared/schemas/interaction.ts";
import { newDataFolder, startServe, tapedeck, type Serving } from "../helpers/tapedeck.ts";
import { startMockOpenAi } from "./otel/mockOpenAi.ts";

const packages = process.env["TAPEDECK_PEER_OPENTELEMETRY"];
const program = fileURLToPath(new URL("otel/program.ts", import.meta.url));

describe.skipIf(!packages)("OpenTelemetry's own SDK with an instrumented openai package, sending to a real `tapedeck serve`", () => {
  const dataFolder = newDataFolder();
  let serving: Serving;
  let openAi: Awaited<ReturnType<typeof startMockOpenAi>>;
  beforeAll(async () => {
    serving = await startServe(dataFolder);
    openAi = await startMockOpenAi();
  });
  afterAll(async () => {
    openAi?.close();
    await serving?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /** Runs the traced program, then gives its model calls, oldest first, from the command line. */
  async function traced(exporter: "proto" | "http", instrumentation: string): Promise<InteractionSummary[]> {
    const before = (await query()).length;
    const child = spawn(process.execPath, [program, packages!, exporter, instrumentation, `${serving.gatewayUrl}/traces`, serving.token, openAi.url], { stdio: "inherit", env: { ...process.env, NODE_OPTIONS: "" } });
    expect(await once(child, "exit")).toEqual([0, null]);
    return (await query()).slice(before);
  }
  async function query(): Promise<InteractionSummary[]> {
    const { stdout } = await tapedeck(["query", "--data", dataFolder, "--limit", "1000"]);
    return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line) as InteractionSummary).toReversed();
  }
  const call = { model: "gpt-4o-mini-2024-07-18", deployment: "openai", status: "ok", traceId: expect.stringMatching(/^[0-9a-f]{32}$/), spanId: expect.stringMatching(/^[0-9a-f]{16}$/), parentSpanId: expect.stringMatching(/^[0-9a-f]{16}$/) };

  it("protobuf, OpenTelemetry's instrumentation: tokens, finish reasons, and the call that failed", async () => {
    const calls = await traced("proto", "opentelemetry");
    expect(calls).toMatchObject([
      { ...call, finishReason: "tool-calls", usage: { promptTokens: 20, completionTokens: 5 } },
      { ...call, finishReason: "stop", usage: { promptTokens: 20, completionTokens: 5 } },
      { ...call, model: "no-such-model", status: "failed", error: { code: "NotFoundError", message: expect.stringContaining("does not exist") } },
    ]);
    expect(new Set(calls.map(({ traceId, parentSpanId }) => `${traceId} ${parentSpanId}`)).size).toBe(1);
  });

  it("JSON, OpenInference's instrumentation: what was asked and answered, cached tokens", async () => {
    expect(await traced("http", "openinference")).toMatchObject([
      { ...call, input: "Weather in 東京?", finishReason: "tool-calls", usage: { promptTokens: 20, completionTokens: 5, cachedTokens: 8 } },
      { ...call, model: "gpt-4o-mini", input: "Weather in 東京?", output: "Sunny.", finishReason: "stop" },
    ]);
  });

  it.each(["proto", "http"] as const)("%s, Traceloop's instrumentation: what was asked and answered", async (exporter) => {
    expect(await traced(exporter, "traceloop")).toMatchObject([
      { ...call, input: "Weather in 東京?", finishReason: "tool-calls", usage: { promptTokens: 20, completionTokens: 5 } },
      { ...call, input: "Weather in 東京?", output: "Sunny.", finishReason: "stop" },
    ]);
  });
});
