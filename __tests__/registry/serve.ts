import { FakeRegistry } from './fake-registry';

// A registry in a process of its own, for tests that wait for answers synchronously. It prints its host and the digest of its image.
void FakeRegistry.start().then((registry) => {
  const platform = { os: 'linux', architecture: 'amd64' };
  const digest = registry.image('shop/web', '1', { User: '101' }, platform);
  process.stdout.write(`${registry.domain} ${digest}\n`);
});
