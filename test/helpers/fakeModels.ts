import type { Fit } from "../../shared/schemas/fit.ts";
import { defaultModelSettings, type FoundFile, type Inspection, type Model, type ModelSettings, type Runtime } from "../../shared/schemas/model.ts";

const runtime: Runtime = { pid: 4321, engine: "node-llama-cpp 3.21.1, llama.cpp b6902", backend: "cuda", devices: ["NVIDIA RTX 4090"], gpuLayers: 33, layers: 33, threads: 15, contextTokens: 8192, slots: 2, kvType: "f16" };

/** A model of the library; without `more` it is ready and not loaded. */
export function fakeModel(name: string, more: Partial<Model> = {}): Model {
  const hash = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) >>> 0, 7).toString(16).padStart(8, "0");
  return {
    id: `mdl_${name}`, name, family: name.split(" ")[0]!.replace(/-v\d+.*$/, ""), version: /v\d+/.exec(name)?.[0] ?? "v1", sha256: hash.repeat(8), location: `/models/${name.replaceAll(" ", ".")}.gguf`, fileState: "ready",
    sizeBytes: 4.92e9, architecture: "llama", parameters: 8.03e9, quantization: "Q4_K_M", contextLength: 131_072, templateSha256: hash.repeat(8), importedAt: Date.UTC(2025, 10, 18, 9, 30),
    kind: "model", notes: "", tags: [], license: "", provenance: "", isRetired: false, baseId: null, lineage: "Family and version from the file's name.", parts: 1,
    settings: defaultModelSettings, runtime: { state: "unloaded" },
    ...more,
  };
}

/** `model` with a process that runs it. */
export function loaded(model: Model, tokensPerSecond: number | null = 41.8, busySlots = 0): Model {
  return { ...model, runtime: { state: "loaded", runtime, busySlots, queued: busySlots > 1 ? 2 : 0, tokensPerSecond, memoryBytes: 6.6e9, replicas: [{ pid: runtime.pid, busySlots, queued: busySlots > 1 ? 2 : 0, tokensPerSecond, memoryBytes: 6.6e9 }], notices: [] } };
}

/** A library in every state that a model can have. */
export function fakeLibrary(): Model[] {
  const failure = { code: "model-load-failed", message: "demo-support-v2 F16 needs 17.7 GB and 6.8 GB are free.", fix: "Unload demo-support-v1 Q8_0, or lower the context to 4,096." };
  return [
    fakeModel("demo-support-v1 F16", { quantization: "F16", sizeBytes: 16.07e9 }),
    loaded(fakeModel("demo-support-v1 Q8_0", { quantization: "Q8_0", sizeBytes: 8.54e9, location: "embedded:demo-support-v1.Q8_0.gguf" }), null),
    fakeModel("demo-support-v1 Q4_K_M", { fileState: "missing" }),
    fakeModel("demo-support-v2 F16", { quantization: "F16", sizeBytes: 16.07e9, runtime: { state: "failed", error: failure } }),
    fakeModel("demo-support-v2 Q8_0", { quantization: "Q8_0", sizeBytes: 8.54e9 }),
    loaded(fakeModel("demo-support-v2 Q4_K_M"), 41.8, 2),
    fakeModel("demo-support-v3 Q4_K_M", { fileState: "hashing", sha256: null }),
    fakeModel("demo-judge-v1 Q6_K", { quantization: "Q6_K", sizeBytes: 12.12e9, parameters: 14.8e9, architecture: "qwen2", contextLength: 32_768, runtime: { state: "loading", progress: 0.43 } }),
    fakeModel("demo-embed-v3 F16", { quantization: "F16", sizeBytes: 0.27e9, parameters: 0.14e9, architecture: "bert", contextLength: 512, fileState: "changed", templateSha256: null }),
  ];
}

/** What reading the header of `model` gives. */
export function fakeInspection(model: Model): Inspection {
  const { architecture, name, parameters, contextLength, quantization, sizeBytes } = model;
  const kvCacheBytes = 0.535e9;
  const computeBytes = 0.56e9;
  return {
    valid: true, architecture, name, parameters, contextLength, quantization, sizeBytes, tensors: 292,
    tensorTypes: [{ type: quantization, tensors: 226, sizeBytes: sizeBytes - 1e6 }, { type: "F32", tensors: 66, sizeBytes: 1e6 }],
    chatTemplate: model.templateSha256 && "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}",
    estimate: { contextTokens: 8192, weightsBytes: sizeBytes, kvCacheBytes, computeBytes, totalBytes: sizeBytes + kvCacheBytes + computeBytes },
    findings: [
      { severity: "caution", what: "Context beyond the tests", why: "131,072 in the header; nobody has tried more than 8,192." },
      { severity: "info", what: "The chat template knows tools", why: "It has the role tool." },
    ],
  };
}

/** What a scan saw: a model of the library, one that is new, an adapter, and a split one that lacks a part. */
export const fakeFound: FoundFile[] = [
  { path: "/models/demo-support-v2.Q8_0.gguf", place: "folder", name: "demo-support-v2.Q8_0.gguf", kind: "model", quantization: "Q8_0", sizeBytes: 8.54e9, modelId: "mdl_demo-support-v2 Q8_0", problem: null },
  { path: "/home/kim/.ollama/models/blobs/sha256-0f3a", place: "ollama", name: "llama3.2:3b", kind: "model", quantization: "Q4_K_M", sizeBytes: 2.02e9, modelId: null, problem: null },
  { path: "/home/kim/.lmstudio/models/lora/mail.gguf", place: "lm-studio", name: "mail.gguf", kind: "adapter", quantization: "F16", sizeBytes: 0.04e9, modelId: null, problem: null },
  { path: "/models/big-00001-of-00003.gguf", place: "folder", name: "big-00001-of-00003.gguf", kind: null, quantization: "", sizeBytes: 4e9, modelId: null, problem: "big-00001-of-00003.gguf is part 1 of 3 of a split model, and a part is missing: big-00003-of-00003.gguf. Put all parts into one folder." },
];

/** What `model` takes with `settings`: its file, 66 kB a token of context, and half a gigabyte beside; 18 GB are free. */
export function fakeFit(model: Model, settings: ModelSettings = model.settings): Fit {
  const contextTokens = settings.contextTokens ?? Math.min(model.contextLength, 8192);
  const replicas = settings.replicas ?? 1;
  const parts = { weightsBytes: model.sizeBytes, repackedBytes: 0, kvCacheBytes: 66_000 * contextTokens * settings.slots * replicas, computeBytes: 0.4e9 * replicas, overheadBytes: 0.1e9 * replicas };
  const totalBytes = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  const freeBytes = 18e9;
  const fits = totalBytes <= freeBytes;
  return {
    resolved: { gpu: settings.gpu, gpuLayers: 0, layers: 33, threads: 15, contextTokens, slots: settings.slots, replicas, kvType: settings.kvType },
    parts, totalBytes, places: [{ name: "memory", neededBytes: totalBytes, freeBytes, totalBytes: 32e9 }], reclaimableBytes: 0,
    verdict: fits ? "fits" : "too-large", reason: fits ? "It fits." : "It needs more than the 18 GB that are free.",
    suggestions: fits ? [] : [{ what: "A context of 1,024 tokens", settings: { ...settings, contextTokens: 1024 }, totalBytes: totalBytes - 66_000 * (contextTokens - 1024) }],
    measured: null, lastGood: null,
  };
}
