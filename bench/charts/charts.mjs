// What each chart shows, as a specification for Vega-Lite. One function for each CSV file, with the file's name.
//
// Why Vega-Lite: its error bars reach from the slowest round to the fastest. Those of XChart, a library for Java, reach
// equally far to both sides of the median, which these measurements do not do.

const BLUE = '#1f5fa8'
const LIGHT_BLUE = '#a9c6e8'
const GREY = '#9a9a9a'
const RED = '#b03030'
const WIDTH = 540
const ROUNDS = 'Bars: medians of the rounds. Thin lines: from the lowest round to the highest.'

export function peers(rows) {
  const logins = rows.filter(row => row.measure === 'perSecond')
  const data = summaries(logins, row => [`${row.service}\n${row.hash}`, `${row.connections} callers`])
  return horizontal(fastestFirst(data), {
    title: 'Logins per second on the same two cores',
    subtitle: ['PostgreSQL and the callers share these cores.', ROUNDS],
    length: 'logins per second',
    decimals: 0,
    thickness: 18,
    colours: [LIGHT_BLUE, BLUE]
  })
}

export function kernels(rows) {
  const data = rows.map(row => ({
    group: row.implementation,
    series: row.platform === 'native' ? 'C, without Java' : row.platform,
    median: row.median_ms,
    low: row.min_ms,
    high: row.max_ms
  }))
  return horizontal(data, {
    title: `One bcrypt hash of cost ${rows[0].cost} on one core`,
    subtitle: ['Shorter is better. A thread with several lanes computes as many hashes at once.', ROUNDS],
    length: 'processor time per hash, in milliseconds',
    decimals: 1,
    thickness: 13,
    colours: [LIGHT_BLUE, BLUE, GREY]
  })
}

export function service(rows) {
  const closed = rows.filter(row => row.measure === 'perSecond' && row.scenario.startsWith('closed-'))
  const data = summaries(closed, row => [row.scenario.slice('closed-'.length), `engine: ${row.engine}`])
  const alone = rows.filter(row => row.engine === 'kernel' && row.measure === 'perSecond')
  const kernel = median(alone.map(row => row.value))
  const most = Math.max(kernel, ...data.map(row => row.high))
  const line = { data: { values: [{ kernel }] }, encoding: { y: { field: 'kernel', type: 'quantitative' } } }
  const label = { type: 'text', x: 0, align: 'left', baseline: 'bottom', dx: 4, dy: -3, color: RED, fontSize: 12 }
  return {
    ...page('Logins per second of the whole service, bcrypt cost 10', [
      'Dashed: the hashing alone on the same cores, with no service around it.',
      ROUNDS
    ]),
    width: 660,
    height: 360,
    layer: [
      ...bars(data, {
        group: ['x', { title: 'callers who log in again and again', axis: { labelAngle: 0, ticks: false } }],
        length: ['y', { title: 'logins per second', scale: { domain: [0, 1.1 * most] } }],
        decimals: 0,
        colours: [BLUE, GREY]
      }),
      { ...line, mark: { type: 'rule', strokeDash: [6, 4], color: RED } },
      { ...line, mark: { ...label, text: `the hashing alone: ${kernel.toFixed(0)}` } }
    ]
  }
}

/** The median, the lowest and the highest of the rounds of each bar. */
function summaries(rows, names) {
  const values = new Map()
  for (const row of rows) {
    const key = JSON.stringify(names(row))
    values.set(key, [...(values.get(key) ?? []), row.value])
  }
  return [...values].map(([key, all]) => {
    const [group, series] = JSON.parse(key)
    return { group, series, median: median(all), low: Math.min(...all), high: Math.max(...all) }
  })
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

function fastestFirst(data) {
  const best = group => Math.max(...data.filter(row => row.group === group).map(row => row.median))
  return [...data].sort((a, b) => best(b.group) - best(a.group))
}

function page(title, subtitle) {
  return {
    background: 'white', // also where the page around it is dark
    padding: 14,
    title: { text: title, subtitle },
    config: {
      font: 'Helvetica, Arial, sans-serif',
      title: {
        anchor: 'start',
        frame: 'bounds',
        fontSize: 17,
        subtitleFontSize: 12,
        subtitleColor: '#444',
        subtitlePadding: 6,
        offset: 14
      },
      axis: {
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        titlePadding: 8,
        domainColor: '#888',
        tickColor: '#888'
      },
      legend: { labelFontSize: 12, orient: 'top', title: null, columnPadding: 24 },
      text: { fontSize: 11 },
      view: { stroke: null }
    }
  }
}

function horizontal(data, { title, subtitle, length, decimals, thickness, colours }) {
  const lines = Math.max(...data.map(row => row.group.split('\n').length))
  const axis = { labelExpr: "split(datum.label, '\\n')", labelOffset: -7 * (lines - 1), labelLimit: 0, ticks: false }
  return {
    ...page(title, subtitle),
    width: WIDTH,
    height: { step: thickness, for: 'offset' },
    layer: bars(data, {
      group: ['y', { title: null, axis, scale: { paddingInner: 0.3, paddingOuter: 0.15 } }],
      length: ['x', { title: length, axis: { tickCount: 10 } }],
      decimals,
      colours
    })
  }
}

/** Bars side by side in groups, with error bars and the medians in figures. */
function bars(data, { group: [groupAxis, group], length: [lengthAxis, length], decimals, colours }) {
  const series = [...new Set(data.map(row => row.series))]
  const across = {
    [groupAxis]: { field: 'group', type: 'nominal', sort: null, ...group },
    [`${groupAxis}Offset`]: { field: 'place', type: 'nominal' }
  }
  const along = field => ({ [lengthAxis]: { field, type: 'quantitative', ...length } })
  const beyond = lengthAxis === 'x' ? { align: 'left', baseline: 'middle', dx: 5 } : { baseline: 'bottom', dy: -4 }
  // A group with one bar has it in the place of the first.
  const place = row => data.filter(other => other.group === row.group).indexOf(row)
  const values = data.map(row => ({ ...row, place: place(row) }))
  return [
    {
      data: { values },
      mark: 'bar',
      encoding: { ...across, ...along('median'), color: { field: 'series', sort: series, scale: { range: colours } } }
    },
    {
      data: { values },
      mark: { type: 'errorbar', ticks: { size: 7 }, color: 'black' },
      encoding: { ...across, ...along('low'), [`${lengthAxis}2`]: { field: 'high' } }
    },
    {
      data: { values },
      mark: { type: 'text', ...beyond },
      encoding: { ...across, ...along('high'), text: { field: 'median', format: `.${decimals}f` } }
    }
  ]
}
