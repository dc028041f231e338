// Puts the older JavaScript clients where the WAR takes them from; the current one is served by the servlet itself.
//
//   node copy.mjs <work folder> <output folder>
//
// The clients come from npm, in the versions of package-lock.json, installed in the work folder so that this folder stays
// clean. Does nothing when the output was made from the same package files by the same script.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// By folder of the output. In 2.x socket.io.js is the compressed one.
const CLIENTS = {
  v2: { from: "socket.io-client-2", bundle: "socket.io.js" },
  v3: { from: "socket.io-client-3", bundle: "socket.io.min.js" },
};
const PACKAGE_FILES = ["package.json", "package-lock.json"];

const script = fileURLToPath(import.meta.url);
const source = dirname(script);
const [work, output] = process.argv.slice(2).map((folder) => resolve(folder));

async function stampOfInputs() {
  const hash = createHash("sha256").update(output);
  for (const file of [script, ...PACKAGE_FILES.map((name) => join(source, name))]) {
    hash.update(await readFile(file));
  }
  return hash.digest("hex");
}

async function upToDate(stamp) {
  try {
    for (const folder of Object.keys(CLIENTS)) await readFile(join(output, folder, "LICENSE"));
    return (await readFile(join(work, "stamp"), "utf8")) === stamp;
  } catch {
    return false;
  }
}

async function install() {
  await mkdir(work, { recursive: true });
  for (const name of PACKAGE_FILES) {
    await copyFile(join(source, name), join(work, name));
  }
  // A shell, because npm is a script (npm.cmd) on Windows; the arguments are constants.
  const npm = spawnSync("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error", {
    cwd: work,
    shell: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (npm.status !== 0) {
    throw new Error(`npm ci failed: ${npm.error ?? `exit code ${npm.status}`}`);
  }
}

async function copy(folder, { from, bundle }) {
  const client = join(work, "node_modules", from);
  await mkdir(join(output, folder), { recursive: true });
  for (const name of [bundle, `${bundle}.map`]) {
    await copyFile(join(client, "dist", name), join(output, folder, name));
  }
  await copyFile(join(client, "LICENSE"), join(output, folder, "LICENSE"));
}

const stamp = await stampOfInputs();
if (!(await upToDate(stamp))) {
  await rm(join(work, "stamp"), { force: true });
  await rm(output, { recursive: true, force: true });
  await install();
  for (const [folder, client] of Object.entries(CLIENTS)) await copy(folder, client);
  await writeFile(join(work, "stamp"), stamp);
}
