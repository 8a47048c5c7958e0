import { found } from './pods';

const container = (more: any): any => ({ name: 'a', image: 'shop:1.0', ...more });
const pod = (more: any, spec: any = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [container(more)], ...spec },
});
const sh = (script: string): any => ({ command: ['sh', '-c', script] });

describe('a probe whose command sleeps', () => {
  const probe = (command: string[], more: any = {}): any => ({ livenessProbe: { exec: { command }, ...more } });

  test.each<[string, string[], any?]>([
    ['as long as the default', ['sleep', '1']],
    ['longer than the timeout', ['/bin/sh', '-ec', 'sleep 10 && cat /ready'], { timeoutSeconds: 5 }],
    ['some minutes', ['bash', '-c', 'set -e; sleep 2m; true'], { timeoutSeconds: 60 }],
  ])('%s: a warning', (_, command, more = {}) => {
    expect(found(pod(probe(command, more)))).toEqual([
      'warning runtime/probe-times-out spec.containers[0].livenessProbe.exec.command',
    ]);
  });

  test.each<[string, string[], any?]>([
    ['shorter than the timeout', ['sleep', '3'], { timeoutSeconds: 5 }],
    ['only if something fails', ['sh', '-c', 'test -f /ready || sleep 10']],
    ['in the background', ['sh', '-c', 'sleep 10 & test -f /ready']],
    ['a part of a second', ['sleep', '0.5']],
    ['as text', ['sh', '-c', 'echo "sleep 10; true"']],
    ['as the name of a file', ['sh', 'sleep 10; true']],
    ['not at all', ['cat', '/ready']],
  ])('%s: no finding', (_, command, more = {}) => {
    expect(found(pod(probe(command, more)))).toEqual([]);
  });
});

describe('a container that sleeps when it starts', () => {
  const probe = (more: any = {}): any => ({ tcpSocket: { port: 80 }, ...more });
  const starting = sh('sleep 40; exec server');

  test.each<[string, any, string]>([
    ['a liveness probe with the default times', { livenessProbe: probe() }, 'livenessProbe'],
    [
      'a startup probe that ends too early',
      { livenessProbe: probe(), startupProbe: probe({ failureThreshold: 2 }) },
      'startupProbe',
    ],
  ])('%s: a warning', (_, probes, field) => {
    expect(found(pod({ ...starting, ...probes }))).toEqual([
      `warning runtime/killed-while-starting spec.containers[0].${field}`,
    ]);
  });

  test.each<[string, any]>([
    ['a startup probe', { livenessProbe: probe(), startupProbe: probe({ failureThreshold: 30 }) }],
    ['a liveness probe that starts late', { livenessProbe: probe({ initialDelaySeconds: 60 }) }],
    ['a liveness probe that is patient', { livenessProbe: probe({ failureThreshold: 5 }) }],
    ['a readiness probe', { readinessProbe: probe() }],
    ['a command that may succeed', { livenessProbe: { exec: { command: ['true'] } } }],
    ['a sleep at the end', { ...sh('server; sleep 40'), livenessProbe: probe() }],
    ['nothing but a sleep', { ...sh('sleep 4000'), livenessProbe: probe() }],
  ])('%s: no finding', (_, probes) => {
    expect(found(pod({ ...starting, ...probes }))).toEqual([]);
  });
});

describe('a deadline', () => {
  const job = (activeDeadlineSeconds: number, more: any): any => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j' },
    spec: { activeDeadlineSeconds, template: { spec: { restartPolicy: 'Never', containers: [container(more)] } } },
  });
  const RULE = 'warning runtime/deadline-too-short';

  test('before the program or a probe starts: a warning', () => {
    expect(found(pod(sh('sleep 60; work'), { activeDeadlineSeconds: 60 }))).toEqual([
      `${RULE} spec.activeDeadlineSeconds`,
    ]);
    expect(found(job(30, sh('sleep 1m && work')))).toEqual([`${RULE} spec.activeDeadlineSeconds`]);
    const readinessProbe = { tcpSocket: { port: 80 }, initialDelaySeconds: 90 };
    expect(found(pod({ readinessProbe }, { activeDeadlineSeconds: 60 }))).toEqual([
      `${RULE} spec.activeDeadlineSeconds`,
    ]);
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: { schedule: '@daily', jobTemplate: { spec: job(30, sh('sleep 1m && work')).spec } },
    };
    expect(found(cronJob)).toEqual([`${RULE} spec.jobTemplate.spec.activeDeadlineSeconds`]);
  });

  test('after the start, or that ends a container that only sleeps: no finding', () => {
    expect(found(pod(sh('sleep 10; work'), { activeDeadlineSeconds: 60 }))).toEqual([]);
    expect(found(pod({ command: ['sleep', '3600'] }, { activeDeadlineSeconds: 60 }))).toEqual([]);
    expect(found(job(600, sh('work; sleep 3600')))).toEqual([]);
  });
});
