// The manifests of a kustomization: as kubectl renders them, or, where there is no kubectl, its files as they are.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;

export function render(folder) {
  const text = hasKubectl
    ? execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })
    : resources(folder).map((file) => readFileSync(file, 'utf8')).join('\n---\n');
  return documents(text);
}

function resources(folder) {
  const [kustomization] = documents(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'));
  return kustomization.resources.flatMap((name) => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${folder}: there is no ${name}`);
    return statSync(path).isDirectory() ? resources(path) : [path];
  });
}

function documents(text) {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    })
    .filter((manifest) => manifest !== null);
}
