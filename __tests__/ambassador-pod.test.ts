import { Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { AmbassadorPatternProps, AmbassadorPod, LocalAddress } from '../index';
import { chartAt, manifestOf, problemsOf, warningsOf, yamlOf } from './synth';

const app = { name: 'shop', image: 'shop:1' };
const ambassador = { name: 'db', image: 'pgbouncer:1', ports: [{ containerPort: 5432 }] };
const addresses = [LocalAddress.url('DATABASE_URL', 'postgres://{host}:{port}/shop')];

test('minimal: the app gets an address on localhost', () => {
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', { metadata: { name: 'shop' }, app, ambassador, addresses });
  expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: db
      image: pgbouncer:1
      restartPolicy: Always
      ports:
        - containerPort: 5432
  containers:
    - name: shop
      image: shop:1
      env:
        - name: DATABASE_URL
          value: postgres://localhost:5432/shop
`);
});

test('everything: all props', () => {
  const everything: Required<AmbassadorPatternProps> = {
    ambassador: { ...ambassador, args: ['--port=$(PORT)'], env: [{ name: 'UPSTREAM', value: 'db.example.com' }] },
    addresses: [...addresses, LocalAddress.hostAndPort('DB_HOST', 'DB_PORT')],
    portVariable: 'PORT',
    sidecarForm: 'native',
    startsBefore: ['migrate'],
    startsAfter: ['prepare'],
    files: [
      {
        name: 'socket',
        writers: [{ container: 'db', mountPath: '/run/db' }],
        readers: [{ container: 'shop', mountPath: '/run/db' }],
      },
    ],
  };
  const chart = chartAt('1.29');
  new AmbassadorPod(chart, 'shop', {
    metadata: { name: 'shop' },
    app,
    initContainers: [
      { name: 'migrate', image: 'shop:1' },
      { name: 'prepare', image: 'shop:1' },
    ],
    ...everything,
  });
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('the port is declared once: app and ambassador use it', () => {
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', {
    app,
    ambassador: { ...ambassador, ports: [{ containerPort: 6543 }] },
    addresses: [LocalAddress.hostAndPort('DB_HOST', 'DB_PORT')],
    portVariable: 'PORT',
  });
  const {
    containers: [shop],
    initContainers: [db],
  } = manifestOf(chart).spec;
  expect(shop.env).toEqual([
    { name: 'DB_HOST', value: 'localhost' },
    { name: 'DB_PORT', value: '6543' },
  ]);
  expect(db.env).toEqual([{ name: 'PORT', value: '6543' }]);
});

test('the ambassador, not the app, has the credentials', () => {
  const password = { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } };
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', { app, ambassador: { ...ambassador, env: [password] }, addresses });
  const {
    containers: [shop],
    initContainers: [db],
  } = manifestOf(chart).spec;
  expect(JSON.stringify(shop)).not.toContain('secret');
  expect(db.env).toEqual([password]);
});

test('the address comes before the variables of the app, which can refer to it', () => {
  const chart = chartAt();
  const own = { name: 'REPORTS_URL', value: '$(DATABASE_URL)?schema=reports' };
  new AmbassadorPod(chart, 'shop', { app: { ...app, env: [own] }, ambassador, addresses });
  expect(manifestOf(chart).spec.containers[0].env).toEqual([
    { name: 'DATABASE_URL', value: 'postgres://localhost:5432/shop' },
    own,
  ]);
});

test('of several ports, one is chosen by name or by number', () => {
  const ports = [
    { name: 'sql', containerPort: 5432 },
    { name: 'admin', containerPort: 9999 },
  ];
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', {
    app,
    ambassador: { ...ambassador, ports },
    addresses: [LocalAddress.url('SQL', '{host}:{port}', 'sql'), LocalAddress.url('ADMIN', '{host}:{port}', 9999)],
  });
  expect(manifestOf(chart).spec.containers[0].env.map(({ value }: any) => value)).toEqual([
    'localhost:5432',
    'localhost:9999',
  ]);
});

test('a port is declared once: its probe, its address, its variable and its Service use it', () => {
  const numbersAt = (containerPort: number): any[] => {
    const chart = chartAt('1.37');
    const pod = new AmbassadorPod(chart, 'shop', {
      metadata: { labels: { app: 'shop' } },
      app,
      ambassador: {
        ...ambassador,
        ports: [{ name: 'sql', containerPort }],
        readinessProbe: { tcpSocket: { port: 'sql' } },
      },
      addresses,
      portVariable: 'PORT',
    });
    new plus.Service(chart, 'db', { selector: pod, ports: [{ port: 5432, targetPort: pod.portNumber('sql') }] });
    const [{ spec }, service] = Testing.synth(chart);
    const [db] = spec.initContainers;
    const probed = db.ports.find(({ name }: any) => name === db.readinessProbe.tcpSocket.port).containerPort;
    return [probed, spec.containers[0].env[0].value, db.env[0].value, service.spec.ports[0].targetPort];
  };
  expect(numbersAt(5432)).toEqual([5432, 'postgres://localhost:5432/shop', '5432', 5432]);
  expect(numbersAt(6432)).toEqual([6432, 'postgres://localhost:6432/shop', '6432', 6432]);
});

test('the address has the number if the ambassador declares no port', () => {
  const chart = chartAt();
  const undeclared = { name: 'db', image: 'pgbouncer:1' };
  new AmbassadorPod(chart, 'shop', {
    app,
    ambassador: undeclared,
    addresses: [LocalAddress.url('DB', '{port}', 5432)],
  });
  expect(manifestOf(chart).spec.containers).toEqual([{ ...app, env: [{ name: 'DB', value: '5432' }] }]);
});

test('the host is 127.0.0.1 for an ambassador that listens on IPv4 alone', () => {
  const chart = chartAt();
  const both = [LocalAddress.hostAndPort('HOST', 'PORT'), LocalAddress.url('URL', 'db://{host}:{port}')];
  new AmbassadorPod(chart, 'shop', { app, ambassador, addresses: both.map((address) => address.overIPv4()) });
  expect(manifestOf(chart).spec.containers[0].env.map(({ value }: any) => value)).toEqual([
    '127.0.0.1',
    '5432',
    'db://127.0.0.1:5432',
  ]);
});

test('an app that knows the address gets no variable', () => {
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', { app, ambassador });
  expect(manifestOf(chart).spec.containers).toEqual([app]);
});

describe('an address in arguments', () => {
  const specOf = (container: object, address: LocalAddress): any => {
    const chart = chartAt();
    new AmbassadorPod(chart, 'shop', { app: { ...app, ...container }, ambassador, addresses: [address] });
    return manifestOf(chart).spec.containers[0];
  };

  test('comes after the own arguments of the app', () => {
    const address = LocalAddress.args(['--db-host', '{host}', '--db-port={port}']);
    expect(specOf({ args: ['serve'] }, address).args).toEqual(['serve', '--db-host', 'localhost', '--db-port=5432']);
    expect(specOf({}, address.overIPv4()).args).toEqual(['--db-host', '127.0.0.1', '--db-port=5432']);
  });

  test('comes at the end of the command', () => {
    const address = LocalAddress.command(['--db={host}:{port}']);
    const { command, args } = specOf({ command: ['shop'], args: ['serve'] }, address);
    expect([command, args]).toEqual([['shop', '--db=localhost:5432'], ['serve']]);
  });

  test('cannot extend a command that the app does not have', () => {
    const chart = chartAt();
    new AmbassadorPod(chart, 'shop', { app, ambassador, addresses: [LocalAddress.command(['{port}'])] });
    expect(problemsOf(chart)).toEqual([
      '[test/shop] patterns["ambassador db"].app.command: container "shop" has no command, so "5432" would replace the ' +
        'command of the image. Set `command`, or use `LocalAddress.args`.',
    ]);
  });

  test.each<[string, () => LocalAddress, string]>([
    [
      'no port',
      () => LocalAddress.args(['--host', '{host}']),
      'the address "--host {host}" has no {port}. Write {port}',
    ],
    ['no argument', () => LocalAddress.command([]), 'the address "" has no {port}.'],
    [
      'a misspelt placeholder',
      () => LocalAddress.url('URL', 'http://{hst}:{port}'),
      'the address "http://{hst}:{port}" of URL has the unknown placeholder {hst}. It is not replaced. Did you mean {host}?',
    ],
    ['another misspelt placeholder', () => LocalAddress.args(['{port}', '{prt}']), 'Did you mean {port}?'],
    [
      'upper case',
      () => LocalAddress.args(['{HOST}:{port}']),
      'unknown placeholder {HOST}. It is not replaced. Did you mean',
    ],
    ['a space', () => LocalAddress.command(['{ port }:{port}']), 'unknown placeholder { port }.'],
    ['a text in place of a list', () => LocalAddress.args('{port}' as any), '`templates` is "{port}", not a list.'],
    ['a number as text', () => LocalAddress.url('URL', 5 as any), '`templates[0]` is 5, not a string.'],
    ['no name of a variable', () => LocalAddress.hostAndPort('HOST', undefined as any), '`variables[1]` is missing.'],
    [
      'a struct as port',
      () => LocalAddress.url('URL', '{port}', { port: 80 } as any),
      'the port of container "db" is an object. Write the name of a port, or a number from 1 to 65535.',
    ],
    [
      'a number that is no port',
      () => LocalAddress.url('URL', '{port}', 70000),
      'the port of container "db" is 70000.',
    ],
  ])('reports %s at the pod', (_, make, message) => {
    const chart = chartAt();
    new AmbassadorPod(chart, 'shop', { app: { ...app, command: ['shop'] }, ambassador, addresses: [make()] });
    expect(problemsOf(chart)).toEqual([expect.stringContaining(`[test/shop] patterns["ambassador db"]: the `)]);
    expect(problemsOf(chart)[0]).toContain(message);
  });

  test('keeps braces that are no placeholders', () => {
    const text = '${HOME} ${PORT} {{.Host}} {"port": 1} {id} {} {{ port }} {port}';
    expect(LocalAddress.text(text, ambassador)).toBe(text.replace(/ \{port\}/, ' 5432'));
  });

  test('can be anywhere in a text', () => {
    expect(LocalAddress.text('wget http://{host}:{port}/', ambassador)).toBe('wget http://localhost:5432/');
    expect(LocalAddress.text('{port}', { name: 'a', image: 'a' }, 9000)).toBe('9000');
    expect(() => LocalAddress.text('{port}', { name: 'a', image: 'a' })).toThrow(
      'LocalAddress.text: container "a" declares no port.',
    );
    expect(() => LocalAddress.text('{port}', undefined as any)).toThrow(
      'LocalAddress.text: the container of the address is undefined. Set the container that listens.',
    );
  });
});

test('a number can be a port that the container does not declare', () => {
  const chart = chartAt();
  new AmbassadorPod(chart, 'shop', { app, ambassador, addresses: [LocalAddress.url('ADMIN', '{host}:{port}', 9901)] });
  expect(manifestOf(chart).spec.containers[0].env).toEqual([{ name: 'ADMIN', value: 'localhost:9901' }]);
});

describe('start order', () => {
  const props = {
    app,
    ambassador,
    addresses,
    startsBefore: ['migrate'],
    initContainers: [
      { name: 'prepare', image: 'i' },
      { name: 'migrate', image: 'shop:1' },
    ],
  };

  test('a native ambassador starts before the init container that talks through it', () => {
    const chart = chartAt('1.29');
    new AmbassadorPod(chart, 'shop', props);
    expect(manifestOf(chart).spec.initContainers.map(({ name }: any) => name)).toEqual(['prepare', 'db', 'migrate']);
  });

  test('a classic one cannot, which is refused', () => {
    const chart = chartAt('1.28');
    new AmbassadorPod(chart, 'shop', props);
    expect(problemsOf(chart)).toEqual([
      '[test/shop] patterns["ambassador db"]: "db" cannot start before the init container "migrate". It is a ' +
        'classic sidecar, which starts after all init containers. Remove the order. Or use native sidecars: ' +
        "KubernetesVersion.set(app, '1.29').",
    ]);
  });
});

describe('bad input', () => {
  test('an ambassador that declares no port', () => {
    const chart = chartAt();
    new AmbassadorPod(chart, 'shop', { app, ambassador: { name: 'db', image: 'pgbouncer:1' }, addresses });
    expect(problemsOf(chart)).toEqual([
      '[test/shop] patterns["ambassador db"]: container "db" declares no port. Add the port that it listens on to "ports".',
    ]);
  });

  test('an address of one port among several, or of none that is there', () => {
    const ports = [{ name: 'sql', containerPort: 5432 }, { containerPort: 9999 }];
    const problem = (port?: string) => {
      const chart = chartAt();
      new AmbassadorPod(chart, 'shop', {
        app,
        ambassador: { ...ambassador, ports },
        addresses: [LocalAddress.url('A', '{port}', port)],
      });
      return problemsOf(chart);
    };
    expect(problem()).toEqual([
      '[test/shop] patterns["ambassador db"]: container "db" declares 5432 (sql), 9999. Select one by name or number.',
    ]);
    expect(problem('mysql')).toEqual([
      '[test/shop] patterns["ambassador db"]: container "db" has no port mysql: it declares 5432 (sql), 9999. Use a port ' +
        'that it declares.',
    ]);
  });

  test('an address without a port in it', () => {
    const chart = chartAt();
    const wrong = [LocalAddress.url('URL', 'http://localhost/')];
    new AmbassadorPod(chart, 'shop', { app, ambassador, addresses: wrong });
    expect(problemsOf(chart)).toEqual([
      '[test/shop] patterns["ambassador db"]: the address "http://localhost/" of URL has no {port}. Write {port} for the ' +
        "port's number.",
    ]);
  });

  test('a variable that the app sets itself', () => {
    const chart = chartAt();
    const env = [{ name: 'DATABASE_URL', value: 'postgres://elsewhere' }];
    new AmbassadorPod(chart, 'shop', { app: { ...app, env }, ambassador, addresses });
    expect(problemsOf(chart)).toEqual([
      '[test/shop] patterns["ambassador db"].app.env[0]: the pattern "ambassador db" sets DATABASE_URL to ' +
        '"postgres://localhost:5432/shop", but container "shop" already sets it. Only the last of the two values would ' +
        'apply. Remove or rename one of the two variables.',
    ]);
  });

  test('an ambassador on the port of the app: a warning', () => {
    const chart = chartAt();
    new AmbassadorPod(chart, 'shop', { app: { ...app, ports: [{ containerPort: 5432 }] }, ambassador, addresses });
    expect(warningsOf(chart)).toEqual([
      expect.stringContaining('spec.initContainers[0].ports[0]: 5432/TCP is already bound by container "shop".'),
    ]);
  });
});
