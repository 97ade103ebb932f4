import { onTestFinished } from "vitest";
import { createCore } from "../../electron/core/createCore.ts";
import { core, type CoreContract } from "../../shared/contract.ts";
import { connect } from "../../shared/rpc/connect.ts";
import type { Client } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

/** A whole core over a data folder, asked by its contract; `close` ends it before the test does. */
export async function openClient(dataFolder = tempFolder()): Promise<Client<CoreContract> & { close: () => Promise<void>; loadPinned: () => void }> {
  const { services, close, loadPinned } = await createCore({ dataFolder, startNew: false });
  const [near, far] = memoryPorts();
  serve(core, services, far);
  let closed: Promise<void> | undefined;
  const closeOnce = () => (closed ??= close());
  onTestFinished(closeOnce);
  return { ...connect(core, near), close: closeOnce, loadPinned };
}
