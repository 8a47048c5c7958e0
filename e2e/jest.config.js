module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/e2e/*.test.ts'],
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
  testTimeout: 240_000,
  // the tests wait for the cluster most of the time: all files run beside each other, and of test.concurrent so many
  maxWorkers: 8,
  maxConcurrency: 8,
  verbose: true,
};
