// What is built: one small first part, and a part a screen, loaded when it is opened. Nothing is inlined into
// index.html, since the content security policy allows no inline script or style; names carry no machine's paths.
import preact from "@preact/preset-vite";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const BOUND = 120_000; // bytes, gzipped: what a first visit may download

/** Prints what a first visit downloads, and fails the build where that is more than the bound. */
function firstDownload(): Plugin {
  return {
    name: "first-download",
    apply: "build",
    generateBundle(_options, bundle) {
      const first = new Set<string>();
      const take = (name: string): void => {
        const part = bundle[name];
        if (!part || first.has(name)) return;
        first.add(name);
        if (part.type === "chunk") part.imports.forEach(take);
      };
      for (const part of Object.values(bundle)) {
        if (part.type === "chunk" && part.isEntry) {
          take(part.fileName);
          for (const name of part.viteMetadata?.importedCss ?? []) take(name);
        }
      }
      const size = [...first].reduce((sum, name) => {
        const part = bundle[name]!;
        return sum + gzipSync(part.type === "chunk" ? part.code : part.source).length;
      }, 0);
      console.log(`first download: ${(size / 1000).toFixed(1)} kB gzipped in ${first.size} files`);
      if (size > BOUND) this.error(`the first download is ${size} bytes gzipped, more than ${BOUND}`);
    },
  };
}

export default defineConfig({
  plugins: [preact(), firstDownload()],
  build: {
    outDir: "../built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 700,
  },
});
