// Makes static/build from static/src: one style sheet, one script, the icon and the manifest.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "static", "src");
const built = join(root, "static", "build");

const styles = sass.compile(join(source, "css", "app.scss"), {
  loadPaths: [root, join(root, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
const minified = await esbuild.transform(styles.css, { loader: "css", minify: true });

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await writeFile(join(built, "app.css"), minified.code);
await esbuild.build({
  entryPoints: [join(source, "js", "app.js")],
  outfile: join(built, "app.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  nodePaths: [join(root, "node_modules")],
});
await cp(join(source, "files"), built, { recursive: true });
