import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);
const podOf = (kind: string, name: string): any => {
  const { template, jobTemplate } = find(kind, name).spec;
  return (template ?? jobTemplate.spec.template).spec;
};
const names = (list: any[] = []) => list.map(({ name }) => name);

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test.each([
  ['Deployment', 'web'],
  ['StatefulSet', 'member'],
  ['DaemonSet', 'agent'],
])('a %s selects the pods that it makes', (kind, name) => {
  const { selector, template } = find(kind, name).spec;
  expect(selector.matchLabels).toEqual(template.metadata.labels);
});

test('the Service finds the pods of the Deployment, at the port that their app declares', () => {
  const { selector, ports } = find('Service', 'web').spec;
  expect(selector).toEqual(find('Deployment', 'web').spec.template.metadata.labels);
  expect(ports[0].targetPort).toBe(podOf('Deployment', 'web').containers[0].ports[0].containerPort);
});

test.each([
  ['Deployment', 'web', 'collect'],
  ['DaemonSet', 'agent', 'metrics'],
  ['Job', 'report', 'follow'],
])('the sidecar of the %s is native', (kind, name, sidecar) => {
  const { initContainers, containers } = podOf(kind, name);
  expect(initContainers).toMatchObject([{ name: sidecar, restartPolicy: 'Always' }]);
  expect(names(containers)).toEqual([name]);
});

test.each([
  ['StatefulSet', 'member', 'sign'],
  ['CronJob', 'greeting', 'look'],
])('the step of the %s ends before the app starts', (kind, name, step) => {
  const { initContainers } = podOf(kind, name);
  expect(names(initContainers)).toEqual([step]);
  expect(initContainers[0]).not.toHaveProperty('restartPolicy');
});

test('the pods of a Job are not restarted in place', () => {
  expect([podOf('Job', 'report'), podOf('CronJob', 'greeting')].map(({ restartPolicy }) => restartPolicy)).toEqual([
    'Never',
    'Never',
  ]);
});
