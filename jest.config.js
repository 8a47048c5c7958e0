module.exports = {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  setupFiles: ['<rootDir>/__tests__/quiet.ts'],
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
  // by default, jest leaves one core idle: on two cores, the tests then take 10 minutes instead of 5
  maxWorkers: '100%',
};
