import { InitPatternProps, InitPod } from '../index';
import { chartAt, manifestOf, problemsOf, yamlOf } from './synth';

const app = { name: 'web', image: 'nginx:1.27' };
const prepare = { name: 'prepare', image: 'busybox:1.36' };
const pages = {
  name: 'pages',
  writers: [{ container: 'prepare', mountPath: '/out' }],
  readers: [{ container: 'web', mountPath: '/usr/share/nginx/html' }],
};

test('minimal: a step prepares what the app serves', () => {
  const chart = chartAt();
  new InitPod(chart, 'web', { metadata: { name: 'web' }, app, steps: [prepare], files: [pages] });
  expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: busybox:1.36
      volumeMounts:
        - name: pages
          mountPath: /out
  containers:
    - name: web
      image: nginx:1.27
      volumeMounts:
        - name: pages
          mountPath: /usr/share/nginx/html
          readOnly: true
  volumes:
    - name: pages
      emptyDir: {}
`);
});

test('everything: all props', () => {
  const [first, last] = ['first', 'last'].map((name) => ({ name, image: 'busybox:1.36' }));
  const everything: Required<InitPatternProps> = {
    steps: [{ name: 'fetch', image: 'busybox:1.36' }, prepare],
    files: [
      pages,
      {
        name: 'sources',
        writers: [{ container: 'fetch', mountPath: '/out' }],
        readers: [{ container: 'prepare', mountPath: '/in' }],
      },
    ],
    startsBefore: ['last'],
    startsAfter: ['first'],
  };
  const chart = chartAt();
  new InitPod(chart, 'web', { metadata: { name: 'web' }, app, initContainers: [first, last], ...everything });
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('steps run in the order given, after the init containers of the author', () => {
  const chart = chartAt();
  new InitPod(chart, 'web', {
    app,
    steps: [prepare, { name: 'a', image: 'i' }],
    initContainers: [{ name: 'own', image: 'i' }],
  });
  expect(manifestOf(chart).spec.initContainers.map(({ name }: any) => name)).toEqual(['own', 'prepare', 'a']);
});

test('no step at all is refused', () => {
  const chart = chartAt();
  new InitPod(chart, 'web', { app, steps: [] });
  expect(problemsOf(chart)).toEqual([
    '[test/web] patterns["init "]: the pattern has no step. Add at least one container to "steps".',
  ]);
});
