import { WebSocket } from "ws";
import { core } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import { webSocketPort } from "../../shared/rpc/webSocketPort.ts";
import { endChild, newFolder, startServe } from "../e2e/environments.ts";
import { question, sampling, type PlainAnswer } from "./plainQuestion.ts";

/** The built core behind `tapedeck serve`, asked over its WebSocket, recording as always. */
export async function openCore() {
  const { child, ready } = await startServe(newFolder());
  const socket = new WebSocket(`${new URL(ready.url).origin.replace("http", "ws")}/rpc`, { headers: { authorization: `Bearer ${ready.token}` } });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const api = connect(core, webSocketPort(socket));
  return {
    async ask(seed: number): Promise<PlainAnswer> {
      const startedAt = performance.now();
      let tokens = 0;
      for await (const event of api.gateway.run({ target: "demo-support-v2", messages: [{ role: "user", content: question }], sampling: { ...sampling, seed }, origin: "chat" })) {
        if (event.type === "done") tokens = event.usage.completionTokens!;
      }
      return { tokens, ms: performance.now() - startedAt };
    },
    async close() {
      socket.close();
      await endChild(child);
    },
  };
}
