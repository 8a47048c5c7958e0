import { places, podOf, runtimeFindings } from './pods';

const ID = 'undefined-variable';
const found = (container: any, spec?: any): string[] => places(ID, container, spec);
const env = (...variables: [string, string][]): any => ({ env: variables.map(([name, value]) => ({ name, value })) });

test('a variable that is defined later stays as text, in any case of letters', () => {
  const variables = env(['url', 'http://$(host)'], ['host', 'shop']);
  expect(found(variables)).toEqual(['warning spec.containers[0].env[0].value']);
  expect(runtimeFindings(podOf(variables))[0]).toMatchObject({
    what: 'host is defined after url, so `$(host)` stays as it is.',
    fix: 'Move host before url.',
  });
});

test('a variable that the container does not define', () => {
  expect(found(env(['URL', 'http://$(HOST):$(DB_PORT_NUMBER)']))).toEqual([
    'warning spec.containers[0].env[0].value',
    'warning spec.containers[0].env[0].value',
  ]);
  expect(found({ command: ['run', '--host=$(HOST)'] })).toEqual(['warning spec.containers[0].command[1]']);
  expect(found({ args: ['$(HOST) and $(HOST)'] })).toEqual(['warning spec.containers[0].args[0]']);
});

test('PATH of the image is no variable of the container', () => {
  const [finding] = runtimeFindings(podOf(env(['PATH', '$(PATH):/opt/bin'])));
  expect(finding).toMatchObject({
    what: 'the container does not define PATH before, so `$(PATH)` stays as it is.',
    fix: 'Write the whole value in the place of `$(PATH)`.',
  });
});

test('a name that is similar', () => {
  const [{ fix }] = runtimeFindings(podOf({ ...env(['DB_HOST', 'a']), args: ['$(DB_HSOT)'] }));
  expect(fix).toBe('Did you mean `$(DB_HOST)`?');
  const [other] = runtimeFindings(podOf({ args: ['$(DB_HSOT)'] }));
  expect(other.fix).toBe('Add DB_HSOT to `env`, or write `$$(DB_HSOT)` for this text.');
});

test('a path with an unknown variable is an error', () => {
  const mount = { name: 'data', mountPath: '/data', subPathExpr: '$(POD_NAME)' };
  const spec = { volumes: [{ name: 'data', emptyDir: {} }] };
  expect(found({ volumeMounts: [mount] }, spec)).toEqual(['error spec.containers[0].volumeMounts[0].subPathExpr']);
  expect(found({ ...env(['POD_NAME', 'a']), volumeMounts: [mount] }, spec)).toEqual([]);
});

test.each<[string, any]>([
  ['an earlier variable', env(['A', 'a'], ['B', '$(A)'])],
  ['one that has several values', env(['A', 'a'], ['A', '$(A)b'])],
  [
    'a variable of the pod',
    { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }], args: ['$(A)'] },
  ],
  ['a later variable in arguments', { ...env(['B', 'b'], ['A', 'a']), args: ['$(A)'] }],
  ['variables of a Secret', { envFrom: [{ secretRef: { name: 'a' } }], ...env(['B', '$(A)']), args: ['$(C)'] }],
  [
    'variables of a Service',
    { args: ['$(DB_SERVICE_HOST):$(DB_SERVICE_PORT_HTTP)', '$(DB_PORT_80_TCP_ADDR)', '$(DB_PORT)'] },
  ],
  ['the API server', { args: ['$(KUBERNETES_SERVICE_HOST)', '$(KUBERNETES_PORT)'] }],
  ['an escaped reference', { args: ['$$(A)', '$$$$(A)'] }],
  ['a command of a shell', { command: ['sh', '-c', 'echo $(date) $(nproc) $(cat a) $((A + 1)) $((A))'] }],
  ['a variable of awk', { command: ['sh', '-c', "awk '{ print $(NF) $(NF-1) }'"] }],
  ['a parameter of another tool', { args: ['$(params.name)', '$(inputs.a-b)'] }],
  ['no reference', { args: ['$(A', '$A', '$()', '${A}', '(A)'] }],
  ['what a webhook adds', { args: ['$(AWS_REGION)'] }],
])('%s is fine', (_, container) => {
  expect(found(container)).toEqual([]);
});
