/** The proof of a rule: objects that the rule reports and the output of the cluster, and the same objects after the fix. */
export interface Proof {
  /** The rule, and which case of it. The first pod has this name. */
  readonly name: string;
  readonly rule: string;
  readonly bad: any[];
  /** The arguments of an additional kubectl. */
  readonly asked?: string[];
  /** The output of the cluster for the bad pod. */
  readonly fails: RegExp[];
  readonly fixed: any[];
  /** The output for the fixed pod. */
  readonly runs: RegExp[];
}

/** The image of most proofs. */
export const IMAGE = 'busybox:1.36';
/** The output for a pod that serves. */
export const READY = [/condition Ready True/];

/** A container that runs a line of shell, and ends at the first signal. */
export const sh = (name: string, script: string, more: any = {}): any => ({
  name,
  image: IMAGE,
  command: ['sh', '-c', script],
  ...more,
});
/** A container that waits for the signal to end. */
export const idle = (name: string, more: any = {}): any => sh(name, "trap 'exit 0' TERM; sleep 3600 & wait", more);

/** A pod that ends soon after it is deleted. */
export const pod = (name: string, spec: any, metadata: any = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { terminationGracePeriodSeconds: 1, ...spec },
});

/** A rule on one pod: how its spec is in both cases. */
export function one(name: string, rule: string, bad: any, fails: RegExp[], fixed: any, runs: RegExp[] = READY): Proof {
  return { name, rule: `runtime/${rule}`, bad: [pod(name, bad)], fails, fixed: [pod(name, fixed)], runs };
}
