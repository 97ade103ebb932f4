import { fork } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { newDataFolder, startServe } from "../../helpers/tapedeck.ts";
import { interleaved, median, summary } from "../rounds.ts";
import { otlpBodies } from "./otlpBodies.ts";

const requestsPerRound = 20;
const spansPerRequest = 512;
const rounds = 5;
const atOnce = 4;

/** Spans of 2 KB a second through `POST /v1/traces` until they are durable, beside a Node server that only reads the same bodies. */
export async function measureOtlp(): Promise<void> {
  const dataFolder = newDataFolder();
  const serving = await startServe(dataFolder);
  const plain = fork(fileURLToPath(import.meta.url), ["read"]);
  const [port] = (await once(plain, "message")) as [number];
  let made = 0;
  const timed = (encoding: "protobuf" | "json", url: string, token: string) => async () => {
    const bodies = Array.from({ length: requestsPerRound }, () => otlpBodies({ spans: spansPerRequest, from: (made += spansPerRequest), encoding }));
    const startedAt = performance.now();
    await inTurns(bodies, (body) => send(url, token, encoding, body));
    return (requestsPerRound * spansPerRequest * 1000) / (performance.now() - startedAt);
  };
  try {
    const { gatewayUrl, token } = serving;
    const perSecond = await interleaved(
      [
        { name: "protobuf, durable", measure: timed("protobuf", `${gatewayUrl}/traces`, token) },
        { name: "JSON, durable", measure: timed("json", `${gatewayUrl}/traces`, token) },
        { name: "protobuf, only read", measure: timed("protobuf", `http://127.0.0.1:${port}/`, token) },
      ],
      rounds,
    );
    console.log(`\nOTLP over HTTP, spans of 2 KB a second, median (least to most) of ${rounds} rounds of ${requestsPerRound} requests of ${spansPerRequest}, ${atOnce} at a time:`);
    for (const [name, values] of perSecond) console.log(`  ${name.padEnd(20)} ${summary(values)}`);
    console.log(`  goal 2,000 durable: ${median(perSecond.get("protobuf, durable")!) >= 2000 ? "met" : "missed"}`);
  } finally {
    plain.kill();
    await serving.stop();
    rmSync(dataFolder, { recursive: true });
  }
}

async function send(url: string, token: string, encoding: "protobuf" | "json", body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: "POST", body, headers: { authorization: `Bearer ${token}`, "content-type": encoding === "json" ? "application/json" : "application/x-protobuf" } });
  const said = await answer.text();
  if (answer.status !== 200 || said.includes("partialSuccess")) throw new Error(`Answered ${answer.status}: ${said.slice(0, 500)}`);
}

async function inTurns<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  }));
}

/** What HTTP itself costs: a server that reads bodies and forgets them. */
if (process.argv[2] === "read") {
  const server = createServer((request, response) => request.on("data", () => {}).on("end", () => response.end()));
  server.listen(0, "127.0.0.1", () => process.send!((server.address() as { port: number }).port));
}
