import { getLlama, LlamaLogLevel, NoBinaryFoundError, type Llama } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";
import type { LoadSettings } from "../../shared/llama.ts";

/** llama.cpp with the backend that `gpu` says; `auto` without a device is the processor. Throws `model-load-failed`. */
export async function openLlama({ gpu, threads }: Pick<LoadSettings, "gpu" | "threads">): Promise<Llama> {
  const open = (type: "auto" | "cuda" | "vulkan" | "metal" | false) =>
    getLlama({ gpu: type, build: "never", skipDownload: true, maxThreads: threads, logLevel: LlamaLogLevel.error, progressLogs: false, logger: (_level, message) => process.stderr.write(`${message}\n`) });
  try {
    const llama = await open(gpu === "off" ? false : gpu);
    // A driver can be there without a device, and a backend of another system falls back to none.
    const hasDevice = llama.gpu !== false && (await llama.getGpuDeviceNames()).length > 0;
    if (hasDevice || gpu === "off" || (gpu === "auto" && llama.gpu === false)) return llama;
    await llama.dispose();
    if (gpu === "auto") return await open(false);
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw loadFailed(error);
  }
  if (gpu === "auto" || gpu === "off") throw new AppError("model-load-failed", `There is no build of llama.cpp for this machine (${process.platform}, ${process.arch}).`, { fix: "Install Tapedeck's dependencies again on this machine." });
  throw new AppError("model-load-failed", `The GPU backend ${gpu} was chosen, but this machine has no device for it.`, { fix: "Choose auto or off as the GPU in the model's settings or in Settings." });
}

/** Any error of a load as `model-load-failed`. */
export function loadFailed(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("model-load-failed", `llama.cpp could not load it: ${reason}.`, { fix: "If other models load, the file is damaged or of a kind that this llama.cpp does not know: get it again or try another one.", cause: error });
}
