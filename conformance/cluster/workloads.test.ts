import { difference, WORKLOADS } from '../fuzz/workloads';
import { Server } from './server';

let server: Server;
beforeAll(async () => void (server = await Server.connect()));
afterAll(() => server.close());

/** How many of each kind: .ci/clusters asks for 10,000. */
const COUNT = Number(process.env.WORKLOADS ?? 1000);
const SEED = Number(process.env.SEED ?? 6);

test.each(WORKLOADS)(
  'the rules and the API server agree on grown objects of kind %s',
  async (kind) => {
    const version = await server.version();
    const { accepted, undecoded, sites, classes } = await difference(server, version, kind, COUNT, SEED);
    console.log(`${kind}, seed ${SEED}: ${COUNT}, ${accepted} accepted, ${undecoded} not decoded, ${sites} sites`);
    expect(classes.map(([one, { count, example }]) => `${count} ${one}: ${example}`)).toEqual([]);
  },
  3_600_000,
);
