// Usage: node check.mjs CLASSPATH. Run by k8s/check, which makes the class path.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from './faults.mjs';
import { brokenTogether } from './installation.mjs';
import { hasKubectl, render } from './render.mjs';
import { brokenRules } from './rules.mjs';

const require = createRequire(import.meta.url);
const k8s = join(dirname(fileURLToPath(import.meta.url)), '..');
const NO_MODEL = 'no model';

// The package of each group's models; Kubernetes' own groups are all in one.
const OPERATORS = {
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
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

const EXAMPLE = 'overlays/example';
const sets = Object.fromEntries(['base', EXAMPLE].map((name) => [name, render(join(k8s, name))]));
const real = Object.entries(sets).flatMap(([name, set]) => set.map((manifest) => ({ what: `${name}: ${title(manifest)}`, manifest })));
// Without kubectl nothing puts together what the rules of a whole installation are about.
const plantable = faults.filter(([what]) => hasKubectl || !what.startsWith('whole: '));
const planted = plantable.map(([what, kind, plant]) => {
  const [wanted, name] = kind.split('/');
  const isIt = (m) => m.kind === wanted && (name === undefined || m.metadata.name === name);
  const sound = real.findLast(({ manifest }) => isIt(manifest));
  // Without kubectl nothing generates a ConfigMap.
  const manifest = structuredClone(sound?.manifest ?? { apiVersion: 'v1', kind: wanted, metadata: { name: 'none' } });
  plant(manifest);
  const set = sets[EXAMPLE].map((one) => (one === sound?.manifest ? manifest : one));
  return { what: `${what} (${kind})`, manifest, set };
});
const java = javaModels([...real, ...planted].map(({ manifest }) => manifest));

async function verdicts({ manifest, set = [] }, index) {
  const broken = [...brokenRules(manifest), ...brokenTogether(set)];
  const said = { 'Java client': java[index], npm: await npmModels(manifest), rules: broken.join(', ') || null };
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

console.log(hasKubectl ? 'Rendered by kubectl kustomize' : 'No kubectl here: the files as they are, no patch, no generator, no rule of the whole');
for (const [i, one] of real.entries()) {
  const { seen, problems } = await verdicts(one, i);
  const text = problems.map(([by, problem]) => `${by}: ${problem}`).join('; ');
  report(seen.length > 0 && problems.length === 0, `${one.what}: ${text || `sound, say ${seen.join(' and ') || 'none: no validator knows it'}`}`);
}
const broken = hasKubectl ? brokenTogether(sets[EXAMPLE]).join(', ') : '';
report(broken === '', `${EXAMPLE}: together: ${broken || (hasKubectl ? 'sound, say rules' : 'not checked')}`);
for (const [i, one] of planted.entries()) {
  const { problems } = await verdicts(one, real.length + i);
  const caughtBy = problems.map(([by]) => by);
  // A rule of ours must catch what it is for, whatever else notices the fault.
  const caught = /^(rule|whole): /.test(one.what) ? caughtBy.includes('rules') : caughtBy.length > 0;
  report(caught, `${one.what}: ${caught ? 'caught' : 'NOT caught'} ${caughtBy.length > 0 ? `by ${caughtBy.join(', ')}` : ''}`);
}
const total = real.length + 1 + planted.length;
console.log(`${total - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
