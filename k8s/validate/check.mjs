// Usage: node check.mjs CLASSPATH. Run by k8s/check, which makes the class path.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from './faults.mjs';
import { hasKubectl, render } from './render.mjs';
import { brokenRules } from './rules.mjs';

const require = createRequire(import.meta.url);
const k8s = join(dirname(fileURLToPath(import.meta.url)), '..');
const NO_MODEL = 'no model';

// The package of each group's models; Kubernetes' own groups are all in one.
const OPERATORS = {
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
};

const title = (m) => `${m.kind}/${m.metadata?.name}`;

async function npmModel({ apiVersion, kind }) {
  const operator = OPERATORS[apiVersion.split('/')[0]];
  const models = operator ? await import(`${operator}/${apiVersion}`) : require(`kubernetes-models/${apiVersion}`);
  return models[kind];
}

/** What the npm models say: null where nothing is wrong. */
async function npmModels(manifest) {
  const Model = await npmModel(manifest);
  if (!Model) return NO_MODEL;
  try {
    new Model(manifest).validate();
    return null;
  } catch (e) {
    return e.message.split('\n')[0];
  }
}

function javaModels(manifests) {
  const answer = execFileSync('java', ['-cp', process.argv[2], 'ClientModels'], { input: JSON.stringify(manifests), encoding: 'utf8' });
  return JSON.parse(answer);
}

const real = ['base', 'overlays/example'].flatMap((name) =>
  render(join(k8s, name)).map((manifest) => ({ what: `${name}: ${title(manifest)}`, manifest })));
const planted = faults.map(([what, kind, plant]) => {
  const sound = real.findLast(({ manifest }) => manifest.kind === kind);
  // Without kubectl nothing generates a ConfigMap.
  const manifest = structuredClone(sound?.manifest ?? { apiVersion: 'v1', kind, metadata: { name: 'none' } });
  plant(manifest);
  return { what: `${what} (${kind})`, manifest };
});
const java = javaModels([...real, ...planted].map(({ manifest }) => manifest));

async function verdicts({ manifest }, index) {
  const said = { 'Java client': java[index], npm: await npmModels(manifest), rules: brokenRules(manifest).join(', ') || null };
  return {
    seen: ['Java client', 'npm'].filter((name) => said[name] !== NO_MODEL),
    problems: Object.entries(said).filter(([, problem]) => problem !== null && problem !== NO_MODEL),
  };
}

let failed = 0;
function report(holds, line) {
  if (!holds) failed++;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${line}`);
}

console.log(hasKubectl ? 'Rendered by kubectl kustomize' : 'No kubectl here: the files as they are, patches and generators left out');
for (const [i, one] of real.entries()) {
  const { seen, problems } = await verdicts(one, i);
  const text = problems.map(([by, problem]) => `${by}: ${problem}`).join('; ');
  report(seen.length > 0 && problems.length === 0, `${one.what}: ${text || `sound, say ${seen.join(' and ') || 'none: no validator knows it'}`}`);
}
for (const [i, one] of planted.entries()) {
  const { problems } = await verdicts(one, real.length + i);
  const caughtBy = problems.map(([by]) => by).join(', ');
  report(problems.length > 0, `${one.what}: ${caughtBy ? `caught by ${caughtBy}` : 'NOT caught'}`);
}
const total = real.length + planted.length;
console.log(`${total - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
