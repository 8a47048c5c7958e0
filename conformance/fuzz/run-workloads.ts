/**
 * Puts grown workloads to a real API server, by dry run, and to the rules, and prints how they differ. KUBECONFIG names the server:
 * `ts-node --transpile-only conformance/fuzz/run-workloads.ts 1.37 20000 1 [KIND] [PART-OF-A-DIFFERENCE]`.
 */
import { Server } from '../cluster/server';
import { difference, WORKLOADS } from './workloads';

async function main(): Promise<void> {
  const [version = '1.37', count = '2000', seed = '1', only = '', part = ''] = process.argv.slice(2);
  const server = await Server.connect();
  try {
    for (const kind of WORKLOADS.filter((one) => only === '' || one === only)) {
      const { accepted, undecoded, differ, sites, classes } = await difference(
        server,
        version,
        kind,
        Number(count),
        Number(seed),
      );
      console.log(
        `${kind} ${version}, seed ${seed}: ${count}, ${accepted} accepted, ${undecoded} undecoded, ${sites} sites; ${differ} differ`,
      );
      for (const [key, { count: n, example }] of classes.filter(([one]) => one.includes(part)).slice(0, 60)) {
        console.log(`${String(n).padStart(6)} ${key}${part === '' ? '' : `\n       ${example}`}`);
      }
    }
  } finally {
    server.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
