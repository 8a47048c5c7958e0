import { idle as waiting, IMAGE, one, Proof } from './proof';

const CACHE = { name: 'app', image: 'redis' };
const WEB = { name: 'app', image: 'nginxinc/nginx-unprivileged:1.27', ports: [{ containerPort: 8080 }] };
const idle = (image: string, more: any = {}): any => ({ containers: [waiting('app', { image, ...more })] });

/** An image whose name the kubelet cannot parse. */
function misnamed(name: string, image: string): Proof {
  return one(name, 'image-reference', idle(image), [/app is waiting\s+InvalidImageName/], idle(IMAGE));
}

/** The proofs of the rules about images. */
export const IMAGE_PROOFS: Proof[] = [
  misnamed('image-upper-case', 'Busybox:1.36'),
  misnamed('image-without-tag', 'busybox:'),
  misnamed('image-two-tags', 'busybox:1:36'),
  misnamed('image-digest-too-short', 'busybox@sha256:abc'),
  misnamed('image-with-scheme', 'https://docker.io/library/busybox:1.36'),
  misnamed('image-placeholder', 'busybox:${TAG}'),
  one(
    'non-root-image',
    'non-root-image',
    { ...idle(IMAGE), securityContext: { runAsNonRoot: true } },
    [/app is waiting\s+CreateContainerConfigError/, /image will run as root/],
    { ...idle(IMAGE), securityContext: { runAsNonRoot: true, runAsUser: 65534 } },
  ),
  one(
    'non-root-container',
    'non-root-image',
    { containers: [{ ...CACHE, securityContext: { runAsNonRoot: true } }] },
    [/app is waiting\s+CreateContainerConfigError/, /image will run as root/],
    { containers: [{ ...CACHE, securityContext: { runAsNonRoot: true, runAsUser: 999 } }] },
  ),
  one(
    'read-only-unprivileged',
    'read-only-root',
    { containers: [{ ...WEB, securityContext: { readOnlyRootFilesystem: true } }] },
    [/app (was|is) terminated \d+ Error/, /Read-only file system/],
    {
      containers: [
        {
          ...WEB,
          securityContext: { readOnlyRootFilesystem: true },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  ),
];
