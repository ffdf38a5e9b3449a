// What no schema knows and this project has promised: what the "restricted" Pod Security Standard asks, no password in a
// file, that each container says what it needs, and that each database role is in its own pod, with no more than it needs.

const BOTH = ['username', 'password'];

// Which keys of which Secret a pod may have: by the kind of what starts it.
const SECRETS = {
  Deployment: { 'latchkey-database': BOTH, 'latchkey-keys': ['*'], 'latchkey-factor-keys': ['*'], 'latchkey-db-ca': ['ca.crt'] },
  CronJob: { 'latchkey-database-operator': BOTH, 'latchkey-factor-keys': ['*'], 'latchkey-db-ca': ['ca.crt'] },
  // It gives rights to the other two, so it must know their names.
  Job: {
    'latchkey-database-owner': BOTH,
    'latchkey-database': ['username'],
    'latchkey-database-operator': ['username'],
    'latchkey-db-ca': ['ca.crt'],
  },
};

const ROLE_ATTRIBUTES = ['superuser', 'createdb', 'createrole', 'replication', 'bypassrls'];
const SQL = /^postInit/;
const HARMLESS = /^(CREATE ROLE \w+( LOGIN)?|GRANT CONNECT ON DATABASE \w+ TO [\w, ]+|REVOKE .+)$/;

const podTemplate = ({ kind, spec }) => (kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template);

/** [Secret, key] of all that a pod gets; the key is * for a whole Secret. */
function secrets(pod) {
  const containers = [...(pod.containers ?? []), ...(pod.initContainers ?? [])];
  const keys = containers.flatMap((c) => c.env ?? []).map((v) => v.valueFrom?.secretKeyRef).filter(Boolean);
  const whole = containers.flatMap((c) => c.envFrom ?? []).map((e) => e.secretRef?.name);
  const sources = (pod.volumes ?? []).flatMap((v) => [v.secret, ...(v.projected?.sources ?? []).map((s) => s.secret)]).filter(Boolean);
  const mounted = sources.flatMap(({ secretName, name, items = [{ key: '*' }] }) => items.map(({ key }) => [secretName ?? name, key]));
  return [...keys.map(({ name, key }) => [name, key]), ...whole.filter(Boolean).map((name) => [name, '*']), ...mounted];
}

function databaseRules({ kind, spec, metadata }, require) {
  if (kind === 'Cluster') {
    const initdb = spec?.bootstrap?.initdb ?? {};
    for (const [name, value] of Object.entries(initdb).filter(([name]) => SQL.test(name))) {
      require(Array.isArray(value) && value.every((sql) => HARMLESS.test(sql)), `${name}: rights are given by the migration`);
    }
    for (const role of spec?.managed?.roles ?? []) {
      for (const attribute of ROLE_ATTRIBUTES) require(!role[attribute], `${role.name}: no ${attribute}`);
      require(!role.inRoles?.length, `${role.name}: in no other role`);
      require(role.name !== initdb.owner, `${role.name}: the owner is made by initdb`);
    }
  }
  if (kind === 'NetworkPolicy') {
    require(['Ingress', 'Egress'].every((type) => spec?.policyTypes?.includes(type)), 'both directions');
    require(spec?.egress?.every((rule) => rule.ports?.length), 'out: only to ports that are named');
    const components = spec?.podSelector?.matchExpressions?.flatMap((e) => e.values) ?? [];
    if (metadata?.name === 'latchkey-commands') {
      require(['migration', 'command'].every((name) => components.includes(name)), 'for migrations and commands');
      require(!spec?.ingress?.length, 'nothing comes in');
    }
  }
  if (kind === 'CronJob') require(spec?.suspend === true, 'it never starts by itself');
}

/** In a word each, what of it is broken. */
export function brokenRules(manifest) {
  const problems = [];
  const require = (holds, rule) => holds || problems.push(rule);

  require(manifest.kind !== 'Secret', 'a Secret is only referred to');
  require(manifest.kind !== 'Ingress', 'callers come through the Gateway API: ingress-nginx gets no fixes any more');
  databaseRules(manifest, require);
  const template = podTemplate(manifest);
  const pod = template?.spec;
  if (!pod) return problems;

  for (const [secret, key] of secrets(pod)) {
    require(SECRETS[manifest.kind]?.[secret]?.includes(key), `a ${manifest.kind} has no business with ${secret}: ${key}`);
  }
  for (const { secret } of pod.volumes ?? []) {
    require(secret?.secretName !== 'latchkey-factor-keys' || secret.optional === true, 'without second factors there is no such Secret');
  }
  require(template.metadata?.labels?.['app.kubernetes.io/component'], 'a component, by which the NetworkPolicy knows it');

  require(pod.securityContext?.runAsNonRoot === true, 'runAsNonRoot');
  require(Number.isInteger(pod.securityContext?.runAsUser) && pod.securityContext.runAsUser > 0, 'a numeric user, not root');
  require(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'seccompProfile RuntimeDefault');
  require(pod.automountServiceAccountToken === false, 'no token of the Kubernetes API');
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) require(!pod[name], `no ${name}`);
  for (const container of [...(pod.containers ?? []), ...(pod.initContainers ?? [])]) {
    const context = container.securityContext ?? {};
    require(context.allowPrivilegeEscalation === false, `${container.name}: allowPrivilegeEscalation false`);
    require(context.readOnlyRootFilesystem === true, `${container.name}: readOnlyRootFilesystem`);
    require(context.capabilities?.drop?.includes('ALL') && !context.capabilities?.add, `${container.name}: no capabilities`);
    for (const what of ['requests', 'limits']) {
      require(container.resources?.[what]?.cpu && container.resources?.[what]?.memory, `${container.name}: ${what} of CPU and memory`);
    }
    for (const variable of container.env ?? []) {
      require(!(/(PASSWORD|SECRET)$/.test(variable.name) && 'value' in variable), `${variable.name} only by reference`);
    }
  }
  if (manifest.kind === 'Job') {
    const names = pod.containers?.[0]?.env?.map((variable) => variable.name) ?? [];
    for (const role of ['SERVICE', 'OPERATOR']) require(names.includes(`LATCHKEY_DATABASE_${role}_ROLE`), `it gives rights to the ${role}`);
  }
  if (manifest.kind === 'Deployment') {
    const [container] = pod.containers ?? [];
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) require(container?.[probe], probe);
    const host = container?.env?.find(({ name }) => name === 'QUARKUS_MANAGEMENT_HOST')?.value;
    require(host === '0.0.0.0', 'the management port listens on the address of the pod: probes come there');
    require(manifest.spec.strategy?.rollingUpdate?.maxUnavailable === 0, 'an update never has fewer pods');
  }
  return problems;
}
