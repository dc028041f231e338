// The browser of the tests: the environment variable CHROMIUM names one; without it, it is the Chromium for Linux on x86-64 that
// comes from npm.

import chromiumBinary from "@sparticuz/chromium";
import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? (await unpack()), args: FLAGS });
}

/** Unpacks the Chromium from npm, once, beside the packages: a shared temporary directory may hold one of another version. */
async function unpack() {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = pathOf(import.meta.dirname, "node_modules", ".chromium");
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const path = await chromiumBinary.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  return path;
}
