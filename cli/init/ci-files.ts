/** The CI files of a new app, by the service. They check the types, the tests, and that the committed `dist/` is what the code writes. */
export const CI_FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: {
    '.github/workflows/test.yml': `name: test
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm test
      # the committed dist/ is what the code writes
      - run: npm run check
`,
  },
  gitlab: {
    '.gitlab-ci.yml': `test:
  image: node:22
  cache:
    key:
      files: [package-lock.json]
    paths: [.npm]
  script:
    - npm ci --cache .npm --prefer-offline
    - npm test
    # the committed dist/ is what the code writes
    - npm run check
`,
  },
};
