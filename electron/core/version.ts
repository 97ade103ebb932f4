import manifest from "../../package.json" with { type: "json" };

/** Tapedeck's version. */
export const version: string = manifest.version;
/** The engine that core starts; a loaded model's process also tells llama.cpp's release. */
export const engineVersion = `node-llama-cpp ${manifest.dependencies["node-llama-cpp"]}`;
