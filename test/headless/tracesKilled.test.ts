import { once } from "node:events";
import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import type { InteractionSummary } from "../../shared/schemas/interaction.ts";
import { newTraceId, otlpProtobuf } from "../helpers/otlpRequest.ts";
import { newDataFolder, startServe, tapedeck } from "../helpers/tapedeck.ts";

const spansARequest = 50;

it("every span of a request that was answered 200 is there after kill -9", async () => {
  const dataFolder = newDataFolder();
  const serving = await startServe(dataFolder);
  const answered: string[] = [];
  let isGone = false;

  async function sendOnAndOn(): Promise<void> {
    while (!isGone) {
      const traceId = newTraceId();
      const body = new Uint8Array(otlpProtobuf(Array.from({ length: spansARequest }, () => ({ traceId }))));
      const answer = await fetch(`${serving.gatewayUrl}/traces`, { method: "POST", body, headers: { authorization: `Bearer ${serving.token}`, "content-type": "application/x-protobuf" } }).catch(() => undefined);
      if (answer?.status === 200) answered.push(traceId);
    }
  }

  const senders = [sendOnAndOn(), sendOnAndOn(), sendOnAndOn()];
  await expect.poll(() => answered.length, { timeout: 15_000 }).toBeGreaterThan(10);
  serving.child.kill("SIGKILL");
  await once(serving.child, "exit");
  isGone = true;
  await Promise.all(senders);

  const { stdout } = await tapedeck(["query", "--data", dataFolder, "--limit", "1000000"]);
  const found = Map.groupBy(stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line) as InteractionSummary), ({ traceId }) => traceId);
  expect(answered.filter((traceId) => found.get(traceId)?.length !== spansARequest)).toEqual([]);
  rmSync(dataFolder, { recursive: true });
});
