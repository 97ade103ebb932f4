import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page. Addresses of its files are relative, so that it loads from a listener, from the app's own scheme and from a folder alike. */
export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome130",
    // Fonts stay files: the console's policy allows no data addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      onwarn(warning, warn) {
        // Radix marks its files for a bundler of servers; there is none here.
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
});
