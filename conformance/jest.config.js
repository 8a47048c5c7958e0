// The suites that need what lies beside the checkout: real manifests, and the API server's own verdict on pods.
module.exports = { ...require('../jest.config'), rootDir: '..', testMatch: ['<rootDir>/conformance/*.test.ts'] };
