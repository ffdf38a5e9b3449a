// Draws NAME.svg beside each NAME.csv that has a chart, or checks it. Called by ./draw.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, read, View } from 'vega'
import { compile } from 'vega-lite'
import * as charts from './charts.mjs'

const [folder, check] = process.argv.slice(2)
const text = file => (existsSync(file) ? readFileSync(file, 'utf8') : '')

for (const [name, chart] of Object.entries(charts)) {
  const csv = text(join(folder, `${name}.csv`))
  if (csv) {
    const svg = await draw(chart(read(csv, { type: 'csv', parse: 'auto' })))
    const file = join(folder, `${name}.svg`)
    if (check) {
      require(text(file) === svg, `${file} is not what its CSV file says: run bench/charts/draw`)
      require(text(join(folder, `${name}.md`)).includes(`](${name}.svg)`), `${name}.md does not show ${name}.svg`)
    } else {
      writeFileSync(file, svg)
      console.log(`${name}.svg`)
    }
  }
}

async function draw(specification) {
  const view = new View(parse(compile(specification).spec), { renderer: 'none' })
  return (await view.toSVG()) + '\n'
}

function require(holds, problem) {
  if (!holds) {
    console.error(problem)
    process.exitCode = 1
  }
}
