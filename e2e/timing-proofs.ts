import { pod, Proof, sh as running } from './proof';

const sh = (script: string, more: any): any => running('app', script, more);

/** A rule on a pod with one container. */
function one(name: string, rule: string, bad: any, fails: RegExp[], fixed: any, runs: RegExp[], spec: any = {}): Proof {
  const [bads, fixeds] = [bad, fixed].map((container) => [pod(name, { ...spec, containers: [container] })]);
  return { name, rule: `runtime/${rule}`, bad: bads, fails, fixed: fixeds, runs };
}

const SERVE = 'httpd -f -p 8080 -h /etc';
const page = { httpGet: { path: '/hosts', port: 8080 }, periodSeconds: 1 };
const ready = (command: string[]): any => ({ readinessProbe: { exec: { command }, periodSeconds: 1 } });
const started = (script: string, liveness: any, more: any = {}): any =>
  sh(script, { readinessProbe: page, livenessProbe: { ...page, ...liveness }, ...more });

/** The rules about the times of probes and deadlines. */
export const TIMING_PROOFS: Proof[] = [
  one(
    'probe-times-out',
    'probe-times-out',
    sh('sleep 3600', ready(['sleep', '3'])),
    [/condition Ready False/, /Readiness probe failed: command ("sleep 3" )?timed out/],
    sh('sleep 3600', ready(['true'])),
    [/condition Ready True/],
  ),
  one(
    'killed-while-starting',
    'killed-while-starting',
    started(`sleep 15; ${SERVE}`, { failureThreshold: 3 }),
    [/app was terminated 137/, /Container app failed liveness probe, will be restarted/],
    started(`sleep 15; ${SERVE}`, { failureThreshold: 3 }, { startupProbe: { ...page, failureThreshold: 60 } }),
    [/condition Ready True/],
  ),
  one(
    'deadline-too-short',
    'deadline-too-short',
    sh('sleep 50; echo done', {}),
    [/phase Failed DeadlineExceeded/],
    sh('sleep 1; echo done', {}),
    [/phase Succeeded/],
    { restartPolicy: 'Never', activeDeadlineSeconds: 40 },
  ),
];
