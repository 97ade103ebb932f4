import type { OpenApp } from "./environments.ts";
import { playgroundPage } from "./pages/playground.ts";

/** So hot that the demo model rambles on: with this seed 3,699 tokens, some seconds. */
const ramble = "?target=demo-support-v2&temperature=5&topK=0&topP=1&minP=0&seed=36";

/** Asks for a long answer in the Playground; resolves when its first words are there. */
export async function startLongAnswer(app: OpenApp): Promise<void> {
  const playground = playgroundPage(app);
  await playground.open(ramble);
  await playground.send("Tell me everything about returns.");
  await app.page.locator("article.reply .markdown").filter({ hasText: /\w{3}/ }).waitFor();
}
