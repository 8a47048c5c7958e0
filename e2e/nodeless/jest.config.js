// What can be seen on a cluster without a node: what it takes, and where its scheduler would place it. Both ask for the same names.
module.exports = {
  ...require('../jest.config'),
  rootDir: '../..',
  testMatch: ['<rootDir>/e2e/nodeless/*.test.ts'],
  maxWorkers: 1,
};
