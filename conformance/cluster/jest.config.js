// The suites that ask an API server, the one that KUBECONFIG names, what it says of many objects. Nothing is stored but namespaces.
module.exports = {
  ...require('../../e2e/jest.config'),
  rootDir: '../..',
  testMatch: ['<rootDir>/conformance/cluster/**/*.test.ts'],
  maxWorkers: 1,
};
