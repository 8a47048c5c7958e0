import { PlacedContainer } from '../pod';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HOOKS = ['postStart', 'preStop'];

/** Shows the probes and hooks of a container, where it has some. */
export function eachHandler({ value }: PlacedContainer, see: (handler: any, field: string) => void): void {
  for (const field of PROBES) {
    if (value[field]) {
      see(value[field], field);
    }
  }
  if (value.lifecycle) {
    for (const hook of HOOKS) {
      if (value.lifecycle[hook]) {
        see(value.lifecycle[hook], `lifecycle.${hook}`);
      }
    }
  }
}
