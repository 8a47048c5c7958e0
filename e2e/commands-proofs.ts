import { IMAGE, one, Proof } from './proof';

const env = (...variables: [string, string][]): any => ({ env: variables.map(([name, value]) => ({ name, value })) });
const container = (name: string, command: string[], more: any = {}): any => ({ name, image: IMAGE, command, ...more });

const SERVER = ['httpd', '-f', '-p', '8080', '-h', '/etc'];
const WAIT = ['sh', '-c', 'until wget -q -O /dev/null http://localhost:8080/hosts; do sleep 1; done'];

/** The proofs of the rules on the commands of containers. */
export const COMMANDS: Proof[] = [
  one(
    'command-in-one-string',
    'command-in-one-string',
    { containers: [container('app', ['sleep 3600'])] },
    [
      /app (is|was) (waiting|terminated) .*(RunContainerError|StartError|CrashLoopBackOff)/,
      /"sleep 3600": .*(no such file|not found)/,
    ],
    { containers: [container('app', ['sleep', '3600'])] },
  ),
  one(
    'command-in-one-string-probe',
    'command-in-one-string',
    {
      containers: [
        container('app', ['sleep', '3600'], {
          livenessProbe: { exec: { command: ['test -d /etc'] }, periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    },
    [/Unhealthy.*(no such file|not found)|Liveness probe errored/],
    {
      containers: [
        container('app', ['sleep', '3600'], {
          livenessProbe: { exec: { command: ['test', '-d', '/etc'] }, periodSeconds: 1, failureThreshold: 1 },
        }),
      ],
    },
  ),
  one(
    'command-in-one-string-option',
    'command-in-one-string',
    { containers: [container('app', ['sh', '-c sleep 3600'])] },
    [/app (is|was) terminated 2 Error/, /illegal option/],
    { containers: [container('app', ['sh', '-c', 'sleep 3600'])] },
  ),
  one(
    'shell-syntax',
    'shell-syntax',
    { restartPolicy: 'Never', containers: [container('app', ['echo', 'start', '&&', 'sleep', '300'])] },
    [/^start && sleep 300$/m],
    { restartPolicy: 'Never', containers: [container('app', ['sh', '-c', 'echo start && sleep 300'])] },
  ),
  one(
    'shell-syntax-program',
    'shell-syntax',
    { containers: [container('app', ['exec', 'sleep', '300'])] },
    [/"exec": .*not found/],
    { containers: [container('app', ['sh', '-c', 'exec sleep 300'])] },
  ),
  one(
    'shell-syntax-variable',
    'shell-syntax',
    {
      restartPolicy: 'Never',
      containers: [container('app', ['echo', 'Hello, $NAME'], { env: [{ name: 'NAME', value: 'shop' }] })],
    },
    [/^Hello, \$NAME$/m],
    {
      restartPolicy: 'Never',
      containers: [container('app', ['echo', 'Hello, $(NAME)'], { env: [{ name: 'NAME', value: 'shop' }] })],
    },
    [/^Hello, shop$/m],
  ),
  one(
    'undefined-variable',
    'undefined-variable',
    {
      restartPolicy: 'Never',
      containers: [container('app', ['sh', '-c', 'echo "$URL"'], env(['URL', 'http://$(HOST)'], ['HOST', 'shop']))],
    },
    [/^http:..\$\(HOST\)$/m],
    {
      restartPolicy: 'Never',
      containers: [container('app', ['sh', '-c', 'echo "$URL"'], env(['HOST', 'shop'], ['URL', 'http://$(HOST)']))],
    },
    [/^http:..shop$/m],
  ),
  one(
    'undefined-variable-arguments',
    'undefined-variable',
    { restartPolicy: 'Never', containers: [container('app', ['echo', '$(NAME)'])] },
    [/^\$\(NAME\)$/m],
    { restartPolicy: 'Never', containers: [container('app', ['echo', '$(NAME)'], env(['NAME', 'shop']))] },
    [/^shop$/m],
  ),
  one(
    'undefined-variable-path',
    'undefined-variable',
    {
      containers: [
        container('app', ['sleep', '300'], {
          volumeMounts: [{ name: 'data', mountPath: '/data', subPathExpr: '$(NAME)' }],
        }),
      ],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
    [/CreateContainerConfigError/, /missing value for "?NAME/],
    {
      containers: [
        container('app', ['sleep', '300'], {
          ...env(['NAME', 'shop']),
          volumeMounts: [{ name: 'data', mountPath: '/data', subPathExpr: '$(NAME)' }],
        }),
      ],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  ),
  one(
    'restarts-for-ever',
    'restarts-for-ever',
    { containers: [container('app', ['echo', 'hello'])] },
    [/app was terminated 0 Completed/, /CrashLoopBackOff|Back-off restarting failed/],
    { restartPolicy: 'Never', containers: [container('app', ['echo', 'hello'])] },
    [/phase Succeeded/],
  ),
  one(
    'restarts-for-ever-script',
    'restarts-for-ever',
    { containers: [container('app', ['sh', '-c', 'echo hello > /tmp/a; cat /tmp/a && sleep 1'])] },
    [/app was terminated 0 Completed/, /BackOff/],
    { containers: [container('app', ['sh', '-c', 'echo hello > /tmp/a; cat /tmp/a && sleep 1h'])] },
  ),
  one(
    'sidecar-ends',
    'sidecar-ends',
    {
      initContainers: [
        container('logs', ['sh', '-c', 'echo start >> /tmp/logs'], {
          restartPolicy: 'Always',
          startupProbe: { exec: { command: ['test', '-f', '/tmp/none'] }, periodSeconds: 1 },
        }),
      ],
      containers: [container('app', ['sleep', '300'])],
    },
    [/logs was terminated 0 Completed/, /app is waiting  PodInitializing/],
    {
      initContainers: [container('logs', ['sh', '-c', 'echo start >> /tmp/logs'])],
      containers: [container('app', ['sleep', '300'])],
    },
  ),
  one(
    'init-waits-for-own-sidecar',
    'init-needs-sidecar',
    {
      initContainers: [container('wait', WAIT)],
      containers: [container('app', ['sleep', '300']), container('proxy', SERVER)],
    },
    [/wait is running/, /app is waiting  PodInitializing/],
    {
      initContainers: [container('proxy', SERVER, { restartPolicy: 'Always' }), container('wait', WAIT)],
      containers: [container('app', ['sleep', '300'])],
    },
  ),
];
