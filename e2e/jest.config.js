module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/e2e/*.test.ts'],
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
  testTimeout: 480_000,
  // they wait for the cluster most of the time; more at once would keep two cores from it
  maxWorkers: 4,
  maxConcurrency: 4,
  verbose: true,
};
