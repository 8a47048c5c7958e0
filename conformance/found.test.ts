import * as fs from 'fs';
import * as path from 'path';
import { examineFiles } from '../cli/lint/examine-files';
import { findingsOf } from '../cli/lint/report';
import { Linter } from '../rules/check/lint';
import { SHARED } from './shared';

const FOLDER = path.join(SHARED, 'cases', 'found', 'runs');

/** What lint reports at `warning` or above in a file: severity, rule and field path. */
async function reported(name: string): Promise<string[]> {
  const linter = new Linter({ target: '1.37', severity: 'warning' });
  const report = await examineFiles([path.join(FOLDER, `${name}.yaml`)], linter);
  return [...findingsOf(report)].map(({ severity, rule, path: place }) => `${severity} ${rule} ${place}`);
}

const APP = 'spec.containers[0]';
const TEMPLATE = 'spec.template.spec';

/** The rule that reports what the cluster does with each file, and where. */
const EXPECTED: Record<string, string[]> = {
  'command-in-one-string': [`error runtime/command-in-one-string ${APP}.command[0]`],
  'probe-command-in-one-string': [`error runtime/command-in-one-string ${APP}.livenessProbe.exec.command[0]`],
  'shell-syntax-without-shell': [`warning runtime/shell-syntax ${APP}.command[2]`],
  'deployment-whose-command-ends': ['error runtime/restarts-for-ever spec.template.spec.containers[0].command'],
  'native-sidecar-that-ends': ['error runtime/sidecar-ends spec.template.spec.initContainers[0].command'],
  'variable-before-its-definition': [`warning runtime/undefined-variable ${APP}.env[0].value`],
  'init-waits-for-own-sidecar': ['error runtime/init-needs-sidecar spec.initContainers[0].command[2]'],
  'proxy-as-plain-init': ['error runtime/init-never-ends spec.initContainers[0]'],
  'job-with-sidecars': Array.from(
    { length: 11 },
    (_, i) => `warning runtime/sidecar-keeps-job ${TEMPLATE}.containers[${i + 1}]`,
  ),
  'non-root-with-root-image': [`error runtime/non-root-image ${APP}.image`],
  'image-that-is-no-reference': [0, 1].map((i) => `error runtime/image-reference spec.containers[${i}].image`),
  'sub-path-under-config-map': [`error runtime/mount-below-read-only ${APP}.volumeMounts[1].mountPath`],
  'memory-in-bytes': [`error runtime/too-little-memory ${APP}.resources.limits.memory`],
  'host-network-rolling-update': [`warning runtime/node-port-of-two-pods ${TEMPLATE}.containers[0].ports[0]`],
  'rwo-claim-rolling-update': [
    `warning runtime/claim-of-one-node ${TEMPLATE}.volumes[0].persistentVolumeClaim.claimName`,
  ],
};

test('each file has what lint must report', () => {
  const names = fs.readdirSync(FOLDER).map((file) => path.basename(file, '.yaml'));
  expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s', async (name, findings) => {
  expect(await reported(name)).toEqual(findings);
});
