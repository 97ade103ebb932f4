import { resolve } from "node:path";
import { expect, it } from "vitest";
import { targetFor } from "../../electron/headless/targetFor.ts";
import { core } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { createFakeCore } from "../helpers/fakeCore.ts";
import { fakeModel } from "../helpers/fakeModels.ts";

it("takes a file here for a path unless a model is called the same, whatever its name looks like", async () => {
  const [near, far] = memoryPorts();
  serve(core, createFakeCore({ models: [fakeModel("README.md")] }).services, far);
  const client = connect(core, near);
  expect(await targetFor(client, "README.md")).toBe("README.md");
  expect(await targetFor(client, "package.json")).toBe(resolve("package.json"));
  expect(await targetFor(client, "test/../package.json")).toBe(resolve("package.json"));
  expect(await targetFor(client, "demo.gguf")).toBe("demo.gguf");
});
