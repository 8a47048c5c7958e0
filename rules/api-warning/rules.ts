import { ApiRule } from '../api/rule';
import { duplicateEnv } from './duplicate-env';
import { duplicatePortName } from './duplicate-port-name';
import { duplicatePort } from './duplicate-port';
import { fractionalBytes } from './fractional-bytes';
import { gracePeriod } from './grace-period';
import { hostIp } from './host-ip';
import { hostName } from './host-name';
import { imagePullSecret } from './image-pull-secret';
import { oldAnnotation } from './old-annotation';

/** All rules about what the API server lets pass with a warning. */
export const WARNINGS: readonly ApiRule[] = [
  duplicateEnv,
  duplicatePortName,
  duplicatePort,
  fractionalBytes,
  gracePeriod,
  hostIp,
  hostName,
  imagePullSecret,
  oldAnnotation,
];
