import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** The floors of the house, from the top down. What stands on one may import from those below, never from above. */
const FLOORS = ['cli', 'testing', 'constructs', 'rules', 'manifest', 'kubernetes', 'util'];

const above = (floor) => FLOORS.slice(0, FLOORS.indexOf(floor));

/** The folders that nothing in the house imports. */
const OUTSIDE = ['__tests__', 'conformance', 'bench', 'docs', 'e2e', 'examples', 'scripts', 'main', 'index'];

const floorRules = FLOORS.map((floor) => ({
  files: [`${floor}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...above(floor), ...OUTSIDE].join('|')})(/|$)`,
            message: `Imports run down the floors only: ${FLOORS.join(', ')}.`,
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'node_modules/',
      'kubernetes/types.ts',
      'kubernetes/schema.ts',
      'kubernetes/decoded.ts',
      'kubernetes/all-kinds.ts',
      'kubernetes/required-props.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      // tests and scripts read manifests of any shape
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/explicit-function-return-type': 'off',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [
      ...FLOORS.map((floor) => `${floor}/**/*.ts`),
      'index.ts',
      'validation.ts',
      'testing.ts',
      'main.ts',
      'examples/**/main.ts',
    ],
    rules: { '@typescript-eslint/no-explicit-any': 'error' },
  },
  {
    // the texts come from manifests of any author: each expression must need linear time
    files: [...FLOORS.map((floor) => `${floor}/**/*.ts`), 'validation.ts'],
    ignores: ['kubernetes/generate.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...floorRules,
);
