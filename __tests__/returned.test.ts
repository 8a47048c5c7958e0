import * as fs from 'fs';
import * as path from 'path';
import { lint } from '../index';
import { VERSIONS } from '../kubernetes/schema';
import { check } from '../rules/check/check';

/** The output of `kubectl get all -o json --show-managed-fields` of a cluster of 1.37: pods, workloads, and the objects that they own. */
const RETURNED = JSON.parse(fs.readFileSync(path.join(__dirname, 'fixtures', 'returned.json'), 'utf8'));
const items: any[] = RETURNED.items;
const itemOf = (kind: string): any => items.find((one) => one.kind === kind);

test('the fixture has every kind, and what only a server sets', () => {
  expect(new Set(items.map(({ kind }) => kind))).toEqual(
    new Set(['Pod', 'Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'CronJob', 'Job']),
  );
  const text = JSON.stringify(items);
  for (const part of ['ephemeralContainers', 'generateName', 'managedFields', 'kube-api-access-', 'last-applied']) {
    expect(text).toContain(part);
  }
});

test.each(VERSIONS)('objects that a server returned have no finding at %s', (target) => {
  expect(lint([RETURNED], { target })).toEqual([]);
});

test('fields that a newer server adds to the status have no finding', () => {
  const pod = itemOf('Pod');
  expect(lint([{ ...pod, status: { ...pod.status, addedLater: { a: 1 } } }])).toEqual([]);
});

test('a returned object is still checked', () => {
  const { spec, ...rest } = itemOf('Pod');
  const found = (more: object) => check({ ...rest, spec: { ...spec, ...more } }, { version: '1.37' });
  expect(found({ imaginary: 1 }).map(({ rule }) => rule)).toEqual(['api/unknown-field']);
  expect(found({ restartPolicy: 'Often' }).map(({ rule }) => rule)).toEqual(['api/restart-policy']);
});

test('without their uid, the objects are new: the server refuses what the cluster set', () => {
  const fresh = (kind: string): any => {
    const { status, ...object } = itemOf(kind);
    const { uid, ...metadata } = object.metadata;
    return check({ ...object, metadata }, { version: '1.37' }).map(({ rule }) => rule);
  };
  expect(new Set(fresh('Job'))).toEqual(new Set(['api/selector']));
  const { status, ...pod } = items.find(({ spec }) => spec.ephemeralContainers !== undefined);
  const { uid, ...metadata } = pod.metadata;
  expect(check({ ...pod, metadata }, { version: '1.37' }).map(({ rule }) => rule)).toEqual(['api/ephemeral-container']);
});
