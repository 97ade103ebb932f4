import manifest from "../../package.json" with { type: "json" };

/** Tapedeck's version. */
export const version: string = manifest.version;
