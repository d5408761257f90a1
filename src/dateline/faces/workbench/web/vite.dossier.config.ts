// The one-file dossier: the same parts as the workbench's, built as one script and one style sheet, which
// faces/export/dossier.py puts into a page with the data. A script of its own, since a module cannot stand in a file.
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [preact()],
  publicDir: false,
  build: {
    outDir: "../built",
    emptyOutDir: false,
    target: "es2022",
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: "src/dossier/main.tsx",
      output: { format: "iife", entryFileNames: "dossier.js", assetFileNames: "dossier[extname]" },
    },
  },
});
