// The cache in node_modules/.cache. The name of a file is a hash of everything that its content depends on, so files never change.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const folder = path.join(path.dirname(__dirname), 'node_modules', '.cache', 'cdk8s-pod-patterns');

const fingerprint = (...parts) => crypto.createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The content of a cached file, as text or, without an encoding, as bytes; undefined if it is not cached. */
function readCached(name, encoding) {
  try {
    return fs.readFileSync(path.join(folder, name), encoding);
  } catch {
    return undefined;
  }
}

/** Caches text or bytes, if possible, and returns them. */
function writeCached(name, content) {
  const temporary = path.join(folder, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, path.join(folder, name));
  } catch {
    fs.rmSync(temporary, { force: true });
  }
  return content;
}

module.exports = { fingerprint, readCached, writeCached };
