/**
 * Every row of shared/cases/invalid-pods.md that an API server alone can validate: the server reports the error of the row, and a rule
 * reports the same. Rows J12 to J19 need a cluster (other objects, admission). Section L needs running pods: see e2e/rules.ts.
 */
import * as fs from 'fs';
import * as path from 'path';
import { examine } from '../rules/check/examine';
import { PROOFS, REFUSALS } from '../e2e/rules';
import { check } from '../rules/check/check';
import { apiFindings as api } from '../rules/check/check';
import { Linter } from '../rules/check/lint';
import { pod, ROWS } from './invalid-pods';
import { podcheck, podcheckText, Verdict } from './shared';

/** Rows that podcheck cannot be asked: what else a cluster has, what it adds to a pod, and the duplicate key, which has its own test. */
const NOT_HERE = ['95', 'J3', 'J12', 'J13', 'J14', 'J15', 'J16', 'J17', 'J18', 'J19'];

/** Of those, the ones that are refused whatever else a cluster has. */
const NEVER_ADMITTED: Record<string, readonly [pod: any, rule: string]> = {
  J15: [pod({ priority: 1000 }), 'runtime/priority-without-class'],
  J17: [pod({ overhead: { cpu: '100m' } }), 'runtime/overhead-without-class'],
};

/** Failures at run time: the rule that reports each, or why no rule can. */
const RUNS: Record<string, string> = {
  L1: 'runtime/port-clash',
  L2: 'runtime/port-clash',
  L3: 'runtime/host-port-of-sidecar',
  L4: 'runtime/host-port-clash',
  L5: 'runtime/probe-port',
  L6: 'runtime/probe-port',
  L7: 'runtime/lifecycle-handler',
  L8: 'runtime/no-such-container',
  L9: 'runtime/run-as-root',
  L10: 'The user of an image is known to the image alone.',
  L11: 'runtime/unsafe-sysctl',
  L12: 'What the output lacks may be in the cluster already. Of what it has, runtime/missing-key looks at the keys.',
  L13: 'Whether a registry asks who one is, is known to the registry alone.',
  L14: 'runtime/init-never-ends',
  L15: 'runtime/init-needs-sidecar',
  L16: 'runtime/sidecar-keeps-job',
  L17: 'How long an app takes to start is known to the app alone.',
  L18: 'runtime/reader-without-writer',
  L19: 'runtime/reader-without-writer',
  L20: 'runtime/read-only-root',
  L21: 'runtime/mount-over-image',
  L22: 'Of files that the cluster provides, the kubelet makes the folder. What another volume has is known to the volume alone.',
  L23: 'runtime/nobody-listens',
  L24: 'At which address an app listens is known to the app alone.',
  L25: 'runtime/selects-nothing',
  L26: 'What a policy is there for is known to its author alone.',
  L27: 'runtime/signals-nobody',
  L28: 'runtime/pre-stop-too-long',
  L29: 'How large the nodes are is known to the cluster alone.',
  L30: 'How many nodes there are is known to the cluster alone.',
  L31: 'runtime/windows-selector',
};

interface Row {
  readonly id: string;
  readonly mutation: string;
  /** The error of the row: the field and the type. */
  readonly field: string;
  readonly type: string;
}

const text = fs.readFileSync(path.join(__dirname, '..', '..', 'shared', 'cases', 'invalid-pods.md'), 'utf8');
const rows: Row[] = text
  .split('\n')
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter(([, id]) => /^[JKL]?\d+$/.test(id ?? ''))
  .map(([, id, mutation, field = '', type = '']) => ({ id, mutation, field, type }));

const known = rows.filter(({ id }) => ROWS[id] !== undefined);
const verdicts = new Map<string, Verdict>();
podcheck(
  '1.37',
  known.map(({ id }) => ROWS[id][0]),
).forEach((verdict, i) => verdicts.set(known[i].id, verdict));

test('every row is tried, but for those that podcheck cannot be asked', () => {
  const breaking = rows.filter(({ id }) => id.startsWith('L'));
  const others = rows.filter(({ id }) => !id.startsWith('L')).map(({ id }) => id);
  expect(others).toHaveLength(146);
  expect(others.filter((id) => ROWS[id] === undefined)).toEqual(NOT_HERE);
  expect(breaking.map(({ id }) => id)).toEqual(Object.keys(RUNS));
});

test('row J3: a key that is there twice', () => {
  const text = JSON.stringify(pod()).replace('"name":"p"', '"name":"p","name":"q"');
  expect(podcheckText('1.37', text)).toEqual([{ decode: expect.stringContaining('duplicate field "metadata.name"') }]);
  const [{ findings }] = examine(text, 'pod.json', new Linter({ target: '1.37' })).objects;
  expect(findings.map(({ rule, path: at }) => `${rule} ${at}`)).toEqual(['api/duplicate-field metadata.name']);
});

test.each(Object.entries(NEVER_ADMITTED))('row %s: %j', (_, [manifest, rule]) => {
  expect(check(manifest, { version: '1.37' }).map((one) => one.rule)).toEqual([rule]);
});

test('what breaks at run time, or is never admitted, is shown to', () => {
  const proven = new Set([...PROOFS, ...REFUSALS].map(({ rule }) => rule));
  const rules = [...Object.values(RUNS), ...Object.values(NEVER_ADMITTED).map(([, rule]) => rule)].filter((one) =>
    one.startsWith('runtime/'),
  );
  expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
});

describe.each(known)('row $id: $mutation', ({ id, field, type }) => {
  const [manifest, rule] = ROWS[id];
  const verdict = verdicts.get(id)!;
  const found = api(manifest, '1.37');

  test(`${rule} finds it`, () => {
    expect(found.map((one) => one.rule)).toContain(rule);
  });

  test('the server and the rules report the same', () => {
    const ours = found.filter(({ severity }) => severity === 'error').map((one) => `${one.path} ${one.type}`);
    const theirs = (verdict.errors ?? []).map((one) => `${one.field} ${one.type}`);
    if (id.startsWith('J')) {
      expect(verdict.decode).toBeDefined();
      expect(ours).not.toEqual([]);
    } else {
      expect(verdict.decode).toBeUndefined();
      expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
    }
    if (id.startsWith('K')) {
      expect(theirs).toEqual([]);
      expect(verdict.warnings ?? []).not.toEqual([]);
    } else if (/^[A-Z]\w+$/.test(type)) {
      const place = field.replace(/ .*/, '').replace(/^…/, '');
      const isSaid = (one: string) => one.includes(place) && one.endsWith(` FieldValue${type}`);
      expect(theirs.filter(isSaid)).not.toEqual([]);
    }
  });
});
