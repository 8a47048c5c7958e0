import { blocks, compilerProblems, runModule } from '../__tests__/code';
import { filesOf } from './synthesize';

const README = 'constructs/patterns/README.md';
const [pattern, main] = blocks(README, 'ts');

test('the code in the README of the patterns compiles', () => {
  expect(compilerProblems({ 'tracing-pattern': pattern, orders: main })).toEqual([]);
});

test('the app in it writes the YAML below it', () => {
  const known = { 'tracing-pattern': runModule(pattern) };
  expect(filesOf(() => runModule(main, known))).toEqual({ 'orders.k8s.yaml': blocks(README, 'yaml')[0] });
});
