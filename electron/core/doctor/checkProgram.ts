import { createServer } from "node:net";
import { once } from "node:events";
import { arch, platform, release } from "node:os";
import { AppError } from "../../../shared/errors.ts";
import { socketPath } from "../owner/socketPath.ts";
import { version } from "../version.ts";
import type { Finding } from "./finding.ts";

/** The Node that Tapedeck is built and tested with. */
const nodeMajor = 24;

export function checkVersions(): Finding {
  const found = `Tapedeck ${version}, Node ${process.versions.node}, ${platform()} ${release()} ${arch()}.`;
  if (Number(process.versions.node.split(".")[0]) === nodeMajor) return { state: "ok", found };
  return { state: "caution", found, fix: `Run Tapedeck on Node ${nodeMajor}; \`npm ci\` brings it.` };
}

export async function checkPorts(): Promise<Finding> {
  const server = createServer();
  try {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { state: "ok", found: "Programs of this user can listen on 127.0.0.1." };
  } catch (error) {
    return { state: "fault", found: `Nothing can listen on 127.0.0.1: ${(error as Error).message}.`, fix: "Allow local listening in the firewall or sandbox; `tapedeck serve` needs it." };
  } finally {
    server.close();
  }
}

/** Whether commands can reach a running owner. */
export function checkCommands(dataFolder: string): Finding {
  try {
    return { state: "ok", found: `Commands meet at ${socketPath(dataFolder)}.` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { state: "fault", found: error.message, fix: error.fix ?? "" };
  }
}
