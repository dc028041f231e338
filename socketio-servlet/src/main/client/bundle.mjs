// Puts the JavaScript client's bundles, each also compressed, where the jar takes them from.
//
//   node bundle.mjs <work folder> <output folder>
//
// The client comes from npm, in the version of package-lock.json, installed in the work folder so that this folder stays
// clean. Does nothing when the output was made from the same package files by the same script.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, deflate, gzip } from "node:zlib";

const BUNDLES = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"];
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
    await readFile(join(output, "version.properties"));
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
  return join(work, "node_modules", "socket.io-client");
}

async function bundle(from, name) {
  const data = await readFile(join(from, name));
  await writeFile(join(output, name), data);
  for (const [suffix, compress] of Object.entries(ENCODINGS)) {
    await writeFile(join(output, `${name}.${suffix}`), await compress(data));
  }
}

const stamp = await stampOfInputs();
if (!(await upToDate(stamp))) {
  await rm(join(work, "stamp"), { force: true });
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const client = await install();
  await Promise.all(BUNDLES.flatMap((name) => [name, `${name}.map`]).map((name) => bundle(join(client, "dist"), name)));
  await copyFile(join(client, "LICENSE"), join(output, "LICENSE"));
  const { version } = JSON.parse(await readFile(join(client, "package.json"), "utf8"));
  await writeFile(join(output, "version.properties"), `version=${version}\n`);
  await writeFile(join(work, "stamp"), stamp);
}
