import { merge } from '../manifest/diff/merge';

const NAMES = { ours: 'a', theirs: 'b' };
const BASE = 'one\ntwo\nthree\nfour\nfive\n';
const merged = (ours: string, theirs: string) => merge(BASE, ours, theirs, NAMES);

test('changes of different lines are merged', () => {
  const ours = BASE.replace('one', '1').replace('five\n', 'five\nsix\n');
  const theirs = BASE.replace('three\n', '');
  expect(merged(ours, theirs)).toEqual({ text: '1\ntwo\nfour\nfive\nsix\n', conflicts: [] });
});

test('the same change on both sides is one change', () => {
  const both = BASE.replace('two', '2');
  expect(merged(both, both)).toEqual({ text: both, conflicts: [] });
});

test('different changes of a line are a conflict, with both versions', () => {
  const { text, conflicts } = merged(BASE.replace('two', '2'), BASE.replace('two', 'II'));
  expect(conflicts).toEqual([{ from: 2, to: 3, ours: ['2'], theirs: ['II'] }]);
  expect(text).toBe('one\n<<<<<<< a\n2\n=======\nII\n>>>>>>> b\nthree\nfour\nfive\n');
});

test('a line that one side removes and the other changes is a conflict', () => {
  expect(merged(BASE.replace('two\n', ''), BASE.replace('two', '2')).conflicts).toHaveLength(1);
});

test('a side without changes gives the other side', () => {
  const other = 'x\n\none\nfive';
  expect(merged(BASE, other)).toEqual({ text: other, conflicts: [] });
  expect(merged(other, BASE)).toEqual({ text: other, conflicts: [] });
});
