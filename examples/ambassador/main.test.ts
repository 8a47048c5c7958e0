import { synthesize } from '../synthesize';

const { outdated, find } = synthesize(__dirname);
const { spec } = find('Pod', 'shop');
const [app] = spec.containers;
const [ambassador] = spec.initContainers;

test('dist/ is what main.ts writes', () => expect(outdated).toEqual([]));

test('the app knows neither the upstream nor the password', () => {
  expect(app.env).toEqual([{ name: 'STOCK_URL', value: 'http://localhost:9000/cgi-bin/stock' }]);
  expect(app).not.toHaveProperty('envFrom');
  expect(app).not.toHaveProperty('volumeMounts');
});

test('the ambassador has the password from the Secret, and listens on localhost', () => {
  const secretKeyRef = { name: 'shop-login', key: 'password' };
  expect(ambassador.env).toEqual([
    { name: 'PORT', value: '9000' },
    { name: 'PASSWORD', valueFrom: { secretKeyRef } },
    { name: 'UPSTREAM', value: 'stock' },
  ]);
  expect(find('Secret', secretKeyRef.name).stringData).toHaveProperty(secretKeyRef.key);
  expect(ambassador.command).toContain('127.0.0.1:$(PORT)');
});

test('the upstream is the Service of the other pod', () => {
  expect(find('Service', 'stock').spec.selector).toEqual(find('Pod', 'stock').metadata.labels);
});
