import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { freemem, totalmem } from "node:os";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

const gigabyte = 1e9;

export function checkMemory(): Finding {
  const free = freemem();
  const found = `${(free / gigabyte).toFixed(1)} of ${(totalmem() / gigabyte).toFixed(1)} GB free.`;
  return free < gigabyte ? { state: "caution", found, fix: "Close other programs, or load smaller models." } : { state: "ok", found };
}

export async function checkGpus(): Promise<Finding> {
  const { default: machine } = await import("systeminformation");
  const { controllers } = await machine.graphics();
  const names = controllers.map(({ vendor, model, vram, driverVersion }) => [vendor, model, vram ? `${vram} MB` : "", driverVersion ? `driver ${driverVersion}` : ""].filter(Boolean).join(" "));
  if (names.length === 0) return { state: "ok", found: "No GPU was found; models run on the CPU." };
  const withoutDriver = controllers.some(({ vendor, driverVersion }) => /nvidia/i.test(vendor) && !driverVersion);
  const found = `${names.join("; ")}.`;
  return withoutDriver
    ? { state: "caution", found, fix: "Install NVIDIA's driver; without it models run on the CPU." }
    : { state: "ok", found };
}

/** Whether llama.cpp's prebuilt binaries for this machine were installed. */
export function checkEngine(): Finding {
  const platform = `${process.platform === "darwin" ? "mac" : process.platform === "win32" ? "win" : "linux"}-${process.arch}`;
  const modules = join(createRequire(import.meta.url).resolve("node-llama-cpp"), "../../../@node-llama-cpp");
  const found = readdirSync(modules).filter((name) => name.startsWith(platform) && !name.endsWith("-ext"));
  if (found.length === 0) return { state: "fault", found: `No llama.cpp binary for ${platform} is installed.`, fix: "Run `npm ci` again, without leaving out optional packages." };
  return { state: "ok", found: `llama.cpp binaries: ${found.join(", ")}.` };
}
