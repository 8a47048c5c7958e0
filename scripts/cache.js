// What is kept from one run to the next, in node_modules/.cache. A file's name is made of all that its content depends on, so that it
// never has to change.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const folder = path.join(path.dirname(__dirname), 'node_modules', '.cache', 'cdk8s-pod-patterns');

const nameOf = (...parts) => crypto.createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The content of a file, or nothing: a text, or without an encoding, bytes. */
function kept(name, encoding) {
  try {
    return fs.readFileSync(path.join(folder, name), encoding);
  } catch {
    return undefined;
  }
}

/** Keeps a text or bytes, and returns them. What cannot be kept is made anew next time. */
function keep(name, content) {
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

module.exports = { keep, kept, nameOf };
