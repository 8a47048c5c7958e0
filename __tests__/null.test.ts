import { AppDeployment, AppDeploymentProps, AppJob, AppPod, AppPodProps, Container, SidecarPattern } from '../index';
import { SCHEMA } from '../kubernetes/schema';
import { chartAt, manifestOf, problemsOf } from './synth';

const app = { name: 'web', image: 'web:1' };

test('null compiles wherever the API server accepts it, and is written as it is', () => {
  const container: Container = {
    ...app,
    args: [null, 'a'],
    env: [{ name: 'COLOR', value: null, valueFrom: null }],
    resources: { limits: { cpu: null }, requests: null },
    livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'X-Color', value: null }] } },
    lifecycle: null,
    volumeMounts: [{ name: 'cache', mountPath: '/cache', subPath: null, readOnly: null }],
  };
  const props: AppDeploymentProps = {
    metadata: { name: 'web', creationTimestamp: null, annotations: { 'example.com/a': null } },
    replicas: null,
    strategy: null,
    template: {
      metadata: { creationTimestamp: null, annotations: null },
      spec: {
        nodeSelector: { gpu: null },
        initContainers: null,
        restartPolicy: null,
        volumes: [{ name: 'cache', emptyDir: null }],
      },
    },
    app: container,
  };
  const chart = chartAt('1.37');
  new AppDeployment(chart, 'web', props);
  const { app: own, metadata, template, ...spec } = props;
  expect(manifestOf(chart)).toStrictEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      ...spec,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { ...template!.metadata, labels: { app: 'web' } },
        spec: { ...template!.spec, containers: [own] },
      },
    },
  });
});

/** All optional fields of a struct, each null. */
const nulls = (struct: string, ...others: string[]): object =>
  Object.fromEntries(
    Object.entries(SCHEMA[struct])
      .filter(([field, [, , until]]) => until === undefined && !others.includes(field))
      .map(([field]) => [field, null]),
  );

test('every optional field of a pod can be null, with patterns too', () => {
  const chart = chartAt('1.37');
  new AppPod(chart, 'web', {
    ...(nulls('PodSpec') as AppPodProps),
    metadata: nulls('ObjectMeta', 'name'),
    app: { ...nulls('Container'), ...app },
    patterns: [
      new SidecarPattern({
        sidecars: [{ ...nulls('Container'), name: 'logs', image: 'logs:1' }],
        files: [
          {
            ...nulls('Volume'),
            name: 'logs',
            writers: [{ container: 'web', ...nulls('VolumeMount', 'name'), mountPath: '/logs' }],
            readers: [{ container: 'logs', ...nulls('VolumeMount', 'name'), mountPath: '/logs' }],
          },
        ],
      }),
    ],
    podSecurity: 'baseline',
  });
  expect(problemsOf(chart)).toEqual([]);
  expect(manifestOf(chart).spec.initContainers[0].volumeMounts[0].readOnly).toBe(true);
});

test('null is the same as no field where the object adds a field', () => {
  const chart = chartAt();
  new AppJob(chart, 'job', { app, template: { spec: { restartPolicy: null } } });
  expect(manifestOf(chart).spec.template.spec.restartPolicy).toBe('Never');
});
