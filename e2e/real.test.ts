import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { claim, eventually, kubectl, orTell, read, remove } from './kubectl';
import { up } from './up';

/**
 * examples/real on a cluster whose registry has replacements with the names of the images. This tests that the volumes, variables and
 * probes of the patterns work: each pod becomes Ready or completes. .ci/clusters adds the replacements, and sets E2E_STAND_INS.
 */
const there = process.env.E2E_STAND_INS === '1' ? describe : describe.skip;

const dist = 'examples/real/dist';
const charts = fs.readdirSync(dist).map((file) => file.replace('.k8s.yaml', ''));

/** Objects that the pods refer to, and that their projects define elsewhere. */
const account = (name: string, namespace = process.env.E2E_RUN) => ({
  kind: 'ServiceAccount',
  metadata: { name, namespace },
});
const holding =
  (kind: string) =>
  (name: string, keys: string[], namespace = process.env.E2E_RUN) => ({
    kind,
    metadata: { name, namespace },
    [kind === 'Secret' ? 'stringData' : 'data']: Object.fromEntries(keys.map((key) => [key, `the ${key}`])),
  });
const [secret, configMap] = ['Secret', 'ConfigMap'].map(holding);
const NEEDED = [
  ...['emojivoto', 'monitoring'].map((name) => ({ kind: 'Namespace', metadata: { name } })),
  account('tailscale'),
  account('pgbouncer'),
  account('vault-auth', 'default'),
  account('node-exporter', 'monitoring'),
  secret('login', ['username', 'password', 'database']),
  secret('ca', ['tls.crt']),
  secret('server', ['tls.crt', 'tls.key']),
  secret('oauth2-proxy-secret', ['client-id', 'client-secret', 'cookie-secret']),
  configMap('oauth2-proxy-sidecar-config', ['oauth2_proxy.cfg']),
  configMap('istio-ca-root-cert', ['root-cert.pem']),
  configMap('example-vault-agent-config', ['vault-agent-config.hcl'], 'default'),
].map((object): any => ({ apiVersion: 'v1', ...object }));

/** Fields that do not work with a replacement image, or on a test node. */
function asHere(key: string, value: any): any {
  switch (key) {
    case 'securityContext': // the user of the image, which a stand-in does not have, where it must not be root
      return value.runAsNonRoot === true ? { runAsUser: 65532, ...value } : value;
    case 'mountPropagation': // takes mounts of the node that are shared
      return undefined;
    default:
      return value;
  }
}

const objectsOf = (chart: string): any[] =>
  parseAllDocuments(fs.readFileSync(path.join(dist, `${chart}.k8s.yaml`), 'utf8')).map((document) => {
    const object = JSON.parse(JSON.stringify(document.toJS()), asHere);
    return { ...object, metadata: { namespace: process.env.E2E_RUN, ...object.metadata } };
  });

/** Objects as a file, which the run removes. */
function fileOf(name: string, items: any[]): string {
  const file = path.join(path.dirname(process.env.E2E_NOTES!), name);
  fs.writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  return file;
}

there('examples/real, with stand-ins for its images', () => {
  const files = {
    needed: fileOf('needed.json', NEEDED),
    real: fileOf('real.json', charts.flatMap(objectsOf)),
  };

  beforeAll(async () => {
    for (const file of Object.values(files)) {
      await claim('-f', file);
    }
    for (const file of Object.values(files)) {
      await kubectl('apply', '--validate=strict', '-f', file);
    }
  });
  afterAll(async () => {
    await remove('--wait=false', '-f', files.real);
    await remove('--wait=false', '-f', files.needed);
  });

  test.each(charts)('%s becomes Ready, or completes', (chart) => orTell(() => up(objectsOf(chart))));

  test.each([
    ['git-clone-app', 'app', 80, 'app.mode=production', 'config.properties'],
    ['quote', 'nginx', 80, 'a quote', 'quote'],
    ['random-generator', 'adapter', 9889, 'a number', 'random.log'],
  ])('%s shows at one end what is written at the other', async (pod, container, port, text, file) => {
    await eventually(async () =>
      expect(await read(pod, container, `http://localhost:${port}/${file}`)).toContain(text),
    );
  });
});
