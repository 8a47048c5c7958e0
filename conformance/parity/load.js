const path = require('path');

require('ts-node').register({ transpileOnly: true, compilerOptions: { module: 'CommonJS' } });

/** A module of a checkout, by one of the paths that it has had. */
exports.load = (checkout, ...names) => {
  const files = names.map((name) => path.resolve(checkout, name));
  const file = files.find((one) => {
    try {
      return require.resolve(one);
    } catch {
      return false;
    }
  });
  if (file === undefined) {
    throw new Error(`${checkout} has no ${names.join(' and no ')}.`);
  }
  return require(file);
};
