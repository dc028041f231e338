// Puts the bundles of the JavaScript clients, each also compressed, where the jar takes them from.
//
//   node bundle.mjs <work folder> <output folder>
//
// The clients come from npm, in the versions of package-lock.json, installed in the work folder so that this folder stays
// clean. Each major version has a folder of its own in the output. Does nothing when the output was made from the same
// package files by the same script.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, deflate, gzip } from "node:zlib";

// By the folder in the output: the package, as package.json calls it, and its bundles.
const CLIENTS = {
  v4: {
    name: "socket.io-client",
    bundles: ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"],
  },
  v2: { name: "socket.io-client-v2", bundles: ["socket.io.js", "socket.io.slim.js"] },
};
const PACKAGE_FILES = ["package.json", "package-lock.json"];

// HTTP's "deflate" is the zlib format, not a bare deflate stream.
const best = { level: constants.Z_BEST_COMPRESSION };
const ENCODINGS = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  gz: (data) => promisify(gzip)(data, best),
  deflate: (data) => promisify(deflate)(data, best),
};

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
    await Promise.all(Object.keys(CLIENTS).map((folder) => readFile(join(output, folder, "version.properties"))));
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

async function bundle(from, to, name) {
  const data = await readFile(join(from, name));
  await writeFile(join(to, name), data);
  for (const [suffix, compress] of Object.entries(ENCODINGS)) {
    await writeFile(join(to, `${name}.${suffix}`), await compress(data));
  }
}

async function bundleAll(folder, { name, bundles }) {
  const client = join(work, "node_modules", name);
  const to = join(output, folder);
  await mkdir(to, { recursive: true });
  await Promise.all(bundles.flatMap((file) => [file, `${file}.map`]).map((file) => bundle(join(client, "dist"), to, file)));
  await copyFile(join(client, "LICENSE"), join(to, "LICENSE"));
  const { version } = JSON.parse(await readFile(join(client, "package.json"), "utf8"));
  await writeFile(join(to, "version.properties"), `version=${version}\n`);
}

const stamp = await stampOfInputs();
if (!(await upToDate(stamp))) {
  await rm(join(work, "stamp"), { force: true });
  await rm(output, { recursive: true, force: true });
  await install();
  await Promise.all(Object.entries(CLIENTS).map(([folder, client]) => bundleAll(folder, client)));
  await writeFile(join(work, "stamp"), stamp);
}
