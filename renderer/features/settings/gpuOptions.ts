/** GPU choices of the app and of a model. */
export const gpuOptions = [
  { value: "auto", label: "Automatic" },
  { value: "off", label: "Off, processor only" },
  { value: "cuda", label: "CUDA" },
  { value: "vulkan", label: "Vulkan" },
  { value: "metal", label: "Metal" },
] as const;
