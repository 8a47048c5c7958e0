// Tests for a cluster without a node: which objects it accepts, and on which node its scheduler would place a pod. Both use the same names.
module.exports = {
  ...require('../jest.config'),
  rootDir: '../..',
  testMatch: ['<rootDir>/e2e/nodeless/*.test.ts'],
  maxWorkers: 1,
};
