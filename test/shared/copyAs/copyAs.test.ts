import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { chatBody, type ChatBody } from "../../../shared/copyAs/chatBody.ts";
import { curlCommand } from "../../../shared/copyAs/curlCommand.ts";
import { pythonProgram } from "../../../shared/copyAs/pythonProgram.ts";
import { typescriptProgram } from "../../../shared/copyAs/typescriptProgram.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const run = promisify(execFile);

/** Everything that a shell, Python or JavaScript could take for something else. */
const hostile = "it's \"$HOME\" `date` \\n \\ 'JSON'\nJSON\n${x} %s {{y}} \t\u0000\u2028 日本 👍 \ud800";
const interaction = sampleInteraction(["ok"], {
  request: {
    target: "x", origin: "api", user: "kim",
    messages: [
      { role: "system", content: hostile },
      { role: "user", content: "Where is my order?" },
      { role: "assistant", content: "", toolCalls: [{ id: "call_1", name: "find_order", arguments: '{"q":"it\'s"}' }] },
      { role: "tool", content: "4821", toolCallId: "call_1" },
    ],
    sampling: { temperature: 0.2, topP: 0.9, topK: 40, maxTokens: 64, stop: ["\n\n"] },
    tools: [{ type: "function", function: { name: "find_order", parameters: { type: "object", properties: {}, additionalProperties: false } } }],
    toolChoice: { name: "find_order" },
    responseFormat: { type: "json-schema", schema: { type: "object" }, strict: true },
    logprobs: { top: 3 },
  },
});
const copied = chatBody(interaction);
const wanted = JSON.parse(JSON.stringify({ ...copied.body, ...copied.more })) as unknown;

/** A server that answers like OpenAI's and keeps what it was asked. */
async function openPeer() {
  const asked: { path: string | undefined; key: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ path: request.url, key: request.headers.authorization, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
      response.setHeader("content-type", "application/json").end(JSON.stringify({ choices: [{ message: { role: "assistant", content: "On its way." } }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { asked, env: { ...process.env, OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, OPENAI_API_KEY: "key-1" } };
}

it("says a request in the words of OpenAI's API, and what that has no name for beside it", () => {
  expect(copied.body).toMatchObject({
    model: "demo-support-v1", temperature: 0.2, top_p: 0.9, max_tokens: 64, stop: ["\n\n"], seed: 7, user: "kim", logprobs: true, top_logprobs: 3,
    tool_choice: { type: "function", function: { name: "find_order" } }, response_format: { type: "json_schema", json_schema: { name: "answer", schema: { type: "object" }, strict: true } },
  });
  expect((copied.body["messages"] as unknown[])[2]).toEqual({ role: "assistant", content: null, tool_calls: [{ id: "call_1", type: "function", function: { name: "find_order", arguments: '{"q":"it\'s"}' } }] });
  expect(copied.more).toEqual({ top_k: 40 });
});

it("makes a curl command that sends exactly this body, and nothing where no address is named", async () => {
  const { asked, env } = await openPeer();
  const { stdout } = await run("sh", ["-c", curlCommand(copied)], { env });
  expect(stdout).toContain("On its way.");
  expect(asked).toEqual([{ path: "/v1/chat/completions", key: "Bearer key-1", body: wanted }]);
  const { OPENAI_BASE_URL: _address, ...without } = env;
  await expect(run("sh", ["-c", curlCommand(copied)], { env: without as NodeJS.ProcessEnv })).rejects.toThrow("Set it to the address that ends in /v1");
  expect(asked).toHaveLength(1);
});

/** OpenAI's libraries as far as the programs use them: they post what they are given. */
const typescriptLibrary = `export default class OpenAI {
  chat = { completions: { create: async (body) => (await fetch(process.env.OPENAI_BASE_URL + "/chat/completions", { method: "POST", headers: { authorization: "Bearer " + process.env.OPENAI_API_KEY }, body: JSON.stringify(body) })).json() } };
}`;
const pythonLibrary = `import json, os, types, urllib.request
class OpenAI:
    def __init__(self):
        self.chat = types.SimpleNamespace(completions=self)
    def create(self, extra_body={}, **body):
        request = urllib.request.Request(os.environ["OPENAI_BASE_URL"] + "/chat/completions", json.dumps({**body, **extra_body}).encode(), {"authorization": "Bearer " + os.environ["OPENAI_API_KEY"]})
        answer = json.load(urllib.request.urlopen(request))
        return types.SimpleNamespace(choices=[types.SimpleNamespace(message=choice["message"]["content"]) for choice in answer["choices"]])
`;

it("makes a TypeScript program that sends exactly this body", async () => {
  const { asked, env } = await openPeer();
  const folder = tempFolder();
  mkdirSync(join(folder, "node_modules/openai"), { recursive: true });
  writeFileSync(join(folder, "node_modules/openai/package.json"), '{"name":"openai","type":"module","exports":"./index.js"}');
  writeFileSync(join(folder, "node_modules/openai/index.js"), typescriptLibrary);
  writeFileSync(join(folder, "call.mts"), typescriptProgram(copied));
  const { stdout } = await run(process.execPath, [join(folder, "call.mts")], { env });
  expect(stdout).toContain("On its way.");
  expect(asked[0]!.body).toEqual(wanted);
});

it.skipIf(!(await isThere("python3")))("makes a Python program that sends exactly this body", async () => {
  const { asked, env } = await openPeer();
  const folder = tempFolder();
  writeFileSync(join(folder, "openai.py"), pythonLibrary);
  writeFileSync(join(folder, "call.py"), pythonProgram(copied).toWellFormed());
  const { stdout } = await run("python3", [join(folder, "call.py")], { env: { ...env, PYTHONPATH: folder } });
  expect(stdout).toContain("On its way.");
  expect(asked[0]!.body).toEqual(wanted);
});

it("writes the smallest request without trailing commas, empty fields or an extra body", () => {
  const small: ChatBody = { body: { model: "m", messages: [] }, more: {} };
  expect(typescriptProgram(small)).toContain('create({\n  model: "m",\n  messages: [],\n});');
  expect(pythonProgram(small)).toContain('create(\n    model="m",\n    messages=[],\n)');
});

async function isThere(program: string): Promise<boolean> {
  return run(program, ["--version"]).then(() => true, () => false);
}
