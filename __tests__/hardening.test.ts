import { Chart } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { AppDeployment, AppPod, AppPodProps, Patterns, PodSecurity, SidecarPattern } from '../index';
import { chartAt, manifestOf, problemsOf, yamlOf } from './synth';

const app = { name: 'web', image: 'shop:1.27' };
const logs = () => new SidecarPattern({ sidecars: [{ name: 'logs', image: 'logs:1.36' }] });
const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' as const },
};

function pod(props: Partial<AppPodProps>): Chart {
  const chart = chartAt();
  new AppPod(chart, 'web', { metadata: { name: 'web' }, app, patterns: [logs()], ...props });
  return chart;
}

test('without a level, nothing is hardened', () => {
  const { initContainers, containers } = manifestOf(pod({})).spec;
  expect([...initContainers, ...containers]).toEqual([
    { name: 'logs', image: 'logs:1.36', restartPolicy: 'Always' },
    app,
  ]);
});

test("containers of patterns get all settings of the level, and the author's own are reported", () => {
  expect(problemsOf(pod({ podSecurity: 'restricted' }))).toEqual(
    ['allowPrivilegeEscalation', 'capabilities.drop', 'runAsNonRoot', 'seccompProfile'].map((field) =>
      expect.stringContaining(`[test/web] spec.containers[0].securityContext.${field}: `),
    ),
  );
});

test('a setting of the pod is not repeated in its containers', () => {
  const { runAsNonRoot, seccompProfile, ...own } = restricted;
  const chart = pod({
    podSecurity: 'restricted',
    securityContext: { runAsNonRoot, seccompProfile },
    app: { ...app, securityContext: own },
  });
  expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  initContainers:
    - name: logs
      image: logs:1.36
      restartPolicy: Always
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
  containers:
    - name: web
      image: shop:1.27
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
`);
});

test('settings of a pattern are not changed, and rejected if the level forbids them', () => {
  const sidecars = [{ name: 'root', image: 'logs:1.36', securityContext: { runAsUser: 0 } }];
  const chart = pod({
    podSecurity: 'restricted',
    app: { ...app, securityContext: restricted },
    patterns: [new SidecarPattern({ sidecars })],
  });
  expect(problemsOf(chart)).toEqual([
    expect.stringContaining('[test/web] spec.initContainers[0].securityContext.runAsNonRoot: '),
    expect.stringContaining('[test/web] spec.initContainers[0].securityContext.runAsUser: 0 is not allowed.'),
  ]);
});

test('a level that there is not is refused, since nothing would be checked', () => {
  const levels = 'The levels are "privileged", "baseline", "restricted".';
  expect(() => PodSecurity.set(chartAt(), 'Restricted' as any)).toThrow(
    `[test] "Restricted" is not a Pod Security level. ${levels}`,
  );
  expect(() => pod({ podSecurity: 'strict' as any })).toThrow(
    `[test/web] "strict" is not a Pod Security level. ${levels}`,
  );
});

test('baseline demands less', () => {
  expect(manifestOf(pod({ podSecurity: 'baseline' })).spec.initContainers[0]).toEqual({
    name: 'logs',
    image: 'logs:1.36',
    restartPolicy: 'Always',
  });
  expect(problemsOf(pod({ podSecurity: 'baseline', hostNetwork: true }))).toEqual([
    expect.stringContaining('[test/web] spec.hostNetwork: '),
  ]);
});

test('the level of a chart holds for what is in it, also for what patterns are attached to; that of an object wins', () => {
  const chart = chartAt();
  PodSecurity.set(chart, 'restricted');
  new AppDeployment(chart, 'web', { metadata: { name: 'web' }, app });
  new AppPod(chart, 'free', { app, podSecurity: 'privileged' });
  const deployment = new plus.Deployment(chart, 'plus', {
    containers: [{ image: 'shop:1.27' }],
    podMetadata: { labels: { app: 'plus' } },
  });
  Patterns.attach(deployment, logs());
  const places = problemsOf(chart).map((line) => line.replace(/: .*/, ''));
  expect(places.filter((place) => place.startsWith('[test/web] spec.template.spec.containers[0].'))).toHaveLength(4);
  expect(places.filter((place) => place.startsWith('[test/free]'))).toEqual([]);
  expect(places.some((place) => place.startsWith('[test/plus/Resource] spec.template.spec.containers[0].'))).toBe(true);
  expect(places.filter((place) => place.includes('initContainers'))).toEqual([]);
});
