import { Match } from '../../testing';
import { synthesize } from '../synthesize';

const { outdated, manifests } = synthesize(__dirname);
const pod = manifests.getPod('shop');
const ambassador = pod.getContainer('ambassador');

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('synth reports nothing', () => manifests.hasNoFindings());

test('the app knows neither the upstream nor the password', () => {
  const { container: app } = pod.getContainer('shop');
  expect(app.env).toEqual([{ name: 'STOCK_URL', value: 'http://localhost:9000/cgi-bin/stock' }]);
  expect(app).not.toHaveProperty('envFrom');
  expect(app).not.toHaveProperty('volumeMounts');
});

test('the ambassador has the password from the Secret, and listens on localhost', () => {
  expect(ambassador.getEnv('PORT').value).toBe('9000');
  expect(ambassador.getEnv('UPSTREAM').value).toBe('stock');
  const { name, key } = ambassador.getEnv('PASSWORD').valueFrom!.secretKeyRef!;
  manifests.hasResource('Secret', { metadata: { name }, stringData: { [key]: Match.anyValue() } });
  expect(ambassador.container.command).toContain('127.0.0.1:$(PORT)');
});

test('the upstream is the Service of the other pod', () => {
  const { labels } = manifests.getPod('stock').metadata;
  manifests.hasResource('Service', { metadata: { name: 'stock' }, spec: { selector: Match.exact(labels) } });
});
