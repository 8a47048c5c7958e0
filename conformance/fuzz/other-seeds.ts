/** Valid objects of kinds that are no pods, without their API version, kind and name. */
export const SEEDS: Readonly<Record<string, readonly object[]>> = {
  'v1 Service': [
    { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } },
    {
      metadata: { name: 'web', labels: { app: 'web' }, annotations: { 'example.com/a': 'b' } },
      spec: {
        type: 'NodePort',
        ports: [
          { name: 'http', port: 80, targetPort: 'http', nodePort: 30080, protocol: 'TCP', appProtocol: 'http' },
          { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' },
        ],
        externalTrafficPolicy: 'Local',
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      },
    },
    {
      spec: {
        type: 'LoadBalancer',
        ports: [{ port: 443, name: 'https' }],
        loadBalancerIP: '10.1.2.3',
        loadBalancerClass: 'example.com/lb',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        allocateLoadBalancerNodePorts: false,
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30999,
        internalTrafficPolicy: 'Local',
        trafficDistribution: 'PreferClose',
      },
    },
    { spec: { clusterIP: 'None', clusterIPs: ['None'], selector: { app: 'db' }, publishNotReadyAddresses: true } },
    { spec: { type: 'ExternalName', externalName: 'db.example.com' } },
    {
      spec: {
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        clusterIP: '10.96.0.77',
        clusterIPs: ['10.96.0.77'],
        externalIPs: ['203.0.113.7'],
        ports: [{ port: 80 }],
      },
    },
  ],
  'v1 ConfigMap': [
    { data: { 'app.properties': 'a=b', b: 'c' }, binaryData: { logo: 'YWJj' } },
    { data: { a: 'b' }, immutable: true },
  ],
  'v1 Secret': [
    { data: { a: 'YQ==' }, stringData: { b: 'c' } },
    { type: 'Opaque', immutable: true },
    { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==', 'tls.key': 'YQ==' } },
    { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{}' } },
    { type: 'kubernetes.io/dockercfg', stringData: { '.dockercfg': '{}' } },
    { type: 'kubernetes.io/basic-auth', stringData: { username: 'a', password: 'b' } },
    { type: 'kubernetes.io/ssh-auth', stringData: { 'ssh-privatekey': 'a' } },
    {
      metadata: { name: 'web', annotations: { 'kubernetes.io/service-account.name': 'default' } },
      type: 'kubernetes.io/service-account-token',
    },
    { type: 'bootstrap.kubernetes.io/token', stringData: { 'token-id': 'abcdef' } },
  ],
  'v1 ServiceAccount': [
    { automountServiceAccountToken: false, imagePullSecrets: [{ name: 'a' }], secrets: [{ name: 'b' }] },
  ],
  'v1 Namespace': [
    {
      metadata: { name: 'web', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      spec: { finalizers: ['kubernetes'] },
    },
  ],
  'v1 PersistentVolumeClaim': [
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    {
      spec: {
        accessModes: ['ReadOnlyMany', 'ReadWriteMany'],
        storageClassName: 'fast',
        volumeMode: 'Block',
        volumeName: 'pv',
        selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
        resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
        dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' },
      },
    },
  ],
  'v1 PersistentVolume': [
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: '/data', type: 'Directory' },
        storageClassName: 'fast',
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
        mountOptions: ['ro'],
      },
    },
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteMany'],
        nfs: { server: 'nfs.example.com', path: '/a' },
        claimRef: { namespace: 'default', name: 'a' },
      },
    },
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        local: { path: '/mnt/a', fsType: 'ext4' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }] },
            ],
          },
        },
      },
    },
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        csi: {
          driver: 'csi.example.com',
          volumeHandle: 'a',
          fsType: 'ext4',
          nodePublishSecretRef: { name: 'a', namespace: 'default' },
          volumeAttributes: { a: 'b' },
        },
      },
    },
  ],
  'v1 LimitRange': [
    {
      spec: {
        limits: [
          {
            type: 'Container',
            max: { cpu: '2', memory: '2Gi' },
            min: { cpu: '100m' },
            default: { cpu: '1' },
            defaultRequest: { cpu: '500m' },
            maxLimitRequestRatio: { cpu: '4' },
          },
          { type: 'Pod', max: { cpu: '4' }, min: { cpu: '100m' } },
          { type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } },
        ],
      },
    },
  ],
  'v1 ResourceQuota': [
    { spec: { hard: { cpu: '1', 'requests.memory': '1Gi', pods: '4', 'count/deployments.apps': '2' } } },
    {
      spec: {
        hard: { pods: '4' },
        scopes: ['NotBestEffort', 'Terminating'],
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
      },
    },
    { spec: { hard: { pods: '4' }, scopes: ['BestEffort'] } },
  ],
  'networking.k8s.io/v1 Ingress': [
    {
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['a.example.com'], secretName: 'tls' }],
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/a', pathType: 'Exact', backend: { service: { name: 'web', port: { name: 'http' } } } },
              ],
            },
          },
          { host: '*.example.com' },
        ],
      },
    },
    { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
    { spec: { defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } } } },
    {
      spec: {
        rules: [
          {
            http: {
              paths: [
                { pathType: 'ImplementationSpecific', backend: { service: { name: 'web', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
  ],
  'networking.k8s.io/v1 IngressClass': [
    { spec: { controller: 'example.com/ingress-controller' } },
    {
      spec: {
        controller: 'example.com/a',
        parameters: {
          apiGroup: 'k8s.example.com',
          kind: 'Parameters',
          name: 'a',
          scope: 'Namespace',
          namespace: 'default',
        },
      },
    },
    { spec: { controller: 'example.com/a', parameters: { kind: 'Parameters', name: 'a', scope: 'Cluster' } } },
  ],
  'networking.k8s.io/v1 NetworkPolicy': [
    { spec: { podSelector: {} } },
    {
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
              { namespaceSelector: { matchLabels: { a: 'b' } } },
              { podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } },
            ],
            ports: [{ protocol: 'TCP', port: 80 }, { port: 'http' }, { port: 8000, endPort: 9000 }],
          },
        ],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'UDP', port: 53 }] }],
      },
    },
  ],
  'discovery.k8s.io/v1 EndpointSlice': [
    {
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          conditions: { ready: true },
          hostname: 'a',
          nodeName: 'node',
          zone: 'z',
          hints: { forZones: [{ name: 'z' }] },
          deprecatedTopology: { a: 'b' },
        },
      ],
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', appProtocol: 'http' },
        { name: 'b', port: 81 },
      ],
    },
    { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] },
    { addressType: 'FQDN', endpoints: [{ addresses: ['a.example.com'] }] },
  ],
  'rbac.authorization.k8s.io/v1 Role': [
    {
      rules: [
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'], resourceNames: ['a'] },
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      ],
    },
  ],
  'rbac.authorization.k8s.io/v1 ClusterRole': [
    {
      rules: [
        { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
        { nonResourceURLs: ['/healthz', '/a/*'], verbs: ['get'] },
      ],
    },
    {
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
      },
    },
  ],
  'rbac.authorization.k8s.io/v1 RoleBinding': [
    {
      subjects: [
        { kind: 'ServiceAccount', name: 'a', namespace: 'default' },
        { kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'Group', name: 'system:a' },
      ],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
    },
    { subjects: [], roleRef: { kind: 'ClusterRole', name: 'a' } },
  ],
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': [
    {
      subjects: [
        { kind: 'ServiceAccount', name: 'a', namespace: 'default' },
        { kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' },
      ],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'a' },
    },
  ],
  'autoscaling/v1 HorizontalPodAutoscaler': [
    {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 1,
        maxReplicas: 3,
        targetCPUUtilizationPercentage: 50,
      },
    },
  ],
  'autoscaling/v2 HorizontalPodAutoscaler': [
    {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 1,
        maxReplicas: 3,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
          {
            type: 'ContainerResource',
            containerResource: { name: 'cpu', container: 'app', target: { type: 'AverageValue', averageValue: '1' } },
          },
          {
            type: 'Pods',
            pods: {
              metric: { name: 'a', selector: { matchLabels: { a: 'b' } } },
              target: { type: 'AverageValue', averageValue: '1' },
            },
          },
          {
            type: 'Object',
            object: {
              describedObject: { apiVersion: 'v1', kind: 'Service', name: 'a' },
              metric: { name: 'a' },
              target: { type: 'Value', value: '10' },
            },
          },
          {
            type: 'External',
            external: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '30' } },
          },
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 10,
            selectPolicy: 'Max',
            policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }],
          },
          scaleDown: { selectPolicy: 'Disabled', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
        },
      },
    },
  ],
  'policy/v1 PodDisruptionBudget': [
    { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } },
    {
      spec: {
        maxUnavailable: '25%',
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
      },
    },
  ],
  'scheduling.k8s.io/v1 PriorityClass': [
    { value: 1000, globalDefault: false, description: 'a', preemptionPolicy: 'Never' },
  ],
  'node.k8s.io/v1 RuntimeClass': [
    {
      handler: 'gvisor',
      overhead: { podFixed: { cpu: '100m', memory: '10Mi' } },
      scheduling: { nodeSelector: { a: 'b' }, tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }] },
    },
  ],
  'storage.k8s.io/v1 StorageClass': [
    {
      provisioner: 'example.com/csi',
      parameters: { a: 'b' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      mountOptions: ['ro'],
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b', 'c'] }] }],
    },
  ],
  'v1 ReplicationController': [
    {
      spec: {
        replicas: 1,
        selector: { app: 'web' },
        minReadySeconds: 1,
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } },
      },
    },
    {
      spec: {
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } },
      },
    },
  ],
  'v1 PodTemplate': [
    { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'nginx' }] } } },
  ],
};
