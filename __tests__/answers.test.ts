import { ruleNames } from '../cli/lint/pages';
import { recorded } from '../e2e/answers';
import { QUESTIONS, rulesOn } from '../e2e/questions';
import { PROOFS, REFUSALS } from '../e2e/rules';
import { orderObject } from '../kubernetes/field-order';
import { print } from '../manifest/yaml/print';

// What a page of docs/rules says that a cluster says was said by one: e2e/answers.test.ts and e2e/rules.test.ts see that it still is.

const all = { ...recorded('api'), ...recorded('runtime') };
const isOfCluster = (rule: string) => /^(api|api-warning|pod-security|runtime)\/|^dropped-field$/.test(rule);

test('of each rule on what a cluster refuses, warns of, forgets or breaks, a cluster was asked', () => {
  expect(Object.keys(all).sort()).toEqual(ruleNames().filter(isOfCluster));
});

test.each(Object.entries(QUESTIONS))('%s finds something in what a cluster was asked about', (rule, question) => {
  expect(rulesOn(question, question.version)).toContain(rule);
  expect(recorded('api')[rule]).toMatchObject(question);
});

test.each(Object.keys(recorded('runtime')))('%s is shown by a proof that still stands', (rule) => {
  const { manifest, words } = recorded('runtime')[rule];
  const proofs = REFUSALS.map(({ bad, says, ...rest }) => ({ ...rest, bad: [bad], fails: [says] }));
  const { bad, fails } = [...PROOFS, ...proofs].find((proof) => proof.rule === rule)!;
  expect(manifest).toBe(print(bad.map(orderObject)));
  expect(fails.filter((one) => !words.some((line) => one.test(line)))).toEqual([]);
});
