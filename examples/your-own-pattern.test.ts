import { blocks, compilerProblems, runModule } from '../__tests__/code';
import { filesOf } from './synthesize';

const PAGE = 'docs/patterns/your-own.md';
const [pattern, main] = blocks(PAGE, 'ts');

test('the TypeScript of docs/patterns/your-own.md compiles', () => {
  expect(compilerProblems({ 'tracing-pattern': pattern, orders: main })).toEqual([]);
});

test('its app writes the YAML of the page', () => {
  const known = { 'tracing-pattern': runModule(pattern) };
  expect(filesOf(() => runModule(main, known))).toEqual({ 'orders.k8s.yaml': blocks(PAGE, 'yaml')[0] });
});
