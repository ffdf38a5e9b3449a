// Draws NAME.svg beside each NAME.csv that has a chart. Called by ./draw.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, read, View } from 'vega'
import { compile } from 'vega-lite'
import * as charts from './charts.mjs'

const folder = process.argv[2]
for (const [name, chart] of Object.entries(charts)) {
  const csv = join(folder, `${name}.csv`)
  if (existsSync(csv)) {
    const rows = read(readFileSync(csv, 'utf8'), { type: 'csv', parse: 'auto' })
    const view = new View(parse(compile(chart(rows)).spec), { renderer: 'none' })
    writeFileSync(join(folder, `${name}.svg`), (await view.toSVG()) + '\n')
    console.log(`${name}.svg`)
  }
}
