// Copies what the pages need from node_modules to static/vendor. Whole dist folders would slow
// collectstatic down a hundredfold, and their source map links would make it fail.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const font = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
const files = [
  "bootstrap/dist/css/bootstrap.min.css",
  `${font}-latin-wght-normal.woff2`,
  `${font}-latin-ext-wght-normal.woff2`,
];
const target = "static/vendor";

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) {
  const content = readFileSync(`node_modules/${file}`);
  const isText = /\.(css|js)$/.test(file);
  const stripped = isText && content.toString().replace(/\/[*/]# sourceMappingURL=.*$/gm, "");
  writeFileSync(`${target}/${basename(file)}`, isText ? stripped : content);
}
