// The suites that need an API server, the one that KUBECONFIG names. They store only namespaces.
module.exports = {
  ...require('../../e2e/jest.config'),
  rootDir: '../..',
  testMatch: ['<rootDir>/conformance/cluster/**/*.test.ts'],
  maxWorkers: 1,
};
