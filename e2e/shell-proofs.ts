import { pod, Proof, READY, sh } from './proof';

/** A pod that runs a script. */
const running = (name: string, script: string): any => pod(name, { containers: [sh('app', script)] });

const IF = 'if [ -d /etc ]; then\n  echo hello\n';
const IDLE = "trap 'exit 0' TERM; sleep 3600 & wait";

/** Proofs of the rules on scripts. */
export const SHELL_PROOFS: Proof[] = [
  {
    name: 'script-syntax',
    rule: 'runtime/script-syntax',
    bad: [running('script-syntax', `${IF}${IDLE}`)],
    fails: [/app was terminated 2/, /syntax error/],
    fixed: [running('script-syntax', `${IF}fi\n${IDLE}`)],
    runs: READY,
  },
  {
    name: 'script-syntax-later',
    rule: 'runtime/script-syntax',
    bad: [running('script-syntax-later', `echo hello\necho "it's $(date)\n${IDLE}`)],
    fails: [/app was terminated 2/],
    fixed: [running('script-syntax-later', `echo hello\necho "it's $(date)"\n${IDLE}`)],
    runs: READY,
  },
];
