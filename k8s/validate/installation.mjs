// What must hold between the manifests of a whole installation, such as overlays/example: the way in, the way to the
// database, and which images run. No single manifest shows it.

const PINNED = /@sha256:[0-9a-f]{64}$/;

// What the address of the database must say, so that the server is checked. docs/operations.md, "TLS to PostgreSQL"
const VERIFIED = /\?(.*&)?sslmode=verify-full(&|$)/;
const CA = /[?&]sslrootcert=(\/[^&]+)/;

// As many addresses as the pods of a gateway may have. Each may say who a caller is.
const MAX_PROXIES = 256;

const podSpec = ({ kind, spec }) => (kind === 'CronJob' ? spec?.jobTemplate?.spec?.template?.spec : spec?.template?.spec);
const workloads = (manifests) => manifests.filter(({ kind }) => ['Deployment', 'Job', 'CronJob'].includes(kind));
const named = (manifests, kind) => manifests.filter((manifest) => manifest.kind === kind);

/** How many addresses an element of trusted-proxies covers. */
function addresses(network) {
  const [address, prefix] = network.trim().split('/');
  const bits = address.includes(':') ? 128 : 32;
  return 2 ** (bits - (prefix === undefined ? bits : Number(prefix)));
}

function databaseRules(manifests, settings, require) {
  const address = settings.LATCHKEY_DATABASE_URL ?? '';
  const authority = address.match(CA)?.[1] ?? '';
  require(VERIFIED.test(address) && authority, 'LATCHKEY_DATABASE_URL: verify-full, and an authority');
  for (const workload of workloads(manifests)) {
    require(hasAuthority(podSpec(workload) ?? {}, authority), `${workload.kind}: the authority of the database is mounted`);
  }
  for (const { spec } of named(manifests, 'Cluster')) {
    require(spec?.postgresql?.pg_hba?.[0] === 'hostnossl all all all reject', 'PostgreSQL refuses connections without TLS');
  }
}

/** Whether the file is the certificate in one of the pod's volumes; an optional Secret may be missing. */
function hasAuthority({ containers = [], volumes = [] }, file) {
  return containers.every(({ volumeMounts = [] }) => volumeMounts.some(({ name, mountPath, readOnly }) => {
    const { secret } = volumes.find((volume) => volume.name === name) ?? {};
    return readOnly && !secret?.optional && secret?.items?.some(({ key, path }) => key === 'ca.crt' && `${mountPath}/${path}` === file);
  }));
}

function edgeRules(manifests, settings, require) {
  const proxies = (settings.LATCHKEY_CALLER_TRUSTED_PROXIES ?? '').split(',');
  require(proxies[0] !== '', 'trusted proxies: the addresses of the Gateway');
  require(proxies.every((network) => addresses(network) <= MAX_PROXIES), `trusted proxies: at most ${MAX_PROXIES} addresses each`);
  const routes = named(manifests, 'HTTPRoute');
  require(routes.length > 0, 'a route');
  for (const { spec } of routes) {
    for (const parent of spec?.parentRefs ?? []) require(parent.sectionName, 'a route names its listener: the one with TLS');
    const services = spec?.rules?.flatMap((rule) => rule.backendRefs ?? []) ?? [];
    require(services.every(({ name, port }) => name === 'latchkey' && port === 80), 'a route leads to the API alone');
  }
  networkRules(manifests, routes.flatMap(({ spec }) => spec?.parentRefs ?? []), require);
}

/** The API's port is open to the pods of the route's gateways, and to nobody else. */
function networkRules(manifests, gateways, require) {
  const policy = named(manifests, 'NetworkPolicy').find(({ metadata }) => metadata.name === 'latchkey');
  const rules = policy?.spec?.ingress?.filter(({ ports = [] }) => ports.length === 0 || ports.some(({ port }) => port === 'http')) ?? [];
  const callers = rules.flatMap(({ from = [{}] }) => from);
  const isGateway = ({ namespaceSelector, podSelector }) => gateways.some(({ name, namespace }) =>
    namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === namespace
      && podSelector?.matchLabels?.['gateway.networking.k8s.io/gateway-name'] === name);
  require(callers.length > 0 && callers.every(isGateway), 'only the pods of the Gateway reach the API');
}

function imageRules(manifests, require) {
  const containers = workloads(manifests).map(podSpec).flatMap((pod) => [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]);
  const images = [...containers.map(({ image }) => image), ...named(manifests, 'Cluster').map(({ spec }) => spec?.imageName)];
  for (const image of images) require(PINNED.test(image ?? ''), `${image}: an image by its digest`);
}

/** In a word each, what of it is broken; nothing where the manifests are a part alone, without settings. */
export function brokenTogether(manifests) {
  const settings = named(manifests, 'ConfigMap').find(({ metadata }) => /^latchkey(-|$)/.test(metadata?.name))?.data;
  if (!settings) return [];
  const problems = new Set();
  const require = (holds, rule) => holds || problems.add(rule);
  databaseRules(manifests, settings, require);
  edgeRules(manifests, settings, require);
  imageRules(manifests, require);
  return [...problems];
}
