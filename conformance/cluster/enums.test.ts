import { WORKLOAD_PLACES } from '../workload-enums';
import { ENUMS } from '../../kubernetes/enums';
import { Server } from './server';

let server: Server;
beforeAll(async () => void (server = await Server.connect()));
afterAll(() => server.close());

/** The values that a refusal lists: `supported values: "A", "B"`, or `must be 'A' or 'B'`. */
function listed(refusal: string): string[] {
  const [, list = ''] = refusal.match(/(?:supported values:|must be) (.*)/) ?? [];
  return [...list.matchAll(/["']([^"']*)["']/g)].map(([, value]) => value);
}

// those of the newest Kubernetes, which are those of 1.30 as well
describe('the values of a field are those that the API server lists', () => {
  test.each(Object.entries(WORKLOAD_PLACES))('%s', async (place, at) => {
    const object = at('no-such-value');
    const resource = `/apis/${object.apiVersion}/namespaces/default/${object.kind.toLowerCase()}s`;
    const { body } = await server.tryToCreate(resource, object);
    expect(listed(body.message).sort()).toEqual([...ENUMS[place]].sort());
  });
});
