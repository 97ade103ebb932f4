import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The pages, for the window and for browsers alike. */
export default defineConfig({
  root: "renderer",
  // Addresses are relative, so that they hold under app://tapedeck/ and under any host.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    // Everything in files of our own: the content security policy knows no data: scripts, and fonts stay cacheable.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      // Radix marks every file "use client", which means nothing here and floods the log.
      onwarn: (warning, warn) => warning.code !== "MODULE_LEVEL_DIRECTIVE" && warn(warning),
    },
  },
});
