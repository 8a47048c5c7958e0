import { places } from './pods';

const ID = 'restarts-for-ever';
const found = (container: any, spec?: any): string[] => places(ID, container, spec);
const sh = (script: string): any => ({ command: ['sh', '-c', script] });

/** A plain command that ends, as a script or as words. */
const ENDING: [string, any][] = [
  ['a program', { command: ['echo', 'hello'] }],
  ['a program with arguments', { command: ['/bin/ls'], args: ['-l', '/'] }],
  ['a file', { command: ['cat', '/etc/hosts'] }],
  ['variables', { command: ['env'] }],
  ['a short sleep', { command: ['sleep', '5s'] }],
  ['a script', sh('echo start >> /opt/logs.txt')],
  ['a script of a shell with options', { command: ['/bin/bash', '-e', '-uc', 'echo "hello; you" && ls'] }],
  ['lines', sh('set -e\n# while true\necho "$HOME" | wc -l\nexit 0\n')],
  ['a condition', sh('if [ -f /a ]; then cat /a; else echo none; fi')],
  ['a list', sh('for i in 1 2 3; do echo $i; done')],
  ['an empty input', { command: ['cat'] }],
  ['a text in the script', sh('cat > /a <<EOF\nhello\nEOF')],
  ['the date', sh('echo now: $(date +%F) >&2; sleep 1')],
];

/** What may run on. */
const RUNNING: [string, any][] = [
  ['an unknown program', { command: ['run'] }],
  ['an unknown program in a script', sh('echo start; run')],
  ['a loop', sh('while true; do echo; sleep 1; done')],
  ['another loop', sh('until false; do echo; sleep 1; done')],
  ['a function', sh('f() { echo; }; f')],
  ['a program in the place of the shell', sh('echo start; exec run')],
  ['a long sleep', { command: ['sleep', '3600'] }],
  ['an endless sleep', sh('echo start; sleep infinity')],
  ['a sleep of unknown length', sh('sleep $SECONDS_TO_SLEEP_$A')],
  ['a file without end', { command: ['cat', '/dev/zero'] }],
  ['a program with variables', { command: ['env', 'A=1', 'run'] }],
  ['the value of a program', sh('echo $(run)')],
  ['the value of a program in quotes', sh('echo "$(run)"')],
  ['the arguments of an unknown image', { args: ['echo', 'hello'] }],
  ['an empty command', { command: ['sh', '-c'] }],
  ['a script in a file', { command: ['sh', '/run.sh'] }],
  ['an image with a program', { image: 'nginx:1.27' }],
  ['an open input', { command: ['cat'], stdin: true }],
  ['an unknown image', { image: 'shop:1.0' }],
];

test.each(ENDING)('%s ends', (_, container) => {
  expect(found(container)).toEqual(['error spec.containers[0].command']);
});

test.each(RUNNING)('%s: nothing is known', (_, container) => {
  expect(found(container)).toEqual([]);
});

test.each(['ubuntu:24.04', 'debian', 'alpine:3.20', 'busybox', 'docker.io/library/busybox:1.36', 'node:22'])(
  'the image %s needs a command',
  (image) => {
    expect(found({ image })).toEqual(['warning spec.containers[0].image']);
    expect(found({ image, args: ['echo', 'hello'] })).toEqual(['error spec.containers[0].args']);
    expect(found({ image, command: ['run'] })).toEqual([]);
    expect(found({ image, stdin: true })).toEqual([]);
    expect(found({ image, tty: true })).toEqual([]);
    expect(found({ image, ports: [{ containerPort: 80 }] })).toEqual([]);
  },
);

test('what ends does so without harm where it is not restarted', () => {
  const [, container] = ENDING[0];
  expect(found(container, { restartPolicy: 'Never' })).toEqual([]);
  expect(found(container, { restartPolicy: 'OnFailure' })).toEqual([]);
  expect(found({ ...container, restartPolicy: 'Never' })).toEqual([]);
  expect(places(ID, { command: ['run'] }, { initContainers: [{ name: 'init', image: 'a', ...container }] })).toEqual(
    [],
  );
});

describe('a native sidecar', () => {
  const sidecar = (more: any): string[] =>
    places('sidecar-ends', {}, { initContainers: [{ name: 'logs', image: 'a', restartPolicy: 'Always', ...more }] });
  const startupProbe = { exec: { command: ['true'] } };

  test.each(ENDING)('that ends: %s', (_, container) => {
    expect(sidecar(container)).toEqual(['warning spec.initContainers[0].command']);
    expect(sidecar({ ...container, startupProbe })).toEqual(['error spec.initContainers[0].command']);
    expect(sidecar({ ...container, restartPolicy: undefined })).toEqual([]);
  });

  test.each(RUNNING)('that may run on: %s', (_, container) => {
    expect(sidecar({ ...container, startupProbe })).toEqual([]);
  });

  test('with an image that needs a command', () => {
    expect(sidecar({ image: 'busybox', startupProbe })).toEqual(['warning spec.initContainers[0].image']);
  });
});
