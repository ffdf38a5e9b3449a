// What no schema knows and this project has promised: what the "restricted" Pod Security Standard asks, no password in a file, and
// that each container says what it needs.
export function brokenRules(manifest) {
  const problems = [];
  const require = (holds, rule) => holds || problems.push(rule);

  require(manifest.kind !== 'Secret', 'a Secret is only referred to');
  const pod = manifest.spec?.template?.spec;
  if (!pod) return problems;

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
  if (manifest.kind === 'Deployment') {
    const [container] = pod.containers ?? [];
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) require(container?.[probe], probe);
    require(manifest.spec.strategy?.rollingUpdate?.maxUnavailable === 0, 'an update never has fewer pods');
  }
  return problems;
}
