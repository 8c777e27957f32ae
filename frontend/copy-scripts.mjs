// Copies govuk-frontend's script to ../static, without the source map comment:
// the map is not served, and hashed static storage refuses a file that names
// a missing one.
import { readFile, writeFile } from "node:fs/promises";

const source = new URL("./node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", import.meta.url);
const target = new URL("../static/govuk-frontend.min.js", import.meta.url);
const banner = "/*! govuk-frontend 6.6.0 (MIT licence): see govuk-frontend.LICENCE.txt */\n";

const script = await readFile(source, "utf8");
const withoutMap = script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
await writeFile(target, banner + withoutMap);
