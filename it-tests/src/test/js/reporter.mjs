// A reporter for Node's test runner: one line of JSON for each finished test, and one for whatever else failed.
//
//   {"suite":"acks","name":"the client answers later","status":"passed","millis":12.3}
//
// The status is passed, failed (then "error" tells why) or skipped (then "reason" tells why).

import { inspect } from "node:util";

export default async function* report(source) {
    const suites = new Map(); // file -> the suite that it is in
    const complaints = new Map(); // file -> what its process wrote to standard error
    for await (const { type, data } of source) {
        if (type === "test:start" && data.nesting === 0) {
            suites.set(data.file, data.name);
        } else if (type === "test:stderr") {
            complaints.set(data.file, (complaints.get(data.file) ?? "") + data.message);
        } else if (type === "test:pass" && data.details.type !== "suite") {
            yield line(passed(data, suites));
        } else if (type === "test:fail" && !isFailureOfTests(data.details)) {
            yield line(failed(data, suites, complaints));
        }
    }
}

/** True if a suite failed because of its tests, which tell it themselves. */
function isFailureOfTests({ type, error }) {
    return type === "suite" && error?.failureType === "subtestsFailed";
}

function passed(data, suites) {
    const skipped = data.skip !== undefined && data.skip !== false;
    return skipped ? { ...head(data, suites, "skipped"), reason: String(data.skip) } : head(data, suites, "passed");
}

function failed(data, suites, complaints) {
    const { error } = data.details;
    const cause = error?.cause ?? error;
    // Not all of an error: those of the clients carry whole requests along.
    const text = cause?.stack ?? (typeof cause === "string" ? cause : inspect(cause));
    // A file that breaks down outside of its tests gives its reason on standard error only.
    const isFile = data.nesting === 0 && data.name === data.file;
    return { ...head(data, suites, "failed"), error: isFile ? `${text}\n${complaints.get(data.file) ?? ""}` : text };
}

function head({ file, name, nesting, details }, suites, status) {
    return { suite: nesting === 0 ? "" : (suites.get(file) ?? ""), name, status, millis: details.duration_ms };
}

function line(value) {
    return `${JSON.stringify(value)}\n`;
}
