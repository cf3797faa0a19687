import { defineConfig } from "vite";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../dist/desk",
    emptyOutDir: true,
    // Everything in files of its own: the page allows no script and no picture inside the HTML or the styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
