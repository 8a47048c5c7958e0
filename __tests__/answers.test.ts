import { RULES } from '../rules/check/registry';
import * as composition from '../rules/composition';
import { recorded } from '../e2e/answers';
import { QUESTIONS, rulesOn } from '../e2e/questions';
import { REGISTRY_PROOFS, WITHOUT_PROOF } from '../e2e/registry-proofs';
import { PROOFS, REFUSALS } from '../e2e/rules';
import { orderObject } from '../kubernetes/field-order';
import { print } from '../manifest/yaml/print';

// The pages of docs/rules quote clusters. e2e/answers.test.ts and e2e/rules.test.ts check that a cluster still prints the quotes.

const all = { ...recorded('api'), ...recorded('runtime') };
const isOfCluster = (rule: string) => /^(api|api-warning|pod-security|runtime)\/|^dropped-field$/.test(rule);

/** The rules that synth applies before there is a manifest: no cluster sees what they report. */
const OF_PROPS = Object.values(composition);

test('a cluster answered about each rule whose findings a cluster can show', () => {
  expect(Object.keys(all).sort()).toEqual(
    RULES.filter((rule) => !OF_PROPS.includes(rule))
      .map(({ id }) => id)
      .filter((id) => isOfCluster(id) && !WITHOUT_PROOF.includes(id))
      .sort(),
  );
});

test.each(Object.entries(QUESTIONS))('%s finds something in what a cluster was asked about', (rule, question) => {
  expect(rulesOn(question, question.version)).toContain(rule);
  expect(recorded('api')[rule]).toMatchObject(question);
});

test.each(Object.keys(recorded('runtime')))('%s is shown by a proof that still exists', (rule) => {
  const { manifest, words } = recorded('runtime')[rule];
  const proofs = REFUSALS.map(({ bad, says, ...rest }) => ({ ...rest, bad: [bad], fails: [says] }));
  const { bad, fails } = [...PROOFS, ...REGISTRY_PROOFS, ...proofs].find((proof) => proof.rule === rule)!;
  expect(manifest).toBe(print(bad.map(orderObject)));
  expect(fails.filter((one) => !words.some((line) => one.test(line)))).toEqual([]);
});
